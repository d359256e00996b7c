using System.Numerics.Tensors;

namespace MlPipeline.Network.Augmentation;

/// <summary>Makes all pixels brighter or darker by the same.</summary>
internal static class Brightness
{
    /// <summary><c>p = p + amount</c>.</summary>
    public static void Apply(Span<float> picture, float amount) => TensorPrimitives.Add(picture, amount, picture);
}
