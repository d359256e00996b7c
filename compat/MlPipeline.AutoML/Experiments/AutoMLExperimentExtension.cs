using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Runtime;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.AutoML;

/// <summary>What an experiment can be given.</summary>
public static partial class AutoMLExperimentExtension
{
    /// <summary>
    /// Sets the pipeline whose parameters are searched; and the ECI cost-frugal tuner, until another is set.
    /// </summary>
    public static AutoMLExperiment SetPipeline(this AutoMLExperiment experiment, SweepablePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(pipeline);
        experiment.AddSearchSpace(AutoMLExperiment.PipelineSearchSpaceName, pipeline.SearchSpace);
        return experiment
            .With(services => services.AddSingleton(pipeline))
            .SetTrialRunner<SweepablePipelineRunner>()
            .SetMonitor<ChannelMonitor>()
            .SetTuner<EciCostFrugalTuner>();
    }

    /// <summary>Sets rows to learn from and rows to evaluate on.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="train">To learn from.</param>
    /// <param name="validation">To evaluate on.</param>
    /// <param name="subSamplingTrainDataset">Whether how much of the rows to learn from is searched as well, from a
    /// tenth on.</param>
    public static AutoMLExperiment SetDataset(
        this AutoMLExperiment experiment,
        IDataView train,
        IDataView validation,
        bool subSamplingTrainDataset = false
    )
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        if (subSamplingTrainDataset)
        {
            experiment.AddSearchSpace(
                nameof(TrainValidateDatasetManager),
                new SearchSpace.SearchSpace
                {
                    [TrainValidateDatasetManager.PartName] = new UniformSingleOption(0, 1, defaultValue: 0.1f),
                }
            );
        }
        TrainValidateDatasetManager dataset = new(train, validation);
        return experiment.With(services => services.AddSingleton<IDatasetManager>(dataset));
    }

    /// <summary>Sets rows to learn from and rows to evaluate on.</summary>
    public static AutoMLExperiment SetDataset(
        this AutoMLExperiment experiment,
        DataOperationsCatalog.TrainTestData trainValidationSplit
    ) => experiment.SetDataset(trainValidationSplit.TrainSet, trainValidationSplit.TestSet);

    /// <summary>
    /// Sets rows to evaluate on in folds; a trial's metric is the mean over the folds, its model that of the first.
    /// </summary>
    public static AutoMLExperiment SetDataset(
        this AutoMLExperiment experiment,
        IDataView dataset,
        int fold = 10,
        string? samplingKeyColumnName = null
    )
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(fold, 2);
        CrossValidateDatasetManager folds = new(dataset, fold, samplingKeyColumnName);
        return experiment.With(services => services.AddSingleton<IDatasetManager>(folds));
    }

    /// <summary>Sets how often to look at what a trial takes of the machine.</summary>
    public static AutoMLExperiment SetPerformanceMonitor(
        this AutoMLExperiment experiment,
        int checkIntervalInMilliseconds = 1000
    ) =>
        experiment.SetPerformanceMonitor(services => new DefaultPerformanceMonitor(
            services.GetRequiredService<AutoMLExperiment.AutoMLExperimentSettings>(),
            services.GetRequiredService<IChannel>(),
            checkIntervalInMilliseconds
        ));

    /// <summary>Sets what looks at what a trial takes of the machine.</summary>
    public static AutoMLExperiment SetPerformanceMonitor<TPerformanceMonitor>(
        this AutoMLExperiment experiment,
        Func<IServiceProvider, TPerformanceMonitor> factory
    )
        where TPerformanceMonitor : class, IPerformanceMonitor
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.With(services => services.AddTransient<IPerformanceMonitor>(factory));
    }

    /// <summary>Sets what looks at what a trial takes of the machine.</summary>
    public static AutoMLExperiment SetPerformanceMonitor<TPerformanceMonitor>(this AutoMLExperiment experiment)
        where TPerformanceMonitor : class, IPerformanceMonitor
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.With(services => services.AddTransient<IPerformanceMonitor, TPerformanceMonitor>());
    }
}
