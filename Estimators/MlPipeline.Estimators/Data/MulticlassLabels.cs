namespace MlPipeline.Estimators.Data;

/// <summary>One of several classes: labels are keys, which ML.NET gives as numbers from 0.</summary>
internal sealed class MulticlassLabels(int classes, ClassWeights? weights, IReadOnlyList<string> names, string column)
    : ClassLabels(classes, weights, names, column)
{
    public override int Outputs => Classes;

    public override bool GivesClasses => true;

    public override bool IsPresent(float label) => label >= 0 && label < Classes;

    protected override int ClassOf(float label) => (int)label;
}
