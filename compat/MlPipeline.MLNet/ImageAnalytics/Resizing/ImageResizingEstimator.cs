using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings pictures to one size.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    internal ImageResizingEstimator(IHostEnvironment env, params ResizedColumn[] columns)
        : base(env.Register(nameof(ImageResizingEstimator)), new ImageResizingTransformer(env, columns))
    {
    }

    /// <summary>What becomes of the proportions.</summary>
    [SuppressMessage("Design", "CA1028", Justification = "The public surface is ML.NET's.")]
    public enum ResizingKind : byte
    {
        /// <summary>They stay; the picture is padded with transparent pixels.</summary>
        IsoPad = 0,

        /// <summary>They stay; what does not fit is cut off.</summary>
        IsoCrop = 1,

        /// <summary>They change.</summary>
        Fill = 2,
    }

    /// <summary>Which part stays when a picture is cropped.</summary>
    [SuppressMessage("Design", "CA1028", Justification = "The public surface is ML.NET's.")]
    public enum Anchor : byte
    {
        /// <summary>The right one.</summary>
        Right = 0,

        /// <summary>The left one.</summary>
        Left = 1,

        /// <summary>The upper one.</summary>
        Top = 2,

        /// <summary>The lower one.</summary>
        Bottom = 3,

        /// <summary>The middle.</summary>
        Center = 4,
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(column =>
        {
            ImageColumnMapper.Find(Host, inputSchema, column.InputName);
            return new SchemaShape.Column(column.Name, SchemaShape.Column.VectorKind.Scalar, new ImageDataViewType(column.Height, column.Width), false);
        }));
    }
}
