namespace MlPipeline.Estimators.Data;

/// <summary>
/// Yes or no: what is above 0 is yes, as ML.NET's evaluation has it. The one output is the probability of yes.
/// </summary>
internal sealed class BinaryLabels(ClassWeights? weights, IReadOnlyList<string> names, string column)
    : ClassLabels(classes: 2, weights, names, column)
{
    public override int Outputs => 1;

    public override bool GivesClasses => false;

    protected override int ClassOf(float label) => label > 0 ? 1 : 0;
}
