using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes vectors of the pixels of pictures of one size.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    internal ImagePixelExtractingEstimator(IHostEnvironment env, params ExtractedColumn[] columns)
        : base(env.Register(nameof(ImagePixelExtractingEstimator)), new ImagePixelExtractingTransformer(env, columns))
    {
    }

    /// <summary>Colours of a pixel.</summary>
    [Flags]
    [SuppressMessage("Design", "CA1028", Justification = "The public surface is ML.NET's.")]
    [SuppressMessage("Naming", "CA1711", Justification = "The public surface is ML.NET's.")]
    public enum ColorBits : byte
    {
        /// <summary>Opacity.</summary>
        Alpha = 0x01,

        /// <summary>Red.</summary>
        Red = 0x02,

        /// <summary>Green.</summary>
        Green = 0x04,

        /// <summary>Blue.</summary>
        Blue = 0x08,

        /// <summary>The three colours.</summary>
        Rgb = Red | Green | Blue,

        /// <summary>All four.</summary>
        All = Alpha | Red | Green | Blue,
    }

    /// <summary>In which order colours come out.</summary>
    [SuppressMessage("Design", "CA1028", Justification = "The public surface is ML.NET's.")]
    [SuppressMessage("Design", "CA1008", Justification = "The public surface is ML.NET's.")]
    public enum ColorsOrder : byte
    {
        /// <summary>Alpha, red, green, blue.</summary>
        ARGB = 1,

        /// <summary>Alpha, red, blue, green.</summary>
        ARBG = 2,

        /// <summary>Alpha, blue, red, green.</summary>
        ABRG = 3,

        /// <summary>Alpha, blue, green, red.</summary>
        ABGR = 4,

        /// <summary>Alpha, green, red, blue.</summary>
        AGRB = 5,

        /// <summary>Alpha, green, blue, red.</summary>
        AGBR = 6,
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(column =>
        {
            ImageColumnMapper.Find(Host, inputSchema, column.InputName);
            return new SchemaShape.Column(column.Name, SchemaShape.Column.VectorKind.Vector, column.ItemType, false);
        }));
    }
}
