namespace MlPipeline.Estimators.Data;

/// <summary>One of several classes: labels are keys, which ML.NET gives as numbers from 0.</summary>
internal sealed class ClassLabels(int classes) : LabelCode
{
    public override int Outputs => classes;

    public override bool GivesClasses => true;

    public override bool IsPresent(float label) => label >= 0 && label < classes;

    public override float TargetOf(float label) => label;
}
