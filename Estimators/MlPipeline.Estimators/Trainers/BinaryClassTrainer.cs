using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipeline.Estimators.Trainers;

/// <summary>
/// Our binary trainer as OneVersusAll asks for it. That wants ML.NET's sealed transformer, and only takes the model out
/// of it, so that reading ahead is not lost.
/// </summary>
/// <param name="trainer">The trainer.</param>
internal sealed class BinaryClassTrainer(FeedForwardBinaryTrainer trainer)
    : ITrainerEstimator<BinaryPredictionTransformer<FeedForwardBinaryModelParameters>, FeedForwardBinaryModelParameters>
{
    public TrainerInfo Info => trainer.Info;

    public BinaryPredictionTransformer<FeedForwardBinaryModelParameters> Fit(IDataView input) =>
        trainer.Fit(input).Inner;

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);
}
