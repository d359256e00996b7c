namespace MlPipeline.Estimators.Scoring;

/// <summary>What ML.NET calls the columns that its scorers add.</summary>
internal static class ScoreColumn
{
    public const string Score = "Score", Probability = "Probability", PredictedLabel = "PredictedLabel";
}
