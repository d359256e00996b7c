namespace Microsoft.ML.Runtime;

/// <summary>A host: its name is its path of registrations, its random numbers descend from its parent's.</summary>
internal sealed class HostEnvironment(EnvironmentRoot root, string name, int seed) : IHost, ICancelable
{
    private readonly Lock _lock = new();

    public Random Rand { get; } = new(seed);

    public ComponentCatalog ComponentCatalog => root.ComponentCatalog;

    public string ContextDescription => name;

    public bool IsCanceled => root.IsCanceled;

    // Hosts are registered in the order in which a program makes its components, so the same program draws the same seeds.
    public IHost Register(string componentName, int? seed = null, bool? verbose = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(componentName);
        int childSeed;
        lock (_lock) childSeed = seed ?? Rand.Next();
        return new HostEnvironment(root, Path(componentName), childSeed);
    }

    public IChannel Start(string channelName) => new Channel(root, Path(channelName));

    public IPipe<TMessage> StartPipe<TMessage>(string pipeName) => new SilentPipe<TMessage>(Path(pipeName));

    public IProgressChannel StartProgressChannel(string channelName) => SilentProgressChannel.Instance;

    public TException Process<TException>(TException ex) where TException : Exception => ex;

    private string Path(string child) => name.Length == 0 ? child : $"{name}; {child}";
}
