using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Tries parameters one trial after the other and keeps the best. What takes part (tuner, runner, monitor, rows,
/// metric) is a service: a type's constructor, or a factory, is given those it asks for.
/// </summary>
public class AutoMLExperiment
{
    /// <summary>The name of the pipeline's parameters among those of a trial.</summary>
    internal const string PipelineSearchSpaceName = "_pipeline_";

    private readonly AutoMLExperimentSettings _settings;
    private bool _hasTimeLimit;

    /// <summary>An experiment.</summary>
    public AutoMLExperiment(MLContext context, AutoMLExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        settings.Seed ??= SeedOf(context);
        settings.SearchSpace ??= [];
        IChannel channel = ((IChannelProvider)context).Start(nameof(AutoMLExperiment));
        Services.AddSingleton(settings);
        Services.AddSingleton(channel);
        Services.AddTransient(_ => ChildContext(context, channel));
        this.SetPerformanceMonitor(2000);
    }

    internal IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Stops after some seconds, in the middle of a trial if need be.</summary>
    public AutoMLExperiment SetTrainingTimeInSeconds(uint trainingTimeInSeconds)
    {
        if (trainingTimeInSeconds == 0)
        {
            const string Message = "The training time is 0 s; give at least 1.";
            throw new ArgumentOutOfRangeException(nameof(trainingTimeInSeconds), Message);
        }
        _settings.MaxExperimentTimeInSeconds = trainingTimeInSeconds;
        _hasTimeLimit = true;
        return this;
    }

    /// <summary>Stops after some trials, failed ones among them.</summary>
    public AutoMLExperiment SetMaxModelToExplore(int maxModel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxModel, 1);
        _settings.MaxModels = maxModel;
        return this;
    }

    /// <summary>Cancels a trial when the process takes more memory.</summary>
    public AutoMLExperiment SetMaximumMemoryUsageInMegaByte(double value = double.MaxValue)
    {
        if (!(value > 0))
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"The memory limit is {value} MB; give one above 0."
            );
            throw new ArgumentOutOfRangeException(nameof(value), message);
        }
        _settings.MaximumMemoryUsageInMegaByte = value;
        return this;
    }

    /// <summary>Adds parameters to search.</summary>
    public AutoMLExperiment AddSearchSpace(string key, SearchSpace.SearchSpace searchSpace)
    {
        _settings.SearchSpace[key] = searchSpace;
        return this;
    }

    /// <summary>Sets who is told how the experiment gets on.</summary>
    public AutoMLExperiment SetMonitor<TMonitor>(TMonitor monitor)
        where TMonitor : class, IMonitor => With(services => services.AddSingleton<IMonitor>(monitor));

    /// <summary>Sets who is told how the experiment gets on.</summary>
    public AutoMLExperiment SetMonitor<TMonitor>()
        where TMonitor : class, IMonitor => With(services => services.AddSingleton<IMonitor, TMonitor>());

    /// <summary>Sets who is told how the experiment gets on.</summary>
    public AutoMLExperiment SetMonitor<TMonitor>(Func<IServiceProvider, TMonitor> factory)
        where TMonitor : class, IMonitor => With(services => services.AddSingleton<IMonitor>(factory));

    /// <summary>Sets what runs trials, one for all; it is disposed of after each.</summary>
    public AutoMLExperiment SetTrialRunner<TTrialRunner>(TTrialRunner runner)
        where TTrialRunner : class, ITrialRunner => With(services => services.AddSingleton<ITrialRunner>(runner));

    /// <summary>Sets what runs a trial, a new one for each.</summary>
    public AutoMLExperiment SetTrialRunner<TTrialRunner>()
        where TTrialRunner : class, ITrialRunner =>
        With(services => services.AddTransient<ITrialRunner, TTrialRunner>());

    /// <summary>Sets what runs a trial, a new one for each.</summary>
    public AutoMLExperiment SetTrialRunner<TTrialRunner>(Func<IServiceProvider, TTrialRunner> factory)
        where TTrialRunner : class, ITrialRunner => With(services => services.AddTransient<ITrialRunner>(factory));

    /// <summary>Sets what proposes parameters.</summary>
    public AutoMLExperiment SetTuner<TTuner>(TTuner proposer)
        where TTuner : class, ITuner => SetTuner(_ => proposer);

    /// <summary>Sets what proposes parameters.</summary>
    public AutoMLExperiment SetTuner<TTuner>()
        where TTuner : class, ITuner => With(services => services.AddSingleton<ITuner, TTuner>());

    /// <summary>Sets what proposes parameters.</summary>
    public AutoMLExperiment SetTuner<TTuner>(Func<IServiceProvider, TTuner> factory)
        where TTuner : class, ITuner => With(services => services.AddSingleton<ITuner>(factory));

    /// <summary>Runs trials until told to stop, and gives the best one.</summary>
    /// <exception cref="AggregateException">What <see cref="RunAsync"/> throws, inside.</exception>
    public TrialResult Run() => RunAsync().Result; // AggregateException and all: as in ML.NET

    /// <summary>Runs trials until told to stop, and gives the best one.</summary>
    /// <exception cref="TimeoutException">No trial came to a good end.</exception>
    /// <exception cref="InvalidOperationException">There is no tuner, or no trial runner.</exception>
    public async Task<TrialResult> RunAsync(CancellationToken ct = default)
    {
        _settings.CancellationToken = ct;
        using ServiceProvider services = Services.BuildServiceProvider();
        TimeSpan? time = _hasTimeLimit ? TimeSpan.FromSeconds(_settings.MaxExperimentTimeInSeconds) : null;
        using SearchBudget budget = new(_settings.MaxModels, time, ct);
        return await new TrialLoop(services, budget).RunAsync().ConfigureAwait(false);
    }

    /// <summary>Adds a service; of several of one kind, the last counts.</summary>
    internal AutoMLExperiment With(Action<IServiceCollection> add)
    {
        add(Services);
        return this;
    }

    private static int? SeedOf(MLContext context) => ((IHostEnvironmentInternal)context).Seed;

    // The same seed for each, so that a trial does not depend on those before it.
    private MLContext ChildContext(MLContext context, IChannel channel)
    {
        MLContext child = new(SeedOf(context))
        {
            GpuDeviceId = context.GpuDeviceId,
            FallbackToCpu = context.FallbackToCpu,
            TempFilePath = context.TempFilePath,
        };
        child.Log += (_, message) =>
            channel.Send(new ChannelMessage(message.Kind, MessageSensitivity.Unknown, message.RawMessage));
        return child;
    }

    /// <summary>What an experiment can be told.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public class AutoMLExperimentSettings : ExperimentSettings
    {
        /// <summary>The seed of tuners; the context's where null.</summary>
        public int? Seed { get; set; }

        /// <summary>What values the parameters can take.</summary>
        public SearchSpace.SearchSpace SearchSpace { get; set; } = null!;
    }
}
