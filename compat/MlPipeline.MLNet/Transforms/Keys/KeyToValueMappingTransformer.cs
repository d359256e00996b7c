using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToValueMappingTransformer), null, typeof(SignatureLoadModel), "Key To Value Transform", KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys back to the values that the column's annotation KeyValues says they stand for.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), columns)
    {
    }

    private KeyToValueMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new KeyToValueMappingTransformer(env.Register(nameof(KeyToValueMappingTransformer)), ctx);
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
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (ItemTypes.ItemOf(source.Type) is not KeyDataViewType)
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "source", source.Name, "key type", source.Type.ToString()!);
        if (KeyValues.TypeOf(source) is null)
            throw Host.ExceptParam(nameof(inputSchema), $"Source column '{source.Name}' has no key values: map it from values with MapValueToKey first.");
    }

    private static VersionInfo Version() => new(
        modelSignature: "KEY2VALT",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(KeyToValueMappingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
            return new DataViewSchema.DetachedColumn(
                name, ItemTypes.WithItem(source.Type, KeyValues.TypeOf(source)!.ItemType), annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair) => KeyToValueGetter.Create(input, Sources[pair]);
    }
}
