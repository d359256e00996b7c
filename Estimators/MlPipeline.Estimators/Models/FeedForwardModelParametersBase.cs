using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Estimators;

/// <summary>
/// A trained feedforward network as ML.NET holds it, whatever its task: maps features to a score, and can be saved.
/// </summary>
/// <typeparam name="TOutput">The type of the score.</typeparam>
public abstract class FeedForwardModelParametersBase<TOutput>
    : ModelParametersBase<TOutput>,
        IValueMapper,
        ISingleCanSaveOnnx,
        IFeedForwardModel
{
    private protected FeedForwardModelParametersBase(
        IHostEnvironment env,
        string name,
        FeedForwardNetwork network,
        TrainingHistory? history
    )
        : base(env, name)
    {
        Network = network;
        History = history;
    }

    private protected FeedForwardModelParametersBase(IHostEnvironment env, string name, ModelLoadContext ctx)
        : base(env, name, ctx)
    {
        try
        {
            Network = FeedForwardNetwork.Read(ctx.Reader);
        }
        catch (Exception error) when (error is FormatException or EndOfStreamException)
        {
            // ML.NET hands on exceptions that it made itself, and hides the message of others.
            throw env.ExceptDecode(error, $"Corrupt model: {error.Message}");
        }
    }

    private protected delegate void RowScoring(in VBuffer<float> features, Span<float> scores);

    /// <inheritdoc/>
    public FeedForwardNetwork Network { get; }

    /// <inheritdoc/>
    public TrainingHistory? History { get; }

    DataViewType IValueMapper.InputType => new VectorDataViewType(NumberDataViewType.Single, Network.Spec.InputSize);

    DataViewType IValueMapper.OutputType => ScoreType;

    private protected abstract DataViewType ScoreType { get; }

    private protected abstract VersionInfo Version { get; }

    ValueMapper<TSrc, TDst> IValueMapper.GetMapper<TSrc, TDst>() => (ValueMapper<TSrc, TDst>)CreateMapper();

    // ML.NET leaves out what says no, and writes a graph in which Score is an input: so this must not say no.
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => throw NotExportable();

    bool ISingleCanSaveOnnx.SaveAsOnnx(OnnxContext ctx, string[] outputNames, string featureColumn) =>
        throw NotExportable();

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(Version);
        Network.Write(ctx.Writer);
    }

    /// <summary>Scores rows: [rows, inputs] to [rows, outputs].</summary>
    internal abstract void Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores);

    private protected abstract Delegate CreateMapper();

    private static NotSupportedException NotExportable() =>
        new(
            "Feedforward networks cannot be exported to ONNX yet; save the model with Model.Save and load it with "
                + "this library."
        );

    /// <summary>Maps a row to its one score; for one thread.</summary>
    private protected ValueMapper<VBuffer<float>, float> CreateScalarMapper()
    {
        RowScoring score = CreateRowScoring();
        return (in VBuffer<float> features, ref float value) => score(in features, new Span<float>(ref value));
    }

    /// <summary>Scores one row, dense or sparse; for one thread.</summary>
    private protected RowScoring CreateRowScoring()
    {
        Predictor predictor = Network.CreatePredictor();
        var dense = new float[Network.Spec.InputSize];
        return (in VBuffer<float> features, Span<float> scores) =>
        {
            if (features.Length != dense.Length)
                throw Host.ExceptParam(
                    nameof(features),
                    $"The row has {features.Length} features; the network takes {dense.Length}."
                );
            if (!features.IsDense)
                features.CopyTo(dense);
            Score(predictor, features.IsDense ? features.GetValues() : dense, scores);
        };
    }
}
