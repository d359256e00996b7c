using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToVectorMappingTransformer), null, typeof(SignatureLoadModel), "Key To Vector Transform", KeyToVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to indicators: a vector of as many numbers as there are keys, with a one in the key's place.</summary>
public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "KeyToVectorTransform";

    internal KeyToVectorMappingTransformer(IHostEnvironment env, params KeyVectorColumn[] columns)
        : base(env.Register(nameof(KeyToVectorMappingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))]) => Columns = columns;

    private KeyToVectorMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        Columns = [.. ColumnPairs.Select(pair => new KeyVectorColumn(pair.outputColumnName, pair.inputColumnName, ctx.Reader.ReadBoolean()))];
    }

    internal KeyVectorColumn[] Columns { get; }

    internal static KeyToVectorMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        if (ctx.Header.ModelVerWritten == 0x00010001) ctx.Reader.ReadInt32(); // the size of a float, in files of the first version
        return new KeyToVectorMappingTransformer(env.Register(nameof(KeyToVectorMappingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (KeyVectorColumn column in Columns) ctx.Writer.Write(column.OutputCountVector);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => KeyVectorShapes.KeyCount(Host, inputSchema[srcCol]);

    private static VersionInfo Version() => new(
        modelSignature: "KEY2VECT",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(KeyToVectorMappingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            int keys = KeyVectorShapes.KeyCount(Host, source), slots = KeyVectorShapes.Slots(source);
            bool addUp = transformer.Columns[pair].OutputCountVector, one = source.Type is not VectorDataViewType;
            VectorDataViewType type = addUp ? new VectorDataViewType(NumberDataViewType.Single, keys) : KeyVectorShapes.Spread(source, keys);
            var annotations = new DataViewSchema.Annotations.Builder();
            if (KeyVectorNames.ValuesOrNull(source) is { } values && type.IsKnownSize)
                KeyVectorNames.Add(annotations, one || addUp ? values : KeyVectorNames.OfEverySlot(source, slots, values));
            if (one || !addUp)
            {
                if (type.IsKnownSize) AddRanges(annotations, slots, keys);
                annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            }
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            return KeyVectorGetter.Indicators(input, source, KeyVectorShapes.KeyCount(Host, source), transformer.Columns[pair].OutputCountVector);
        }

        // The first and the last place of each group of places of which one is set.
        private static void AddRanges(DataViewSchema.Annotations.Builder builder, int slots, int keys)
        {
            int[] ranges = [.. Enumerable.Range(0, slots).SelectMany(slot => new[] { slot * keys, (slot + 1) * keys - 1 })];
            builder.Add(
                AnnotationUtils.Kinds.CategoricalSlotRanges,
                new VectorDataViewType(NumberDataViewType.Int32, slots, 2),
                (ref VBuffer<int> value) => value = new VBuffer<int>(ranges.Length, ranges));
        }
    }
}
