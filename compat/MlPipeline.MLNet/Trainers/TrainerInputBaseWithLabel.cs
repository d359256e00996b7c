using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Trainers;

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
