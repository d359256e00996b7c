namespace MlPipeline.Network.Augmentation;

/// <summary>Makes a picture larger or smaller about its middle.</summary>
internal static class Zoom
{
    /// <summary>Undoes a multiplication of the size.</summary>
    public static AffineMap Undo(AffineMap map, double factor) => map.Then(1 / factor, 0, 0, 1 / factor);
}
