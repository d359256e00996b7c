using System.Diagnostics;
using Microsoft.ML;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Seconds from the gzipped files of a data set to the matrix that the trainer learns from.</summary>
internal static class LoadingSpeed
{
    public static Figure Measure(MeasuringPlan plan, string dataset)
    {
        if (DatasetCatalog.Find(dataset) is not { } directory)
            return new Figure(null, 1)
            {
                Skipped =
                    $"{dataset} is not here; fetch it with 'mlpipeline datasets fetch {dataset}', or set "
                    + "MLPIPELINE_DATA to where it is.",
            };
        DatasetManifest manifest = DatasetCatalog.ManifestOf(dataset)!;
        string images = Path.Combine(directory, manifest.Files["trainImages"].Name);
        string labels = Path.Combine(directory, manifest.Files["trainLabels"].Name);
        if (!File.Exists(images) || !File.Exists(labels))
            return new Figure(null, 1)
            {
                Skipped = $"{dataset} lies unpacked in '{directory}'; this case reads the gzipped files.",
            };

        double last = 0;
        void Pass() => last = SecondsToFirstStep(images, labels, plan.Cancellation);
        plan.WarmedUp(Pass);
        var seconds = new double[plan.Rounds];
        for (int round = 0; round < seconds.Length; round++)
        {
            Pass();
            seconds[round] = last;
        }
        return new Figure(Statistics.Median(seconds), 1);
    }

    // The matrix is internal to the trainer. It exists when the first step is done; a step of a linear model on one
    // row takes negligible time.
    private static double SecondsToFirstStep(string images, string labels, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var firstStep = new FirstStep(stop);
        var context = new MLContext(seed: 1);
        FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(
            new FeedForwardMulticlassTrainer.Options
            {
                HiddenLayers = [],
                BatchSize = 1,
                Epochs = 1,
                Shuffle = false,
                Observer = firstStep,
                CancellationToken = stop.Token,
            }
        );
        long started = Stopwatch.GetTimestamp();
        try
        {
            trainer.Fit(context.Data.LoadFromIdx(images, labels));
        }
        catch (OperationCanceledException) when (firstStep.Reached is not null && !cancellation.IsCancellationRequested)
        {
            // Training was stopped as intended.
        }
        return Stopwatch.GetElapsedTime(started, firstStep.Reached ?? Stopwatch.GetTimestamp()).TotalSeconds;
    }

    /// <summary>Stops training after its first step.</summary>
    private sealed class FirstStep(CancellationTokenSource stop) : ITrainingObserver
    {
        public long? Reached { get; private set; }

        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
        {
            Reached ??= Stopwatch.GetTimestamp();
            stop.Cancel();
        }

        public void OnEpoch(EpochResult result) { }
    }
}
