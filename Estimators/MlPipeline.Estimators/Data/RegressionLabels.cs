namespace MlPipeline.Estimators.Data;

/// <summary>
/// Numbers, scaled to mean 0 and variance 1 over the training rows, by their weights (West 1979, one pass).
/// </summary>
/// <param name="given">A scale that stays as it is, that of a model to go on from; else it is learned.</param>
internal sealed class RegressionLabels(LabelScale? given = null) : LabelCode
{
    private double _weight;
    private double _mean;
    private double _squares;

    /// <summary>How labels are scaled, once the training rows were observed.</summary>
    public LabelScale Scale { get; private set; } = given ?? LabelScale.None;

    public override int Outputs => 1;

    public override bool GivesClasses => false;

    public override void Observe(float label, float weight)
    {
        if (weight == 0)
            return;
        _weight += weight;
        double before = label - _mean;
        _mean += before * weight / _weight;
        _squares += weight * before * (label - _mean);
    }

    public override void Complete()
    {
        if (given != null)
            return;
        double deviation = Math.Sqrt(_squares / _weight);
        Scale = new LabelScale(_mean, deviation > 0 ? deviation : 1);
    }

    public override float TargetOf(float label) => Scale.Apply(label);
}
