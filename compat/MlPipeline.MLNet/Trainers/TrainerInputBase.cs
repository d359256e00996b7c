using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Trainers;

/// <summary>Options that every trainer has.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public abstract class TrainerInputBase
{
    protected TrainerInputBase()
    {
    }

    /// <summary>The feature column.</summary>
    public string FeatureColumnName = "Features";
}
