using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Estimators.Scoring;

/// <summary>The scores of the row that a cursor stands on: [outputs of the network].</summary>
internal delegate ReadOnlySpan<float> CurrentScores();

/// <summary>What is computed of many rows at once, and the columns that are made of it.</summary>
internal interface IBlockScorer
{
    /// <summary>The network.</summary>
    FeedForwardNetwork Network { get; }

    /// <summary>Scores rows.</summary>
    /// <param name="predictor">Of the network; the caller's own.</param>
    /// <param name="features">[rows, inputs].</param>
    /// <param name="scores">[rows, outputs], overwritten.</param>
    void Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores);

    /// <summary>A getter of a column; null where the column is not made of scores.</summary>
    Delegate? CreateGetter(string column, CurrentScores scores);
}
