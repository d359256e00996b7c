namespace Microsoft.ML.Runtime;

/// <summary>What a message may disclose.</summary>
[Flags]
public enum MessageSensitivity
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values of the data.</summary>
    UserData = 1,

    /// <summary>Names of columns, slots or classes.</summary>
    Schema = 2,

    /// <summary>Anything.</summary>
    Unknown = ~0,

    /// <summary>All of these.</summary>
    All = ~0,
}
