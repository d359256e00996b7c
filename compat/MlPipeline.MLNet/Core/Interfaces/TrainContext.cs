using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What a trainer is given.</summary>
public sealed class TrainContext
{
    /// <summary>From its parts.</summary>
    public TrainContext(RoleMappedData trainingSet, RoleMappedData? validationSet = null, RoleMappedData? testSet = null, IPredictor? initialPredictor = null)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        (TrainingSet, ValidationSet, TestSet, InitialPredictor) = (trainingSet, validationSet, testSet, initialPredictor);
    }

    /// <summary>To learn from.</summary>
    public RoleMappedData TrainingSet { get; }

    /// <summary>To watch progress on, or null.</summary>
    public RoleMappedData? ValidationSet { get; }

    /// <summary>To test on, or null.</summary>
    public RoleMappedData? TestSet { get; }

    /// <summary>To start from, or null.</summary>
    public IPredictor? InitialPredictor { get; }
}
