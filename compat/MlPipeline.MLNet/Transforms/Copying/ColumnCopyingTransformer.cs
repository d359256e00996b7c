using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnCopyingTransformer), null, typeof(SignatureLoadModel), "Copy Columns Transform", ColumnCopyingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Copies columns under new names: values, type and annotations.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "CopyTransform";

    internal ColumnCopyingTransformer(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(ColumnCopyingTransformer)), columns)
    {
    }

    private ColumnCopyingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal static ColumnCopyingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ColumnCopyingTransformer(env.Register(nameof(ColumnCopyingTransformer)), ctx);
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

    private static VersionInfo Version() => new(
        modelSignature: "COPYCOLT",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(ColumnCopyingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
            => new(name, Sources[pair].Type, Sources[pair].Annotations);

        protected override Delegate MakeGetter(DataViewRow input, int pair)
            => ForwardingGetter.Create(input, input.Schema[Sources[pair].Index]);
    }
}
