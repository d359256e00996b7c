namespace Microsoft.ML.Runtime;

/// <summary>An environment that can be asked to stop what runs in it.</summary>
internal interface ICancelable
{
    /// <summary>Whether it was asked to.</summary>
    bool IsCanceled { get; }
}
