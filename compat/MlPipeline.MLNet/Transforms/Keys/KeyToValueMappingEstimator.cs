using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys back to the values that the column's annotation KeyValues says they stand for.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>, IEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            SchemaShape.Column input = Host.FindInput(inputSchema, pair.Item2);
            if (!input.IsKey)
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, "key type", input.TypeText());
            if (!input.TryFindAnnotation(AnnotationUtils.Kinds.KeyValues, out SchemaShape.Column? keyValues))
                throw Host.ExceptParam(nameof(inputSchema), $"Input column '{input.Name}' has no key values: map it from values with MapValueToKey first.");
            var annotations = new SchemaShape(input.AnnotationsOf(AnnotationUtils.Kinds.SlotNames));
            return new SchemaShape.Column(pair.Item1, input.Kind, keyValues.Value.ItemType, keyValues.Value.IsKey, annotations);
        }));
    }
}
