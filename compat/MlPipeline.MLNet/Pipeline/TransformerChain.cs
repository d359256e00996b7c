using System.Collections;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(TransformerChain<ITransformer>), typeof(TransformerChain), null, typeof(SignatureLoadModel), "Transformer chain", TransformerChain.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads chains.</summary>
internal static class TransformerChain
{
    public const string LoaderSignature = "TransformerChain";

    public static TransformerChain<ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx) => new(env, ctx);
}

/// <summary>Transformers applied one after the other.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    private const string DirectoryFormat = "Transform_{0:000}";

    /// <summary>The last one.</summary>
    public readonly TLastTransformer LastTransformer;

    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;

    /// <summary>Of transformers that always apply.</summary>
    public TransformerChain(params ITransformer[] transformers)
        : this(transformers, transformers.Select(_ => TransformerScope.Everything))
    {
    }

    /// <summary>Of transformers and when each applies.</summary>
    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        ArgumentNullException.ThrowIfNull(transformers);
        ArgumentNullException.ThrowIfNull(scopes);
        (_transformers, _scopes) = ([.. transformers], [.. scopes]);
        if (_transformers.Length != _scopes.Length) throw new ArgumentException($"There are {_transformers.Length} transformers and {_scopes.Length} scopes.", nameof(scopes));
        LastTransformer = _transformers.Length == 0 ? null!
            : _transformers[^1] as TLastTransformer ?? throw new ArgumentException($"The last transformer is a {_transformers[^1].GetType().Name}, not a {typeof(TLastTransformer).Name}.", nameof(transformers));
    }

    internal TransformerChain(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        _transformers = new ITransformer[ctx.Reader.ReadCount(sizeof(int), "transformers")];
        _scopes = new TransformerScope[_transformers.Length];
        for (int i = 0; i < _transformers.Length; i++)
        {
            _scopes[i] = (TransformerScope)ctx.Reader.ReadInt32();
            ctx.LoadModel<ITransformer, SignatureLoadModel>(env, out _transformers[i], DirectoryOf(i));
        }
        LastTransformer = _transformers.Length == 0 ? null! : (TLastTransformer)_transformers[^1];
    }

    bool ITransformer.IsRowToRowMapper => InScope(TransformerScope.Scoring).All(transformer => transformer.IsRowToRowMapper);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    /// <summary>Applies those of a scope.</summary>
    public IDataView Transform(IDataView input, TransformerScope scope) => InScope(scope).Aggregate(input, (data, transformer) => transformer.Transform(data));

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    /// <summary>The schema that comes out of those of a scope.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope) => InScope(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));

    /// <summary>The chain of those of a scope.</summary>
    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter)
    {
        IEnumerable<int> places = Enumerable.Range(0, _transformers.Length).Where(i => (_scopes[i] & scopeFilter) != 0);
        return new TransformerChain<ITransformer>(places.Select(i => _transformers[i]), places.Select(i => _scopes[i]));
    }

    /// <summary>The chain with one more.</summary>
    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer =>
        new([.. _transformers, transformer], [.. _scopes, scope]);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        List<IRowToRowMapper> mappers = [];
        DataViewSchema schema = inputSchema;
        foreach (ITransformer transformer in InScope(TransformerScope.Scoring))
        {
            if (!transformer.IsRowToRowMapper) throw new InvalidOperationException($"{transformer.GetType().Name} does not map single rows.");
            IRowToRowMapper mapper = transformer.GetRowToRowMapper(schema);
            mappers.Add(mapper);
            schema = mapper.OutputSchema;
        }
        return new CompositeRowToRowMapper(inputSchema, [.. mappers]);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            ctx.Writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i], DirectoryOf(i));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ITransformer transformer in _transformers) (transformer as IDisposable)?.Dispose();
    }

    private static string DirectoryOf(int index) => string.Format(System.Globalization.CultureInfo.InvariantCulture, DirectoryFormat, index);

    private static VersionInfo Version() => new(
        modelSignature: "XF CHAIN",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: TransformerChain.LoaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);

    private IEnumerable<ITransformer> InScope(TransformerScope scope) => _transformers.Where((_, i) => (_scopes[i] & scope) != 0);
}
