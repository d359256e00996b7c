using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Draws the displacements of <see cref="ElasticDistortion"/>: <c>alpha (G * U)</c>, where U is uniform noise in [-1,
/// 1] and G a Gaussian, cut off at 3 sigma, whose weights sum to 1.
/// <para>
/// A Gaussian is separable, so the smoothing is two small matrix products, <c>Down [height, n] · U [n, m] · Across [m,
/// width]</c>, with the weights of each pixel in a row of Down or a column of Across. And it hides what is finer than
/// itself, so U has no value a pixel but one every sigma / 2 pixels (every pixel where sigma is below 2), and the
/// weights are scaled so that the variance stays what the paper's would be: <c>alpha² / 3 · 1 / (4 pi sigma²)</c>. It
/// then differs by less than 1 % from that of noise at every pixel, and the correlation of two displacements,
/// <c>exp(-d² / 4 sigma²)</c>, by less than 0.01: lattice points come and go at the cut. U reaches 3 sigma beyond the
/// picture, so that pixels at the border move as much as others.
/// </para>
/// </summary>
internal sealed unsafe class ElasticField
{
    /// <summary>Rows that share a band of weights: two tiles of the product's kernel.</summary>
    private const int RowBlock = 24;

    private const double Cutoff = 3;

    private readonly int _height;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _latticeStride;
    private readonly AlignedBuffer _down;
    private readonly AlignedBuffer _across;
    private readonly Range[] _downBands;
    private readonly Range[] _acrossBands;

    public ElasticField(ElasticDistortion distortion, int height, int width)
    {
        double sigma = distortion.Sigma;
        double step = Math.Max(1, sigma / 2);
        _height = height;
        Stride = Panels.Padded(width);
        _rows = LatticePoints(height, sigma, step);
        _columns = LatticePoints(width, sigma, step);
        _latticeStride = Panels.Padded(_columns);
        _down = new AlignedBuffer((long)height * _rows);
        _across = new AlignedBuffer((long)_columns * Stride);
        _downBands = new Range[(height + RowBlock - 1) / RowBlock];
        _acrossBands = new Range[Stride / Panels.Width];
        for (int y = 0; y < height; y++)
            SetWeights(_down.Span, y * _rows, 1, _rows, y, sigma, step, 1, ref _downBands[y / RowBlock]);
        for (int x = 0; x < width; x++)
            SetWeights(
                _across.Span,
                x,
                Stride,
                _columns,
                x,
                sigma,
                step,
                distortion.Alpha,
                ref _acrossBands[x / Panels.Width]
            );
    }

    /// <summary>Floats from one row of displacements to the next.</summary>
    public int Stride { get; }

    /// <summary>Floats of the noise.</summary>
    public long LatticeLength => (long)_rows * _latticeStride;

    /// <summary>Floats of the noise smoothed downwards.</summary>
    public long HalfLength => (long)_height * _latticeStride;

    /// <summary>Floats of the displacements.</summary>
    public long Length => (long)_height * Stride;

    /// <summary>
    /// Draws the displacements in one direction, in pixels: [height, width], rows <see cref="Stride"/> apart.
    /// </summary>
    /// <param name="key">Decides them.</param>
    /// <param name="lattice">[<see cref="LatticeLength"/>], overwritten.</param>
    /// <param name="half">[<see cref="HalfLength"/>], overwritten.</param>
    /// <param name="displacements">[<see cref="Length"/>], the result.</param>
    public void Draw(ulong key, AlignedBuffer lattice, AlignedBuffer half, AlignedBuffer displacements)
    {
        UniformNoise.Fill(lattice, key);
        for (int block = 0; block < _downBands.Length; block++)
        {
            int top = block * RowBlock;
            int rows = Math.Min(RowBlock, _height - top);
            (int first, int count) = _downBands[block].GetOffsetAndLength(_rows);
            for (int column = 0; column < _latticeStride; column += Panels.Width)
            {
                Sgemm.MultiplyPanel(
                    rows,
                    count,
                    _down.Pointer + (nint)top * _rows + first,
                    _rows,
                    1,
                    lattice.Pointer + (nint)first * _latticeStride + column,
                    _latticeStride,
                    half.Pointer + (nint)top * _latticeStride + column,
                    _latticeStride
                );
            }
        }
        for (int panel = 0; panel < _acrossBands.Length; panel++)
        {
            (int first, int count) = _acrossBands[panel].GetOffsetAndLength(_columns);
            Sgemm.MultiplyPanel(
                _height,
                count,
                half.Pointer + first,
                _latticeStride,
                1,
                _across.Pointer + (nint)first * Stride + panel * Panels.Width,
                Stride,
                displacements.Pointer + panel * Panels.Width,
                Stride
            );
        }
    }

    private static int LatticePoints(int side, double sigma, double step) =>
        (int)Math.Ceiling((side - 1 + 2 * Cutoff * sigma) / step) + 1;

    /// <summary>The weights of the lattice points around a pixel, and the band of points that have any.</summary>
    private static void SetWeights(
        Span<float> weights,
        int start,
        int stride,
        int points,
        int pixel,
        double sigma,
        double step,
        double scale,
        ref Range band
    )
    {
        var exact = new double[points];
        double sum = 0;
        int first = points;
        int last = -1;
        for (int i = 0; i < points; i++)
        {
            double distance = (i * step - Cutoff * sigma - pixel) / sigma;
            if (Math.Abs(distance) > Cutoff)
                continue;
            first = Math.Min(first, i);
            last = i;
            sum += exact[i] = Math.Exp(-distance * distance / 2);
        }
        // Fewer points are to give as much variance: 1 / sqrt(step) in each direction.
        for (int i = first; i <= last; i++)
            weights[start + i * stride] = (float)(scale * exact[i] / sum / Math.Sqrt(step));
        bool isEmpty = band.Equals(default);
        band = isEmpty ? first..(last + 1) : Math.Min(first, band.Start.Value)..Math.Max(last + 1, band.End.Value);
    }
}
