using System.Collections.Concurrent;
using System.Numerics.Tensors;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Varies pictures at random. What becomes of a picture depends on nothing but the seed, the pass over the data, the
/// number of its row and of the copy: so rows may be augmented in any order, by any number of threads at once.
/// </summary>
public sealed unsafe class ImageAugmenter
{
    // Streams of a row, so that one operation draws the same whichever others are on.
    private const int RotationStream = 1;
    private const int ShiftStream = 2;
    private const int ZoomStream = 3;
    private const int ShearStream = 4;
    private const int FlipStream = 5;
    private const int ElasticStream = 6;
    private const int ContrastStream = 7;
    private const int BrightnessStream = 8;
    private const int NoiseStream = 9;
    private const int ErasingStream = 10;

    private readonly PixelRange _pixels;
    private readonly ElasticField? _field;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    /// <param name="options">How pictures are varied.</param>
    /// <param name="shape">Shape of every picture; the options' own sides are not looked at.</param>
    /// <param name="seed">Of everything random; the options' own is not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ImageAugmenter(AugmentationOptions options, ImageShape shape, int seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        shape.Validate();
        Options = options;
        Shape = shape;
        Seed = seed;
        _pixels = options.Pixels ?? new PixelRange(0, 1);
        if (options.ElasticDistortion.IsOn)
            _field = new ElasticField(options.ElasticDistortion, shape.Height, shape.Width);
    }

    /// <summary>How pictures are varied.</summary>
    public AugmentationOptions Options { get; }

    /// <summary>Shape of every picture.</summary>
    public ImageShape Shape { get; }

    /// <summary>Of everything random.</summary>
    public int Seed { get; }

    /// <summary>Pictures that come out for one that goes in: the copies, and the original where it is kept.</summary>
    public int CopiesPerRow => Options.CopiesPerRow;

    /// <summary>
    /// Makes one of the <see cref="CopiesPerRow"/> pictures of a row; safe to call from several threads.
    /// </summary>
    /// <param name="source">The picture, [Shape.Size].</param>
    /// <param name="result">[Shape.Size], overwritten; not the source itself.</param>
    /// <param name="pass">Number of the pass over the data: an epoch, say.</param>
    /// <param name="row">Number of the row.</param>
    /// <param name="copy">Which of the row's pictures, from 0; the original comes first where it is kept.</param>
    /// <exception cref="ArgumentException">The lengths are not those of a picture.</exception>
    public void Augment(ReadOnlySpan<float> source, Span<float> result, int pass, long row, int copy = 0)
    {
        if (source.Length != Shape.Size || result.Length != source.Length)
            throw new ArgumentException(
                $"A picture of {Shape} has {Shape.Size} values; there are {source.Length}, and room for "
                    + $"{result.Length}."
            );
        if (Options.KeepOriginals && copy == 0)
        {
            source.CopyTo(result);
            return;
        }
        ulong key = RowRandom.KeyOf(Seed, pass, (ulong)row, copy);
        Workspace workspace = _workspaces.TryTake(out Workspace? waiting) ? waiting : new Workspace(this);
        Move(source, result, key, workspace);
        Shade(result, key, workspace);
        _workspaces.Add(workspace);
    }

    /// <summary>All that moves pixels, in one resampling.</summary>
    private void Move(ReadOnlySpan<float> source, Span<float> result, ulong key, Workspace workspace)
    {
        AffineMap map = DrawMap(key);
        var random = new RowRandom(key, ElasticStream);
        bool bends = Options.ElasticDistortion.Happens(ref random);
        if (!bends && map == AffineMap.Identity)
        {
            source.CopyTo(result);
            return;
        }
        Resampler.Enframe(source, Shape, workspace.Framed.Span);
        float* dx = workspace.Still.Pointer;
        float* dy = dx;
        if (bends)
        {
            _field!.Draw(random.NextUInt64(), workspace.First!, workspace.Half!, workspace.Right!);
            _field.Draw(random.NextUInt64(), workspace.First!, workspace.Half!, workspace.Down!);
            dx = workspace.Right!.Pointer;
            dy = workspace.Down!.Pointer;
        }
        fixed (float* to = result)
            Resampler.Run(
                workspace.Framed.Pointer,
                Shape,
                map.FromCorner(Shape),
                dx,
                dy,
                bends ? _field!.Stride : 0,
                to
            );
    }

    // A picture is flipped, zoomed, sheared, turned and shifted, in this order; undone from the last on.
    private AffineMap DrawMap(ulong key)
    {
        AffineMap map = AffineMap.Identity;
        var random = new RowRandom(key, ShiftStream);
        if (Options.Shift.Happens(ref random))
            map = Shift.Undo(
                map,
                Options.Shift.Signed(ref random) * Shift.Scale(Options.Shift, Shape.Width),
                Options.Shift.Signed(ref random) * Shift.Scale(Options.Shift, Shape.Height)
            );
        random = new RowRandom(key, RotationStream);
        if (Options.Rotation.Happens(ref random))
            map = Rotation.Undo(map, Options.Rotation.Signed(ref random));
        random = new RowRandom(key, ShearStream);
        if (Options.Shear.Happens(ref random))
            map = Shear.Undo(map, Options.Shear.Signed(ref random));
        random = new RowRandom(key, ZoomStream);
        if (Options.Zoom.Happens(ref random))
            map = Zoom.Undo(map, 1 + Options.Zoom.Signed(ref random));
        random = new RowRandom(key, FlipStream);
        if (new AugmentationRange(1, Options.HorizontalFlip).Happens(ref random))
            map = HorizontalFlip.Undo(map);
        return map;
    }

    /// <summary>All that changes values.</summary>
    private void Shade(Span<float> picture, ulong key, Workspace workspace)
    {
        float span = _pixels.High - _pixels.Low;
        RowRandom contrast = new(key, ContrastStream);
        RowRandom brightness = new(key, BrightnessStream);
        RowRandom noise = new(key, NoiseStream);
        bool stretches = Options.Contrast.Happens(ref contrast);
        bool lights = Options.Brightness.Happens(ref brightness);
        bool roughens = Options.Noise.Happens(ref noise);
        if (stretches)
            Contrast.Apply(picture, (float)(1 + Options.Contrast.Signed(ref contrast)));
        if (lights)
            Brightness.Apply(picture, (float)(span * Options.Brightness.Signed(ref brightness)));
        if (roughens)
            GaussianNoise.Apply(
                picture,
                (float)(span * Options.Noise.Limit * noise.NextDouble()),
                ref noise,
                workspace.Radii!,
                workspace.Angles!
            );
        if (stretches || lights || roughens)
            TensorPrimitives.Clamp(picture, _pixels.Low, _pixels.High, picture);
        var random = new RowRandom(key, ErasingStream);
        if (Options.Erasing.Happens(ref random))
            RandomErasing.Apply(picture, Shape, Options.Erasing.Limit, Options.Fill, ref random);
    }

    /// <summary>The buffers of one thread at work.</summary>
    private sealed class Workspace
    {
        public Workspace(ImageAugmenter augmenter)
        {
            ImageShape shape = augmenter.Shape;
            Framed = new AlignedBuffer(Resampler.FramedLength(shape));
            Framed.Span.Fill(augmenter.Options.Fill);
            Still = new AlignedBuffer(shape.Width);
            if (augmenter._field is { } field)
            {
                First = new AlignedBuffer(field.LatticeLength);
                Half = new AlignedBuffer(field.HalfLength);
                Right = new AlignedBuffer(field.Length);
                Down = new AlignedBuffer(field.Length);
            }
            if (augmenter.Options.Noise.IsOn)
                (Radii, Angles) = (
                    new AlignedBuffer(Panels.Padded(shape.Size)),
                    new AlignedBuffer(Panels.Padded(shape.Size))
                );
        }

        /// <summary>The picture in its frame.</summary>
        public AlignedBuffer Framed { get; }

        /// <summary>A row of displacements of 0.</summary>
        public AlignedBuffer Still { get; }

        /// <summary>Noise of the elastic field, and that noise smoothed downwards.</summary>
        public AlignedBuffer? First { get; }

        /// <inheritdoc cref="First"/>
        public AlignedBuffer? Half { get; }

        /// <summary>Displacements.</summary>
        public AlignedBuffer? Right { get; }

        /// <inheritdoc cref="Right"/>
        public AlignedBuffer? Down { get; }

        /// <summary>For normal noise.</summary>
        public AlignedBuffer? Radii { get; }

        /// <inheritdoc cref="Radii"/>
        public AlignedBuffer? Angles { get; }
    }
}
