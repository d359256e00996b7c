using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToBinaryVectorMappingTransformer), null, typeof(SignatureLoadModel), "Key To Binary Vector Transform", KeyToBinaryVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to the bits of their numbers.</summary>
public sealed class KeyToBinaryVectorMappingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "KeyToBinaryTransform";

    internal KeyToBinaryVectorMappingTransformer(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(KeyToBinaryVectorMappingTransformer)), columns)
    {
    }

    private KeyToBinaryVectorMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal static KeyToBinaryVectorMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new KeyToBinaryVectorMappingTransformer(env.Register(nameof(KeyToBinaryVectorMappingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => KeyVectorShapes.KeyCount(Host, inputSchema[srcCol]);

    private static VersionInfo Version() => new(
        modelSignature: "KEY2BINR",
        verWrittenCur: 0x00000001,
        verReadableCur: 0x00000001,
        verWeCanReadBack: 0x00000001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Transforms);

    private sealed class Mapper(KeyToBinaryVectorMappingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            int bits = BitsOf(source);
            VectorDataViewType type = KeyVectorShapes.Spread(source, bits);
            var annotations = new DataViewSchema.Annotations.Builder();
            string[] names = [.. Enumerable.Range(0, bits).Select(i => string.Create(CultureInfo.InvariantCulture, $"Bit{bits - 1 - i}"))];
            if (type.IsKnownSize)
                KeyVectorNames.Add(annotations, source.Type is VectorDataViewType ? KeyVectorNames.OfEverySlot(source, KeyVectorShapes.Slots(source), names) : names);
            annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair) => KeyVectorGetter.Bits(input, Sources[pair], BitsOf(Sources[pair]));

        // One more bit than the highest key has: a missing key is all ones.
        private int BitsOf(DataViewSchema.Column source) => BitOperations.Log2((uint)KeyVectorShapes.KeyCount(Host, source)) + 2;
    }
}
