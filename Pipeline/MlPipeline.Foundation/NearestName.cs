namespace MlPipeline.Foundation;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits (Levenshtein 1966) from a name, ignoring case; the first of those that are
    /// equally near.
    /// </summary>
    public static string Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        return candidates.MinBy(candidate => Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant()))
            ?? throw new ArgumentException("There are no candidates.", nameof(candidates));
    }

    private static int Edits(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
                current[j + 1] = Math.Min(
                    Math.Min(current[j], previous[j + 1]) + 1,
                    previous[j] + (a[i] == b[j] ? 0 : 1)
                );
            previous = current;
        }
        return previous[^1];
    }
}
