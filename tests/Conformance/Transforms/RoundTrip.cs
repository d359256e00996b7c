using Microsoft.ML;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>Saves and loads models in memory.</summary>
internal static class RoundTrip
{
    /// <summary>The model as a context that knows nothing of it loads it.</summary>
    public static ITransformer Through(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using MemoryStream zip = Save(context, model, schema);
        return new MLContext().Model.Load(zip, out _);
    }

    public static MemoryStream Save(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var zip = new MemoryStream();
        context.Model.Save(model, schema, zip);
        return new MemoryStream(zip.ToArray());
    }
}
