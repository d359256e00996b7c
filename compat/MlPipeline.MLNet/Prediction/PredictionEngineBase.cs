using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Predicts one example at a time; for one thread.</summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly TypedRow<TSrc> _input;
    private readonly DataViewRow _mapped;
    private readonly Action<TDst> _fill;
    private readonly IDisposable? _owned;

    private protected PredictionEngineBase(IHostEnvironment env, ITransformer transformer, TypedRow<TSrc> input, PredictionEngineOptions options)
    {
        env.CheckValue(transformer, nameof(transformer));
        if (!transformer.IsRowToRowMapper)
            throw env.ExceptParam(nameof(transformer), $"A prediction engine needs a model that maps single rows; {transformer.GetType().Name} looks at others.");
        _input = input;
        _owned = options.OwnsTransformer ? transformer as IDisposable : null;
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(input.Schema);
        OutputSchema = mapper.OutputSchema;
        var reader = new TypedReader<TDst>(mapper.OutputSchema, options.IgnoreMissingColumns, options.OutputSchemaDefinition);
        _mapped = mapper.GetRow(input, reader.Columns);
        _fill = reader.Bind(_mapped);
    }

    /// <summary>The schema of what comes out.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>Predicts.</summary>
    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    /// <summary>Predicts into an object that is reused.</summary>
    public abstract void Predict(TSrc example, ref TDst prediction);

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1063", Justification = "The public surface is ML.NET's.")]
    public void Dispose()
    {
        _mapped.Dispose();
        _owned?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Run(TSrc example, TDst prediction)
    {
        _input.MoveTo(example);
        _fill(prediction);
    }
}
