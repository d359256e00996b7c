using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(
    typeof(TypeConvertingTransformer),
    null,
    typeof(SignatureLoadModel),
    "Convert Transform",
    TypeConvertingTransformer.LoaderSignature,
    TypeConvertingTransformer.LoaderSignatureOld)]

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another item type.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "ConvertTransform";
    internal const string LoaderSignatureOld = "ConvertFunction";

    // The high bit of the kind's byte says that a key count follows.
    private const byte HasKeyCount = 0x80;

    internal TypeConvertingTransformer(IHostEnvironment env, params ConvertedColumn[] columns)
        : base(env.Register(nameof(TypeConvertingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        Columns = columns;
        foreach (ConvertedColumn column in columns)
            _ = column.OutputType;
    }

    private TypeConvertingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        Columns = new ConvertedColumn[ColumnPairs.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            byte kind = ctx.Reader.ReadByte();
            ulong? keyCount = (kind & HasKeyCount) == 0 ? null : ctx.Reader.ReadUInt64();
            Columns[i] = new ConvertedColumn(ColumnPairs[i].Item1, ColumnPairs[i].Item2, (DataKind)(kind & ~HasKeyCount), keyCount);
            host.CheckDecode(DataKinds.TypeOrNull(Columns[i].OutputKind) is not null);
        }
    }

    internal ConvertedColumn[] Columns { get; }

    internal static TypeConvertingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new TypeConvertingTransformer(env.Register(nameof(TypeConvertingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (ConvertedColumn column in Columns)
        {
            ctx.Writer.Write((byte)((byte)column.OutputKind | (column.KeyCount is null ? 0 : HasKeyCount)));
            if (column.KeyCount is { } count)
                ctx.Writer.Write(count);
        }
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (!ConvertingGetter.Exists(ItemTypes.ItemOf(source.Type).RawType, Columns[col].OutputType.RawType))
        {
            throw Host.ExceptSchemaMismatch(
                nameof(inputSchema), "source", source.Name, $"a type that converts to {Columns[col].OutputKind}", source.Type.ToString()!);
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "CONVERTF",
        verWrittenCur: 0x00010004,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderSignatureAlt: LoaderSignatureOld,
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(TypeConvertingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            PrimitiveDataViewType target = transformer.Columns[pair].OutputType;
            DataViewType item = ItemTypes.ItemOf(source.Type);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames
                || (kind == AnnotationUtils.Kinds.KeyValues && item is KeyDataViewType && target is KeyDataViewType));
            if (item is BooleanDataViewType && target is NumberDataViewType)
                annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            return new DataViewSchema.DetachedColumn(name, ItemTypes.WithItem(source.Type, target), annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair)
            => ConvertingGetter.Create(input, Sources[pair], transformer.Columns[pair].OutputType);
    }
}
