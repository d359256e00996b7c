using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Layers;

/// <summary>
/// How a kernel's patch lies in an image: runs of neighbouring floats and the jumps between them. A run is a row of the
/// patch, or one pixel of it where channels are padded.
/// </summary>
internal sealed unsafe class PatchRuns
{
    private readonly int _depth;
    private readonly nint[] _skips;

    public PatchRuns(Kernel kernel, Layout layout)
    {
        int channels = layout.Shape.Channels;
        bool whole = channels == layout.PixelStride;
        _depth = whole ? kernel.Width * channels : channels;
        _skips = GC.AllocateArray<nint>(whole ? kernel.Height : kernel.Height * kernel.Width, pinned: true);
        for (int run = 0; run < _skips.Length; run++)
        {
            bool endsRow = whole || (run + 1) % kernel.Width == 0;
            _skips[run] =
                layout.PixelStride * (whole ? kernel.Width : 1)
                - _depth
                + (endsRow ? layout.RowStride - kernel.Width * layout.PixelStride : 0);
        }
    }

    /// <summary>
    /// The product of patches, <paramref name="aRow"/> floats from one to the next, and a packed panel.
    /// </summary>
    public MicroKernel.Tile Tile(nint aRow, nint cRow)
    {
        // Pinned for as long as this object lives.
        fixed (nint* skips = _skips)
            return new MicroKernel.Tile(_depth, aRow, aStep: 1, Panels.Width, cRow, initRow: 0, _skips.Length, skips);
    }
}
