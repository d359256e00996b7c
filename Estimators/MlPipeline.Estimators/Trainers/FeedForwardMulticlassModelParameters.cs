using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

[assembly: LoadableClass(typeof(FeedForwardMulticlassModelParameters), null, typeof(SignatureLoadModel), "Feedforward network, multiclass", FeedForwardMulticlassModelParameters.LoaderSignature)]

namespace MlPipeline.Estimators;

/// <summary>A trained feedforward network that gives the probability of each class.</summary>
public sealed class FeedForwardMulticlassModelParameters : ModelParametersBase<VBuffer<float>>, IValueMapper
{
    internal const string LoaderSignature = "MlPipelineFeedForwardMc";

    internal FeedForwardMulticlassModelParameters(IHostEnvironment env, FeedForwardNetwork network, TrainingHistory? history)
        : base(env, LoaderSignature) => (Network, History) = (network, history);

    private FeedForwardMulticlassModelParameters(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, LoaderSignature, ctx) => Network = FeedForwardNetwork.Read(ctx.Reader);

    /// <summary>The network.</summary>
    public FeedForwardNetwork Network { get; }

    /// <summary>The figures of every epoch; null for a model that was loaded.</summary>
    public TrainingHistory? History { get; }

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    DataViewType IValueMapper.InputType => new VectorDataViewType(NumberDataViewType.Single, Network.Spec.InputSize);

    DataViewType IValueMapper.OutputType => new VectorDataViewType(NumberDataViewType.Single, Network.Spec.OutputSize);

    ValueMapper<TSrc, TDst> IValueMapper.GetMapper<TSrc, TDst>()
    {
        Predictor predictor = Network.CreatePredictor();
        int inputs = Network.Spec.InputSize, classes = Network.Spec.OutputSize;
        var dense = new float[inputs];
        ValueMapper<VBuffer<float>, VBuffer<float>> map = (in VBuffer<float> features, ref VBuffer<float> scores) =>
        {
            if (features.Length != inputs) throw Host.ExceptParam(nameof(features), $"The row has {features.Length} features; the network takes {inputs}.");
            VBufferEditor<float> editor = VBufferEditor.Create(ref scores, classes);
            if (features.IsDense)
            {
                predictor.Predict(features.GetValues(), editor.Values);
            }
            else
            {
                features.CopyTo(dense);
                predictor.Predict(dense, editor.Values);
            }
            scores = editor.Commit();
        };
        return (ValueMapper<TSrc, TDst>)(Delegate)map;
    }

    internal static FeedForwardMulticlassModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new FeedForwardMulticlassModelParameters(env, ctx);
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(Version());
        Network.Write(ctx.Writer);
    }

    private static VersionInfo Version() => new(
        modelSignature: "MLPFFMC ",
        verWrittenCur: 0x00010002, // with a checksum
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(FeedForwardMulticlassModelParameters).Assembly.FullName!);
}
