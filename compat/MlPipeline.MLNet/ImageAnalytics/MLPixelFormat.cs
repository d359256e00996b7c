using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>What the four bytes of a pixel are.</summary>
[SuppressMessage("Design", "CA1027", Justification = "The public surface is ML.NET's.")]
public enum MLPixelFormat
{
    /// <summary>Another format.</summary>
    Unknown,

    /// <summary>Blue, green, red, alpha.</summary>
    Bgra32,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba32,
}
