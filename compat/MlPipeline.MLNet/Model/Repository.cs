namespace Microsoft.ML;

/// <summary>The entries of a model's zip file.</summary>
public abstract class Repository
{
    private protected Repository()
    {
    }

    private protected static string NameOf(string? dir, string name) => Normal(string.IsNullOrEmpty(dir) ? name : $"{dir}/{name}");

    // Files that were saved on Windows separate directories by backslashes.
    private protected static string Normal(string path) => path.Replace('\\', '/');

    /// <summary>One entry, open.</summary>
    public sealed class Entry : IDisposable
    {
        private Action<MemoryStream>? _onDispose;

        internal Entry(string path, MemoryStream stream, Action<MemoryStream>? onDispose = null) => (Path, Stream, _onDispose) = (path, stream, onDispose);

        /// <summary>Its name in the zip.</summary>
        public string Path { get; }

        /// <summary>Its content.</summary>
        public Stream Stream { get; }

        /// <summary>Closes it; a new entry enters the zip now.</summary>
        public void Dispose()
        {
            _onDispose?.Invoke((MemoryStream)Stream);
            _onDispose = null;
        }
    }
}
