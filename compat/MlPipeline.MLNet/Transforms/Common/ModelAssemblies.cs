namespace Microsoft.ML.Transforms;

/// <summary>
/// The assemblies that ML.NET names in the header of a saved transform. Files written here carry the same names, so that
/// either side loads the other's.
/// </summary>
internal static class ModelAssemblies
{
    public const string Data = "Microsoft.ML.Data, " + Identity;
    public const string ImageAnalytics = "Microsoft.ML.ImageAnalytics, " + Identity;
    public const string Transforms = "Microsoft.ML.Transforms, " + Identity;

    private const string Identity = "Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";
}
