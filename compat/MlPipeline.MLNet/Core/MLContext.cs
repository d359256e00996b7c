using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything starts: catalogs of operations, one seed, one log.</summary>
public sealed class MLContext : IHostEnvironment, ICancelable
{
    private readonly EnvironmentRoot _root;
    private readonly HostEnvironment _host;
    private readonly ConcurrentDictionary<string, object?> _options = new();

    /// <summary>A context.</summary>
    /// <param name="seed">Seed of all its random numbers; null for a different one each time.</param>
    public MLContext(int? seed = null)
    {
        Seed = seed;
        _root = new EnvironmentRoot(e => Log?.Invoke(this, e), () => Log != null);
        _root.ComponentCatalog.RegisterAssembly(typeof(MLContext).Assembly);
        _host = new HostEnvironment(_root, string.Empty, seed ?? Random.Shared.Next());
        Data = new DataOperationsCatalog(this);
        Transforms = new TransformsCatalog(this);
        Model = new ModelOperationsCatalog(this);
        MulticlassClassification = new MulticlassClassificationCatalog(this);
        BinaryClassification = new BinaryClassificationCatalog(this);
        Regression = new RegressionCatalog(this);
    }

    /// <summary>Raised for every message a component sends.</summary>
    public event EventHandler<LoggingEventArgs>? Log;

    /// <summary>Loading and preparing rows.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>Transforming columns.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Saving, loading and using models.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>Predicting one of several classes.</summary>
    public MulticlassClassificationCatalog MulticlassClassification { get; }

    /// <summary>Predicting yes or no.</summary>
    public BinaryClassificationCatalog BinaryClassification { get; }

    /// <summary>Predicting a number.</summary>
    public RegressionCatalog Regression { get; }

    /// <summary>The classes that model files can name.</summary>
    public ComponentCatalog ComponentCatalog => _root.ComponentCatalog;

    /// <summary>The seed it was given.</summary>
    internal int? Seed { get; }

    /// <summary>Where temporary files go.</summary>
    public string TempFilePath { get; set; } = Path.GetTempPath();

    /// <summary>Whether to go on without a GPU; this implementation uses none.</summary>
    public bool FallbackToCpu { get; set; } = true;

    /// <summary>The GPU to use; this implementation uses none.</summary>
    public int? GpuDeviceId { get; set; }

    string IExceptionContext.ContextDescription => "HostEnvironment";

    bool ICancelable.IsCanceled => _root.IsCanceled;

    /// <summary>Asks what runs in this context to stop, for good: a canceled context runs nothing more.</summary>
    public void CancelExecution() => _root.Cancel();

    /// <summary>Sets an option.</summary>
    public void SetOption<T>(string name, T value) => _options[name] = value;

    /// <summary>Sets an option that is not set yet.</summary>
    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(name, value);

    /// <summary>Gets an option.</summary>
    public bool TryGetOption<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        bool found = _options.TryGetValue(name, out object? boxed) && boxed is T;
        value = found ? (T)boxed! : default;
        return found;
    }

    /// <summary>Gets an option, or default.</summary>
    public T? GetOptionOrDefault<T>(string name) => TryGetOption(name, out T? value) ? value : default;

    /// <summary>Removes an option.</summary>
    public bool RemoveOption(string name) => _options.TryRemove(name, out _);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _host.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _host.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _host.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _host.StartProgressChannel(name);

    TException IExceptionContext.Process<TException>(TException ex) => ex;
}
