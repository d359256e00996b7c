namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Where a pixel of the result comes from, measured from the middle of the picture, x to the right and y down:
/// <code>
/// sourceX = XX x + XY y + X0
/// sourceY = YX x + YY y + Y0
/// </code>
/// Operations are undone one after the other, from the last to the first.
/// </summary>
internal readonly record struct AffineMap(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    /// <summary>Every pixel from its own place.</summary>
    public static AffineMap Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>This map, and then another, linear one.</summary>
    public AffineMap Then(double xx, double xy, double yx, double yy) =>
        new(
            xx * XX + xy * YX,
            xx * XY + xy * YY,
            xx * X0 + xy * Y0,
            yx * XX + yy * YX,
            yx * XY + yy * YY,
            yx * X0 + yy * Y0
        );

    /// <summary>This map, and then so far to the right and down.</summary>
    public AffineMap Then(double right, double down) => this with { X0 = X0 + right, Y0 = Y0 + down };

    /// <summary>The same map measured from the first pixel.</summary>
    public AffineMap FromCorner(ImageShape shape)
    {
        double middleX = (shape.Width - 1) / 2.0;
        double middleY = (shape.Height - 1) / 2.0;
        return this with
        {
            X0 = X0 + middleX - XX * middleX - XY * middleY,
            Y0 = Y0 + middleY - YX * middleX - YY * middleY,
        };
    }
}
