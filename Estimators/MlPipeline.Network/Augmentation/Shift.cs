namespace MlPipeline.Network.Augmentation;

/// <summary>Moves a picture.</summary>
internal static class Shift
{
    /// <summary>Undoes a move by so many pixels to the right and down.</summary>
    public static AffineMap Undo(AffineMap map, double right, double down) => map.Then(-right, -down);

    /// <summary>A strength in pixels: below 1 it is a share of the side.</summary>
    public static double Scale(AugmentationRange range, int side) => range.Limit < 1 ? side : 1;
}
