using System.Numerics.Tensors;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>Adds independent normal noise to every pixel, by the transform of Box and Muller (1958).</summary>
internal static class GaussianNoise
{
    /// <summary>
    /// <c>p = p + deviation z</c>, with <c>z = sqrt(-2 ln u) cos(2 pi v)</c>, u in (0, 1], v in [0, 1).
    /// </summary>
    /// <param name="picture">Changed.</param>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="random">Gives the keys of the noise.</param>
    /// <param name="radii">As long as the picture at least, overwritten.</param>
    /// <param name="angles">Likewise.</param>
    public static void Apply(
        Span<float> picture,
        float deviation,
        ref RowRandom random,
        AlignedBuffer radii,
        AlignedBuffer angles
    )
    {
        UniformNoise.Fill(radii, random.NextUInt64());
        UniformNoise.Fill(angles, random.NextUInt64());
        Span<float> radius = radii.Span[..picture.Length];
        Span<float> angle = angles.Span[..picture.Length];
        // From [-1, 1) to (0, 1]: there 1 - x over 2 is never 0.
        TensorPrimitives.Subtract(1f, radius, radius);
        TensorPrimitives.Multiply(radius, 0.5f, radius);
        TensorPrimitives.Log<float>(radius, radius);
        TensorPrimitives.Multiply(radius, -2 * deviation * deviation, radius);
        TensorPrimitives.Sqrt<float>(radius, radius);
        TensorPrimitives.CosPi<float>(angle, angle);
        TensorPrimitives.MultiplyAdd(radius, angle, picture, picture);
    }
}
