using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A transformer whose model reads one feature column.</summary>
public interface ISingleFeaturePredictionTransformer : ITransformer
{
    /// <summary>Its name.</summary>
    string FeatureColumnName { get; }
}

/// <summary>A transformer whose model reads one feature column.</summary>
public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel>
    where TModel : class
{
    /// <summary>Its name.</summary>
    string FeatureColumnName { get; }

    /// <summary>Its type.</summary>
    DataViewType FeatureColumnType { get; }
}
