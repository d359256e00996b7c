using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The row mapper of a transformer that makes pictures of pictures; of no picture it makes none.</summary>
internal sealed class ImageColumnMapper(OneToOneTransformerBase transformer, DataViewSchema inputSchema, Func<int, ImageDataViewType, ImageDataViewType> typeOf, Func<int, MLImage, MLImage> map)
    : ColumnPairMapper(transformer, inputSchema)
{
    /// <summary>Throws unless a column holds pictures.</summary>
    public static void Check(IHost host, DataViewSchema.Column source)
    {
        if (source.Type is not ImageDataViewType) throw host.ExceptSchemaMismatch("inputSchema", "input", source.Name, "Image", source.Type.ToString()!);
    }

    /// <summary>The column of pictures of that name.</summary>
    public static SchemaShape.Column Find(IHost host, SchemaShape inputSchema, string name)
    {
        SchemaShape.Column input = host.FindInput(inputSchema, name);
        return input.Kind == SchemaShape.Column.VectorKind.Scalar && input.ItemType is ImageDataViewType ? input : throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, "Image", input.TypeText());
    }

    protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair) => new(name, typeOf(pair, (ImageDataViewType)Sources[pair].Type));

    protected override Delegate MakeGetter(DataViewRow input, int pair)
    {
        ValueGetter<MLImage> get = input.GetGetter<MLImage>(input.Schema[Sources[pair].Index]);
        MLImage? source = null;
        return (ValueGetter<MLImage>)((ref MLImage value) =>
        {
            get(ref source!);
            value = source == null ? null! : map(pair, source);
        });
    }
}
