using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Layers;

/// <summary>
/// Cuts the weights of a convolution, [kh kw C, filters] in panels, into parts whose gradients are computed by
/// themselves.
/// </summary>
internal sealed class ConvolutionSlices
{
    private readonly Part[] _parts;

    public ConvolutionSlices(Kernel kernel, Layout input, int filters, int mostRows)
    {
        Run[] runs = [.. RunsOf(kernel, input, mostRows)];
        List<Part> parts = [];
        for (int panel = 0; panel < Panels.Padded(filters) / Panels.Width; panel++)
        {
            for (int start = 0; start < runs.Length; )
            {
                int end = start;
                int count = 0;
                for (; end < runs.Length && (end == start || count + runs[end].Count <= mostRows); end++)
                    count += runs[end].Count;
                parts.Add(new Part(panel, runs[start].First, count, runs[start..end]));
                start = end;
            }
        }
        _parts = [.. parts];
    }

    public int Count => _parts.Length;

    public Part this[int index] => _parts[index];

    // Rows of W that belong to neighbouring floats of an image: those of one row of the kernel, or of one pixel where
    // channels are padded.
    private static IEnumerable<Run> RunsOf(Kernel kernel, Layout input, int mostRows)
    {
        int channels = input.Shape.Channels;
        bool whole = channels == input.PixelStride;
        int length = whole ? kernel.Width * channels : channels;
        for (int i = 0; i < kernel.Height; i++)
        for (int j = 0; j < (whole ? 1 : kernel.Width); j++)
        for (int start = 0; start < length; start += mostRows)
            yield return new Run(
                (i * kernel.Width + j) * channels + start,
                Math.Min(mostRows, length - start),
                i * input.RowStride + j * input.PixelStride + start
            );
    }

    /// <summary>
    /// Rows <paramref name="First"/>.. of W, and where what they are multiplied with lies in the first patch of an
    /// image.
    /// </summary>
    public readonly record struct Run(int First, int Count, int Offset);

    /// <summary>Rows <paramref name="First"/>.. of one panel of W.</summary>
    public readonly record struct Part(int Panel, int First, int Count, Run[] Runs);
}
