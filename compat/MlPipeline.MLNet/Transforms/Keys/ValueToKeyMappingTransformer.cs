using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ValueToKeyMappingTransformer), null, typeof(SignatureLoadModel), "Term Transform", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to the keys that an estimator learnt; values it never saw have the missing key.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "TermTransform";

    private const string VocabularyName = "Vocabulary";
    private const string TermsName = "Terms.txt";

    private readonly TermMap[] _maps;
    private readonly bool[] _keyValuesAsText;

    internal ValueToKeyMappingTransformer(IHostEnvironment env, KeyedColumn[] columns, TermMap[] maps)
        : base(env.Register(nameof(ValueToKeyMappingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        _maps = maps;
        _keyValuesAsText = [.. columns.Select(column => column.KeyValuesAsText)];
    }

    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _keyValuesAsText = new bool[ColumnPairs.Length];
        for (int i = 0; i < _keyValuesAsText.Length; i++)
            _keyValuesAsText[i] = ctx.Reader.ReadBoolean();

        TermMap[]? maps = null;
        bool found = ctx.TryProcessSubModel(VocabularyName, vocabulary => maps = LoadMaps(vocabulary));
        if (!found || maps is null || maps.Length != ColumnPairs.Length)
        {
            throw host.ExceptDecode(
                $"Corrupt model: the key mapping of {ColumnPairs.Length} column(s) comes with {maps?.Length ?? 0} vocabularies.");
        }

        _maps = maps;
    }

    internal static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ValueToKeyMappingTransformer(env.Register(nameof(ValueToKeyMappingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (bool asText in _keyValuesAsText)
            ctx.Writer.Write(asText);
        ctx.SaveSubModel(VocabularyName, SaveMaps);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (ItemTypes.ItemOf(source.Type).RawType != _maps[col].ItemType.RawType)
        {
            throw Host.ExceptSchemaMismatch(
                nameof(inputSchema), "source", source.Name, $"{_maps[col].ItemType} or a vector of it", source.Type.ToString()!);
        }
    }

    private static TermMap[] LoadMaps(ModelLoadContext ctx)
    {
        ctx.CheckAtModel(VocabularyVersion());
        var maps = new TermMap[ctx.Reader.ReadCount(sizeof(byte), "key maps")];
        for (int i = 0; i < maps.Length; i++)
            maps[i] = TermMapFormat.Load(ctx);
        return maps;
    }

    private void SaveMaps(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(VocabularyVersion());
        ctx.Writer.Write(_maps.Length);
        foreach (TermMap map in _maps)
            map.Save(ctx);
        ctx.SaveTextStream(TermsName, writer =>
        {
            foreach (TermMap map in _maps)
                map.WriteText(writer);
        });
    }

    private static VersionInfo Version() => new(
        modelSignature: "TERMTRNF",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);

    private static VersionInfo VocabularyVersion() => new(
        modelSignature: "TERM MAN",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderSignature: "TermManager",
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(ValueToKeyMappingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair)
        {
            DataViewSchema.Column source = Sources[pair];
            TermMap map = transformer._maps[pair];
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
            map.AddKeyValues(annotations, source, transformer._keyValuesAsText[pair]);
            return new DataViewSchema.DetachedColumn(name, ItemTypes.WithItem(source.Type, map.KeyType), annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow input, int pair)
            => transformer._maps[pair].MakeGetter(input, Sources[pair]);
    }
}
