namespace Microsoft.ML;

/// <summary>Predicts values of a type.</summary>
public interface IPredictorProducing<out TResult> : IPredictor
{
}
