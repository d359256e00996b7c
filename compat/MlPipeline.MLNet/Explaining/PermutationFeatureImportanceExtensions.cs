using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// Which features a model relies on: by how much its metrics change when the values of one feature are shuffled among the
/// rows. The data are what the prediction transformer gets: transformed by all that comes before it.
/// </summary>
public static class PermutationFeatureImportanceExtensions
{
    /// <summary>The importance of each slot of the features in regression.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="predictionTransformer">The trained model.</param>
    /// <param name="data">Rows with features and labels.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether to pass over features whose weight in a linear model is 0; no model here has such weights.</param>
    /// <param name="numberOfExamplesToUse">So many rows at most; all where null.</param>
    /// <param name="permutationCount">How often each feature is shuffled.</param>
    /// <returns>For every slot, metric after shuffling minus metric before.</returns>
    public static ImmutableArray<RegressionMetricsStatistics> PermutationFeatureImportance<TModel>(
        this RegressionCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class
        => Measure(catalog, predictionTransformer, predictionTransformer?.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount);

    /// <summary>The importance of each slot of the features in regression, by the slots' names.</summary>
    /// <inheritdoc cref="PermutationFeatureImportance{TModel}(RegressionCatalog, ISingleFeaturePredictionTransformer{TModel}, IDataView, string, bool, int?, int)"/>
    public static ImmutableDictionary<string, RegressionMetricsStatistics> PermutationFeatureImportance(
        this RegressionCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
    {
        IHostEnvironment env = CatalogUtils.GetEnvironment(catalog);
        ISingleFeaturePredictionTransformer predictor = FeatureImportance.FindPredictor(env, model, data);
        return FeatureImportance.ByName(env, data, predictor.FeatureColumnName, Measure(catalog, predictor, predictor.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount));
    }

    /// <summary>The importance of each slot of the features in binary classification.</summary>
    /// <inheritdoc cref="PermutationFeatureImportance{TModel}(RegressionCatalog, ISingleFeaturePredictionTransformer{TModel}, IDataView, string, bool, int?, int)"/>
    public static ImmutableArray<BinaryClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this BinaryClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class
        => Measure(catalog, predictionTransformer, predictionTransformer?.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount);

    /// <summary>The importance of each slot of the features in binary classification, by the slots' names.</summary>
    /// <inheritdoc cref="PermutationFeatureImportance{TModel}(RegressionCatalog, ISingleFeaturePredictionTransformer{TModel}, IDataView, string, bool, int?, int)"/>
    public static ImmutableDictionary<string, BinaryClassificationMetricsStatistics> PermutationFeatureImportanceNonCalibrated(
        this BinaryClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
    {
        IHostEnvironment env = CatalogUtils.GetEnvironment(catalog);
        ISingleFeaturePredictionTransformer predictor = FeatureImportance.FindPredictor(env, model, data);
        return FeatureImportance.ByName(env, data, predictor.FeatureColumnName, Measure(catalog, predictor, predictor.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount));
    }

    /// <summary>The importance of each slot of the features in multiclass classification.</summary>
    /// <inheritdoc cref="PermutationFeatureImportance{TModel}(RegressionCatalog, ISingleFeaturePredictionTransformer{TModel}, IDataView, string, bool, int?, int)"/>
    public static ImmutableArray<MulticlassClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this MulticlassClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class
        => Measure(catalog, predictionTransformer, predictionTransformer?.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount);

    /// <summary>The importance of each slot of the features in multiclass classification, by the slots' names.</summary>
    /// <inheritdoc cref="PermutationFeatureImportance{TModel}(RegressionCatalog, ISingleFeaturePredictionTransformer{TModel}, IDataView, string, bool, int?, int)"/>
    public static ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> PermutationFeatureImportance(
        this MulticlassClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
    {
        IHostEnvironment env = CatalogUtils.GetEnvironment(catalog);
        ISingleFeaturePredictionTransformer predictor = FeatureImportance.FindPredictor(env, model, data);
        return FeatureImportance.ByName(env, data, predictor.FeatureColumnName, Measure(catalog, predictor, predictor.FeatureColumnName, data, labelColumnName, numberOfExamplesToUse, permutationCount));
    }

    private static ImmutableArray<RegressionMetricsStatistics> Measure(RegressionCatalog catalog, ITransformer? model, string? features, IDataView data, string label, int? examples, int permutations)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FeatureImportance.Measure(CatalogUtils.GetEnvironment(catalog), model, features!, data, scored => catalog.Evaluate(scored, label), () => new RegressionMetricsStatistics(), examples, permutations);
    }

    private static ImmutableArray<BinaryClassificationMetricsStatistics> Measure(BinaryClassificationCatalog catalog, ITransformer? model, string? features, IDataView data, string label, int? examples, int permutations)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FeatureImportance.Measure(CatalogUtils.GetEnvironment(catalog), model, features!, data, scored => catalog.EvaluateNonCalibrated(scored, label), () => new BinaryClassificationMetricsStatistics(), examples, permutations);
    }

    private static ImmutableArray<MulticlassClassificationMetricsStatistics> Measure(MulticlassClassificationCatalog catalog, ITransformer? model, string? features, IDataView data, string label, int? examples, int permutations)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FeatureImportance.Measure(CatalogUtils.GetEnvironment(catalog), model, features!, data, scored => catalog.Evaluate(scored, label), () => new MulticlassClassificationMetricsStatistics(), examples, permutations);
    }
}
