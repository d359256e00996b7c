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

/// <summary>Options of trainers with a label.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public abstract class TrainerInputBaseWithLabel : TrainerInputBase
{
    protected TrainerInputBaseWithLabel()
    {
    }

    /// <summary>The label column.</summary>
    public string LabelColumnName = "Label";
}

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
