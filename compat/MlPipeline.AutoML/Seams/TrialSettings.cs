using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>A trial: its number and its parameters.</summary>
public class TrialSettings
{
    /// <summary>Its number, from 0.</summary>
    public int TrialId { get; set; }

    /// <summary>Its parameters.</summary>
    public Parameter Parameter { get; set; } = null!;

    /// <summary>When it started.</summary>
    public DateTime StartedAtUtc { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTime? EndedAtUtc { get; set; }
}
