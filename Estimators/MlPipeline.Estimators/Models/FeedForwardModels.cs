using Microsoft.ML;

namespace MlPipeline.Estimators;

/// <summary>Finding networks in what ML.NET fits and loads.</summary>
internal static class FeedForwardModels
{
    /// <summary>The last feedforward model of a transformer or chain; null where there is none.</summary>
    public static IFeedForwardModel? Find(ITransformer transformer) => ModelOf(FindTransformer(transformer));

    /// <summary>
    /// The transformer of the last feedforward model of a transformer or chain; null where there is none.
    /// </summary>
    public static ITransformer? FindTransformer(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain
            ? chain.Select(FindTransformer).LastOrDefault(found => found != null)
        : ModelOf(transformer) != null ? transformer
        : null;

    private static IFeedForwardModel? ModelOf(ITransformer? transformer) =>
        (transformer as IPredictionTransformer<object>)?.Model as IFeedForwardModel;
}
