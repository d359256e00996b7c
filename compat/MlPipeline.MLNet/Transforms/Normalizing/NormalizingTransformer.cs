using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(NormalizingTransformer), null, typeof(SignatureLoadModel), "Normalizer", NormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Brings the numbers of columns into a common range, as an estimator learnt.</summary>
public sealed partial class NormalizingTransformer : OneToOneTransformerBase, ITransformer, ICanSaveModel
{
    internal const string LoaderSignature = "Normalizer";

    private readonly NormalizerBinding[] _bindings;

    internal NormalizingTransformer(IHostEnvironment env, NormalizerBinding[] bindings)
        : base(env.Register(nameof(NormalizingTransformer)), [.. bindings.Select(binding => (binding.Name, binding.InputName))])
    {
        _bindings = bindings;
    }

    private NormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        var types = new DataViewType[ColumnPairs.Length];
        for (int i = 0; i < types.Length; i++)
            types[i] = NormalizerBinding.LoadType(host, ctx);
        _bindings = [.. types.Select((type, i) => new NormalizerBinding(
            ColumnPairs[i].Item1, ColumnPairs[i].Item2, type, LoadFunction(host, ctx, i, type)))];
    }

    internal static NormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new NormalizingTransformer(env.Register(nameof(NormalizingTransformer)), ctx);
    }

    /// <summary>The parameters that were learnt for the column pair of that number.</summary>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Host.CheckParam(
            (uint)index < (uint)_bindings.Length, nameof(index), $"The index is {index}, but the normalizer has {_bindings.Length} column(s).");
        return _bindings[index].Function.GetParameters(_bindings[index].Type is VectorDataViewType);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (NormalizerBinding binding in _bindings)
            binding.SaveType(ctx);
        for (int i = 0; i < _bindings.Length; i++)
            ctx.SaveSubModel(FunctionName(i), _bindings[i].Function.Save);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (!_bindings[col].Accepts(source.Type))
        {
            throw Host.ExceptSchemaMismatch(
                nameof(inputSchema), "source", source.Name, _bindings[col].Type.ToString()!, source.Type.ToString()!);
        }
    }

    private static string FunctionName(int index) => string.Create(CultureInfo.InvariantCulture, $"Normalizer_{index:000}");

    private static NormalizerFunction LoadFunction(IHost host, ModelLoadContext ctx, int index, DataViewType type)
    {
        NormalizerFunction? function = null;
        ctx.TryProcessSubModel(FunctionName(index), sub => function = ItemTypes.ItemOf(type) == NumberDataViewType.Single
            ? NormalizerFormat.Load<float>(host, sub)
            : NormalizerFormat.Load<double>(host, sub));
        return function ?? throw host.ExceptDecode($"Corrupt model: the normalizer has no part '{FunctionName(index)}'.");
    }

    private static VersionInfo Version() => new(
        modelSignature: "NORMALZR",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);

    private sealed class Mapper(NormalizingTransformer transformer, DataViewSchema inputSchema)
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
            => transformer._bindings[pair].Function.MakeGetter(input, Sources[pair]);
    }
}
