namespace Microsoft.ML;

/// <summary>Predicts.</summary>
public interface IPredictor
{
    /// <summary>What.</summary>
    PredictionKind PredictionKind { get; }
}
