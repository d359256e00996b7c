using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(MissingValueReplacingTransformer), null, typeof(SignatureLoadModel), "NA Replace Transform", MissingValueReplacingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces missing numbers, NaN, by what an estimator chose.</summary>
public sealed class MissingValueReplacingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "NAReplaceTransform";

    internal static readonly string[] KeptAnnotations = [AnnotationUtils.Kinds.SlotNames, AnnotationUtils.Kinds.IsNormalized];

    private readonly Replacements[] _replacements;

    internal MissingValueReplacingTransformer(IHostEnvironment env, ReplacementColumn[] columns, Replacements[] replacements)
        : base(env.Register(nameof(MissingValueReplacingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        _replacements = replacements;
    }

    private MissingValueReplacingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _replacements = new Replacements[ColumnPairs.Length];
        for (int i = 0; i < _replacements.Length; i++)
            _replacements[i] = Replacements.Load(ctx);
    }

    internal static MissingValueReplacingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new MissingValueReplacingTransformer(env.Register(nameof(MissingValueReplacingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (Replacements replacements in _replacements)
            replacements.Save(ctx);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        Replacements replacements = _replacements[col];
        bool sized = replacements.Count == 1 || (source.Type as VectorDataViewType)?.Size == replacements.Count;
        if (!sized || !ItemTypes.ItemOf(source.Type).Equals(replacements.ItemType))
        {
            string expected = replacements.Count == 1
                ? $"{replacements.ItemType} or a vector of it"
                : $"a vector of {replacements.Count} {replacements.ItemType}";
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "source", source.Name, expected, source.Type.ToString()!);
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "NAREP  F",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Transforms);

    private sealed class Mapper(MissingValueReplacingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(Sources[pair].Annotations, kind => KeptAnnotations.Contains(kind));
            return new DataViewSchema.DetachedColumn(name, Sources[pair].Type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair)
            => transformer._replacements[pair].MakeGetter(input, Sources[pair]);
    }
}
