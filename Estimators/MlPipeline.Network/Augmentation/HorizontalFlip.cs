namespace MlPipeline.Network.Augmentation;

/// <summary>Exchanges left and right.</summary>
internal static class HorizontalFlip
{
    /// <summary>Undoes it, which is doing it.</summary>
    public static AffineMap Undo(AffineMap map) => map.Then(-1, 0, 0, 1);
}
