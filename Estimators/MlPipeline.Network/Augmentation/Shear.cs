namespace MlPipeline.Network.Augmentation;

/// <summary>Slants a picture: rows move sideways, in proportion to their distance from the middle.</summary>
internal static class Shear
{
    /// <summary>Undoes <c>x + slope y</c>.</summary>
    public static AffineMap Undo(AffineMap map, double slope) => map.Then(1, -slope, 0, 1);
}
