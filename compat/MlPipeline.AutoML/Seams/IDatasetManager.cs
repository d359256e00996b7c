using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Has the rows of an experiment: a <see cref="ITrainValidateDatasetManager"/> or a <see
/// cref="ICrossValidateDatasetManager"/>.
/// </summary>
[SuppressMessage("Design", "CA1040", Justification = "The interface is ML.NET's.")]
public interface IDatasetManager;
