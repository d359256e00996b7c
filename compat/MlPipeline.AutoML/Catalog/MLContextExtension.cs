namespace Microsoft.ML.AutoML;

/// <summary>AutoML in a context.</summary>
public static class MLContextExtension
{
    /// <summary>Searching for models.</summary>
    public static AutoCatalog Auto(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new AutoCatalog(mlContext);
    }
}
