using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Commands;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>
/// Measures rows per second of a trained ML.NET model without a normalizer, which shows the overhead of ML.NET.
/// </summary>
internal static class PipelineSpeed
{
    private const int TrainingRows = 256;

    /// <summary>One row a call through a PredictionEngine.</summary>
    public static Figure Engine(MeasuringPlan plan)
    {
        (MLContext context, ITransformer model) = Train();
        SchemaDefinition input = SchemaDefinition.Create(typeof(ImageRow));
        input[nameof(ImageRow.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            RandomImages.Width
        );
        PredictionEngine<ImageRow, ImagePrediction> engine = context.Model.CreatePredictionEngine<
            ImageRow,
            ImagePrediction
        >(model, ignoreMissingColumns: false, inputSchemaDefinition: input);
        int rows = Math.Min(plan.Rows, 1024);
        ImageRow[] images =
        [
            .. RandomImages
                .Floats(rows)
                .Chunk(RandomImages.Width)
                .Select(features => new ImageRow { Features = features }),
        ];
        var answer = new ImagePrediction();
        double rate = plan.Rate(
            () =>
            {
                foreach (ImageRow image in images)
                    engine.Predict(image, ref answer);
            },
            rows
        );
        return new Figure(rate, 1) { Microseconds = 1e6 / rate };
    }

    /// <summary>A data view scored lazily, as a cursor reads it.</summary>
    public static Figure Transform(MeasuringPlan plan)
    {
        (MLContext context, ITransformer model) = Train();
        IDataView images = context.Data.LoadFromImages(RandomImages.Images(plan.Rows));
        double rate = plan.Rate(() => ReadScores(model.Transform(images)), plan.Rows);
        return new Figure(rate, 1);
    }

    private static void ReadScores(IDataView scored)
    {
        DataViewSchema.Column column = scored.Schema["Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> score = default;
        while (cursor.MoveNext())
            getter(ref score);
    }

    private static (MLContext Context, ITransformer Model) Train()
    {
        var context = new MLContext(seed: 1);
        ImageSet images = RandomImages.Images(TrainingRows);
        // Raw pixels: the loss is of no interest here, but must stay finite.
        var options = new FeedForwardMulticlassTrainer.Options
        {
            HiddenLayers = [128, 128, 128, 128],
            Activation = ActivationKind.Tanh,
            Epochs = 1,
        };
        return (
            context,
            context.MulticlassClassification.Trainers.FeedForward(options).Fit(context.Data.LoadFromImages(images))
        );
    }
}
