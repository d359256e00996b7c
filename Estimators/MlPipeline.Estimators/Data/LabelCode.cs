namespace MlPipeline.Estimators.Data;

/// <summary>
/// How a task's labels become what a network should give. It is learned from the training rows; those of a validation
/// set are coded the same.
/// </summary>
internal abstract class LabelCode
{
    /// <summary>Outputs of the network.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether targets are indices of classes; values else.</summary>
    public abstract bool GivesClasses { get; }

    /// <summary>Whether a row has a label; ML.NET gives NaN where a key is missing.</summary>
    public virtual bool IsPresent(float label) => !float.IsNaN(label);

    /// <summary>Whether rows weigh differently for their labels.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Takes notice of a label of the training rows, and of the row's own weight.</summary>
    public virtual void Observe(float label, float weight) { }

    /// <summary>All training rows were observed.</summary>
    public virtual void Complete() { }

    /// <summary>What a row of this label should give.</summary>
    public abstract float TargetOf(float label);

    /// <summary>What a row weighs for its label.</summary>
    public virtual float WeightOf(float label) => 1;
}
