using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The type of columns of pictures.</summary>
public sealed class ImageDataViewType : StructuredDataViewType
{
    /// <summary>Rows; 0 where pictures differ in size.</summary>
    public readonly int Height;

    /// <summary>Columns; 0 where pictures differ in size.</summary>
    public readonly int Width;

    /// <summary>Pictures of one size.</summary>
    public ImageDataViewType(int height, int width)
        : base(typeof(MLImage))
    {
        if (height < 1 || width < 1) throw new ArgumentOutOfRangeException(nameof(height), $"The height is {height} and the width {width}; give 1 or more each.");
        (Height, Width) = (height, width);
    }

    /// <summary>Pictures of any size.</summary>
    public ImageDataViewType()
        : base(typeof(MLImage))
    {
    }

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other is ImageDataViewType image && image.Height == Height && image.Width == Width;

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width);

    /// <inheritdoc/>
    public override string ToString() => Height == 0 ? "Image" : $"Image<{Height}, {Width}>";
}
