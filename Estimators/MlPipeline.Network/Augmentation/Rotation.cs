namespace MlPipeline.Network.Augmentation;

/// <summary>Turns a picture about its middle.</summary>
internal static class Rotation
{
    /// <summary>Undoes a turn, counter-clockwise as one sees it: <c>(cos, -sin; sin, cos)</c> with y down.</summary>
    public static AffineMap Undo(AffineMap map, double degrees)
    {
        // In half turns, so that quarter turns have sines and cosines of exactly 0 and 1.
        (double sine, double cosine) = double.SinCosPi(degrees / 180);
        return map.Then(cosine, -sine, sine, cosine);
    }
}
