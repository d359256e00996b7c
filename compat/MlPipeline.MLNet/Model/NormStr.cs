namespace Microsoft.ML.Internal.Utilities;

/// <summary>Strings that are numbered as they come, each once.</summary>
public static class NormStr
{
    /// <summary>A list of them.</summary>
    public sealed class Pool
    {
        private readonly Dictionary<string, int> _ids = [];
        private readonly List<string> _strings = [];

        /// <summary>How many there are.</summary>
        public int Count => _strings.Count;

        internal IReadOnlyList<string> Strings => _strings;

        internal int IdOf(string text)
        {
            if (_ids.TryGetValue(text, out int id)) return id;
            _strings.Add(text);
            return _ids[text] = _strings.Count - 1;
        }
    }
}
