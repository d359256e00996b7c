using System.Numerics.Tensors;

namespace MlPipeline.Network.Augmentation;

/// <summary>Makes differences from the picture's mean larger or smaller.</summary>
internal static class Contrast
{
    /// <summary><c>p = mean + factor (p - mean)</c>.</summary>
    public static void Apply(Span<float> picture, float factor)
    {
        float mean = TensorPrimitives.Sum<float>(picture) / picture.Length;
        TensorPrimitives.Multiply(picture, factor, picture);
        TensorPrimitives.Add(picture, mean * (1 - factor), picture);
    }
}
