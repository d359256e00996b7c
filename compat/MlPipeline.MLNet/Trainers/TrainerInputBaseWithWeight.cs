using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Trainers;

/// <summary>Options of trainers with a label and weights.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public abstract class TrainerInputBaseWithWeight : TrainerInputBaseWithLabel
{
    /// <summary>For derived classes.</summary>
    protected TrainerInputBaseWithWeight()
    {
    }

    /// <summary>The weight column, or null.</summary>
    public string? ExampleWeightColumnName;
}
