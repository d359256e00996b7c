using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Says that a member of type MLImage is a column of pictures, and of what size they are.</summary>
[SuppressMessage("Design", "CA1019", Justification = "The public surface is ML.NET's.")]
public sealed class ImageTypeAttribute : DataViewTypeAttribute
{
    /// <summary>Pictures of any size.</summary>
    public ImageTypeAttribute()
    {
    }

    /// <summary>Pictures of one size.</summary>
    public ImageTypeAttribute(int height, int width) => Type = new ImageDataViewType(height, width);

    internal ImageDataViewType Type { get; } = new();

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is ImageTypeAttribute image && image.Type.Equals(Type);

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewTypeAttribute attribute && Equals(attribute);

    /// <inheritdoc/>
    public override int GetHashCode() => Type.GetHashCode();

    /// <summary>Does nothing: the type is known.</summary>
    public override void Register()
    {
    }
}
