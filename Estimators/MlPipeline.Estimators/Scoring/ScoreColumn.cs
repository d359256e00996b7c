namespace MlPipeline.Estimators.Scoring;

/// <summary>What ML.NET calls the columns that its scorers add.</summary>
internal static class ScoreColumn
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";
}
