using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(LpNormNormalizingTransformer), null, typeof(SignatureLoadModel), "Lp-Norm Normalizer", LpNormNormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Divides every row of vector columns by its norm.</summary>
public sealed class LpNormNormalizingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "GcnTransform";
    internal const string ExpectedType = "a vector of Single";

    internal LpNormNormalizingTransformer(IHostEnvironment env, params RowNorm[] columns)
        : base(env.Register(nameof(LpNormNormalizingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        Columns = columns;
    }

    private LpNormNormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        Columns = new RowNorm[ColumnPairs.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            bool ensureZeroMean = ctx.Reader.ReadBoolean();
            var norm = (LpNormNormalizingEstimatorBase.NormFunction)ctx.Reader.ReadByte();
            host.CheckDecode(Enum.IsDefined(norm));
            Columns[i] = new RowNorm(ColumnPairs[i].Item1, ColumnPairs[i].Item2, norm, ensureZeroMean, ctx.Reader.ReadSingle());
        }
    }

    internal RowNorm[] Columns { get; }

    internal static LpNormNormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new LpNormNormalizingTransformer(env.Register(nameof(LpNormNormalizingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (RowNorm column in Columns)
        {
            ctx.Writer.Write(column.EnsureZeroMean);
            ctx.Writer.Write((byte)column.Norm);
            ctx.Writer.Write(column.Scale);
        }
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (source.Type is not VectorDataViewType vector || vector.ItemType != NumberDataViewType.Single)
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "source", source.Name, ExpectedType, source.Type.ToString()!);
    }

    private static VersionInfo Version() => new(
        modelSignature: "GCNORMAF",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Transforms);

    private sealed class Mapper(LpNormNormalizingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(Sources[pair].Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
            annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            return new DataViewSchema.DetachedColumn(name, Sources[pair].Type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair)
        {
            ValueGetter<VBuffer<float>> get = input.GetGetter<VBuffer<float>>(Sources[pair]);
            RowNorm norm = transformer.Columns[pair];
            VBuffer<float> row = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
            {
                get(ref row);
                norm.Map(in row, ref destination);
            });
        }
    }
}
