using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Runs a trial: builds the pipeline, fits it, evaluates it; on every fold, where the rows are in folds.
/// </summary>
internal sealed class SweepablePipelineRunner(
    MLContext context,
    SweepablePipeline pipeline,
    IDatasetManager dataset,
    IEvaluateMetricManager metric
) : ITrialRunner
{
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        using CancellationTokenRegistration registration = ct.Register(context.CancelExecution);
        try
        {
            return Task.FromResult(Run(settings));
        }
        catch (Exception exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, ct);
        }
    }

    public void Dispose() => context.CancelExecution();

    private TrialResult Run(TrialSettings settings)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Parameter parameter = settings.Parameter[AutoMLExperiment.PipelineSearchSpaceName];
        (ITransformer Model, double Metric)[] fits =
        [
            .. Parts(settings).Select(part => FitAndEvaluate(parameter, part.Train, part.Validation)),
        ];
        double value = fits.Average(fit => fit.Metric);
        return new TrialResult
        {
            TrialSettings = settings,
            Model = fits[0].Model,
            Metric = value,
            Loss = metric.IsMaximize ? -value : value,
            DurationInMilliseconds = watch.Elapsed.TotalMilliseconds,
        };
    }

    private IEnumerable<(IDataView Train, IDataView Validation)> Parts(TrialSettings settings) =>
        dataset switch
        {
            ICrossValidateDatasetManager folds => context
                .Data.CrossValidationSplit(folds.Dataset, folds.Fold, folds.SamplingKeyColumnName)
                .Select(fold => (fold.TrainSet, fold.TestSet)),
            ITrainValidateDatasetManager split =>
            [
                (split.LoadTrainDataset(context, settings), split.LoadValidateDataset(context, settings)),
            ],
            _ => throw new InvalidOperationException(
                $"{dataset.GetType().Name} has neither training and validation rows nor folds; "
                    + "implement ITrainValidateDatasetManager or ICrossValidateDatasetManager."
            ),
        };

    private (ITransformer Model, double Metric) FitAndEvaluate(
        Parameter parameter,
        IDataView train,
        IDataView validation
    )
    {
        TransformerChain<ITransformer> model = pipeline.BuildFromOption(context, parameter).Fit(train);
        return (model, metric.Evaluate(context, model.Transform(validation)));
    }
}
