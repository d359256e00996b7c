using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Takes the pixels of a picture from elsewhere in it, by bilinear interpolation. The picture lies in a frame of fill
/// values: one pixel above and to the left, two below and to the right, so that whatever lies outside is found there
/// without a question.
/// <code>
/// x = XX column + XY row + X0 + dx[row, column], y likewise; kept within one pixel of the picture
/// result = lerp(lerp(p[y][x], p[y][x+1], fx), lerp(p[y+1][x], p[y+1][x+1], fx), fy) with fx, fy the fractions of x, y
/// </code>
/// A pixel from a whole place is that pixel, bit for bit. All paths compute alike: vectors and single pixels give the
/// same.
/// </summary>
internal static unsafe class Resampler
{
    private const int Before = 1;
    private const int Frame = 3;

    /// <summary>Floats from one row of a framed picture to the next.</summary>
    public static int FramedWidth(ImageShape shape) => shape.Width + Frame;

    /// <summary>Floats of a framed picture.</summary>
    public static long FramedLength(ImageShape shape) =>
        (long)shape.Channels * (shape.Height + Frame) * FramedWidth(shape);

    /// <summary>Puts a picture into its frame, whose values are there already.</summary>
    public static void Enframe(ReadOnlySpan<float> picture, ImageShape shape, Span<float> framed)
    {
        int stride = FramedWidth(shape);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            Span<float> plane = framed[(channel * (shape.Height + Frame) * stride)..];
            for (int y = 0; y < shape.Height; y++)
                picture
                    .Slice(channel * shape.Area + y * shape.Width, shape.Width)
                    .CopyTo(plane[((y + Before) * stride + Before)..]);
        }
    }

    /// <summary>Resamples.</summary>
    /// <param name="framed">The picture in its frame.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="map">Where pixels come from, measured from the first one.</param>
    /// <param name="dx">Added to x: a row of displacements for every row.</param>
    /// <param name="dy">Added to y.</param>
    /// <param name="stride">Floats from one row of displacements to the next; 0 for one row for all.</param>
    /// <param name="result">[shape.Size], overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        float* framed,
        ImageShape shape,
        in AffineMap map,
        float* dx,
        float* dy,
        nint stride,
        float* result
    )
    {
        int width = shape.Width;
        int lanes = Vector256<float>.Count;
        int* at = stackalloc int[Vector256<int>.Count];
        for (int y = 0; y < shape.Height; y++, dx += stride, dy += stride, result += width)
        {
            var line = new Line(
                (float)map.XX,
                (float)(map.XY * y + map.X0),
                (float)map.YX,
                (float)(map.YY * y + map.Y0),
                width,
                shape.Height,
                FramedWidth(shape),
                (nint)(shape.Height + Frame) * FramedWidth(shape),
                shape.Area,
                shape.Channels
            );
            if (Avx2.IsSupported && width >= lanes)
            {
                // The last step may repeat some pixels: that changes nothing, and leaves no tail.
                for (int next = 0; next < width; next += lanes)
                    Eight(in line, framed, dx, dy, Math.Min(next, width - lanes), at, result);
            }
            else
            {
                for (int x = 0; x < width; x++)
                    One(in line, framed, dx, dy, x, result);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(in Line line, float* framed, float* dx, float* dy, int column, int* at, float* result)
    {
        Vector256<float> place = Vector256.CreateSequence((float)column, 1f);
        Vector256<float> x =
            place * Vector256.Create(line.XX) + Vector256.Create(line.X0) + Vector256.Load(dx + column);
        Vector256<float> y =
            place * Vector256.Create(line.YX) + Vector256.Create(line.Y0) + Vector256.Load(dy + column);
        x = Avx.Min(Avx.Max(x, Vector256.Create(-1f)), Vector256.Create((float)line.Width));
        y = Avx.Min(Avx.Max(y, Vector256.Create(-1f)), Vector256.Create((float)line.Height));
        Vector256<float> wholeX = Vector256.Floor(x);
        Vector256<float> wholeY = Vector256.Floor(y);
        Vector256<float> fx = x - wholeX;
        Vector256<float> fy = y - wholeY;
        // Loaded one by one: on a Cascade Lake twice as fast as gather instructions (2.6 against 6.1 µs for 28x28
        // pixels).
        (
            (Avx.ConvertToVector256Int32(wholeY) + Vector256<int>.One) * Vector256.Create(line.Stride)
            + Avx.ConvertToVector256Int32(wholeX)
            + Vector256<int>.One
        ).Store(at);
        for (int channel = 0; channel < line.Channels; channel++, framed += line.FramedPlane, result += line.Plane)
        {
            (Vector256<float> topLeft, Vector256<float> topRight) = GatherPairs(framed, at);
            (Vector256<float> bottomLeft, Vector256<float> bottomRight) = GatherPairs(framed + line.Stride, at);
            Vector256<float> top = topLeft + fx * (topRight - topLeft);
            Vector256<float> bottom = bottomLeft + fx * (bottomRight - bottomLeft);
            (top + fy * (bottom - top)).Store(result + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Left, Vector256<float> Right) GatherPairs(float* from, int* at)
    {
        // Pixels 0 1 4 5 and 2 3 6 7, so that the shuffle, which keeps to halves, leaves them in order.
        Vector256<float> first = Vector256.Create(Pairs(from, at[0], at[1]), Pairs(from, at[4], at[5]));
        Vector256<float> second = Vector256.Create(Pairs(from, at[2], at[3]), Pairs(from, at[6], at[7]));
        return (Avx.Shuffle(first, second, 0b10_00_10_00), Avx.Shuffle(first, second, 0b11_01_11_01));
    }

    // A pixel and its right neighbour in one load, as if they were a double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(float* from, int first, int second) =>
        Vector128.Create(*(double*)(from + first), *(double*)(from + second)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(in Line line, float* framed, float* dx, float* dy, int column, float* result)
    {
        float x = Math.Clamp(column * line.XX + line.X0 + dx[column], -1, line.Width);
        float y = Math.Clamp(column * line.YX + line.Y0 + dy[column], -1, line.Height);
        float wholeX = MathF.Floor(x);
        float wholeY = MathF.Floor(y);
        float fx = x - wholeX;
        float fy = y - wholeY;
        nint at = ((nint)wholeY + Before) * line.Stride + (nint)wholeX + Before;
        for (int channel = 0; channel < line.Channels; channel++, framed += line.FramedPlane, result += line.Plane)
        {
            float* corner = framed + at;
            float top = corner[0] + fx * (corner[1] - corner[0]);
            float bottom = corner[line.Stride] + fx * (corner[line.Stride + 1] - corner[line.Stride]);
            result[column] = top + fy * (bottom - top);
        }
    }

    /// <summary>What is the same for all pixels of a row.</summary>
    private readonly record struct Line(
        float XX,
        float X0,
        float YX,
        float Y0,
        int Width,
        int Height,
        int Stride,
        nint FramedPlane,
        nint Plane,
        int Channels
    );
}
