namespace MlPipeline.Dashboard;

/// <summary>
/// Keeps the studies that are being followed: opened once for all clients, closed when the last client leaves.
/// </summary>
internal sealed class LiveStudies(IStudySource source)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (LiveStudy Study, int Followers)> _open = [];

    /// <summary>Follows a study until disposed; null if there is none of this name.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Lease? Follow(string name)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(name, out (LiveStudy Study, int Followers) entry))
            {
                if (source.Open(name) is not { } feed)
                    return null;
                entry = (new LiveStudy(feed), 0);
            }
            _open[name] = (entry.Study, entry.Followers + 1);
            return new Lease(this, name, entry.Study);
        }
    }

    private void Leave(string name)
    {
        lock (_gate)
        {
            (LiveStudy study, int followers) = _open[name];
            if (followers > 1)
            {
                _open[name] = (study, followers - 1);
                return;
            }
            _open.Remove(name);
            study.Dispose();
        }
    }

    /// <summary>A client that follows a study.</summary>
    internal sealed class Lease(LiveStudies owner, string name, LiveStudy study) : IDisposable
    {
        public LiveStudy Study => study;

        public void Dispose() => owner.Leave(name);
    }
}
