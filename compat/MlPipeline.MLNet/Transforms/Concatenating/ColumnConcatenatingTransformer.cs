using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(
    typeof(ColumnConcatenatingTransformer),
    null,
    typeof(SignatureLoadModel),
    "Concat Transform",
    ColumnConcatenatingTransformer.LoaderSignature,
    ColumnConcatenatingTransformer.LoaderSignatureOld)]

namespace Microsoft.ML.Data;

/// <summary>Concatenates columns of one item type, scalars and vectors, into one vector column.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "ConcatTransform";
    internal const string LoaderSignatureOld = "ConcatFunction";

    private readonly ConcatenatedColumn[] _columns;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
        : this(env, new ConcatenatedColumn(outputColumnName, [.. inputColumnNames.Select(name => new ConcatenatedSource(name, null))]))
    {
    }

    private ColumnConcatenatingTransformer(IHostEnvironment env, params ConcatenatedColumn[] columns)
        : base(env.Register(nameof(ColumnConcatenatingTransformer)))
    {
        _columns = columns;
    }

    internal static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        var columns = new ConcatenatedColumn[ctx.Reader.ReadCount(2 * sizeof(int), "columns")];
        for (int i = 0; i < columns.Length; i++)
        {
            string name = ctx.LoadNonEmptyString();
            var sources = new ConcatenatedSource[ctx.Reader.ReadCount(2 * sizeof(int), "columns to concatenate")];
            for (int j = 0; j < sources.Length; j++)
                sources[j] = new ConcatenatedSource(ctx.LoadNonEmptyString(), ctx.LoadStringOrNull());
            columns[i] = new ConcatenatedColumn(name, sources);
        }

        return new ColumnConcatenatingTransformer(env, columns);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new ConcatenatingMapper(this, Host, _columns, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(_columns.Length);
        foreach (ConcatenatedColumn column in _columns)
        {
            ctx.SaveNonEmptyString(column.Name);
            ctx.Writer.Write(column.Sources.Length);
            foreach (ConcatenatedSource source in column.Sources)
            {
                ctx.SaveNonEmptyString(source.Name);
                ctx.SaveStringOrNull(source.Alias!);
            }
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "CONCAT F",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderSignatureAlt: LoaderSignatureOld,
        loaderAssemblyName: ModelAssemblies.Data);
}
