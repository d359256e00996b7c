using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Glyphs;

namespace MlPipeline.Estimators.Tests;

public class ImageDataTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void Images_are_rows_of_raw_pixels_with_named_keys()
    {
        ImageSet set = GlyphsGenerator.Generate(50);
        IDataView data = _context.Data.LoadFromImages(set);
        Assert.Equal("Vector<Single, 784>", data.Schema["Features"].Type.ToString());
        Assert.Equal("Key<UInt32, 0-19>", data.Schema["Label"].Type.ToString());
        Assert.Equal(set.Labels.Select(label => label + 1u), data.GetColumn<uint>("Label"));
        Assert.Equal(
            set.Image(7).ToArray().Select(pixel => (float)pixel),
            data.GetColumn<float[]>("Features").ElementAt(7)
        );
        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema["Label"].GetKeyValues(ref names);
        Assert.Equal(set.ClassNames, names.DenseValues().Select(name => name.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Several_cursors_give_every_row_once(int cursors)
    {
        ImageSet set = GlyphsGenerator.Generate(1000);
        IDataView data = _context.Data.LoadFromImages(set);
        List<ulong> ids = [];
        foreach (DataViewRowCursor cursor in data.GetRowCursorSet(data.Schema, cursors))
        {
            using (cursor)
            {
                ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                ValueGetter<uint> getLabel = cursor.GetGetter<uint>(data.Schema["Label"]);
                DataViewRowId id = default;
                uint label = 0;
                while (cursor.MoveNext())
                {
                    getId(ref id);
                    getLabel(ref label);
                    Assert.Equal(set.Labels[(int)id.Low] + 1u, label);
                    ids.Add(id.Low);
                }
            }
        }
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (ulong)i), ids.Order());
    }

    [Fact]
    public void Idx_files_load_with_their_names()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            ImageSet set = GlyphsGenerator.Generate(30);
            string images = Path.Combine(directory, "images");
            string labels = Path.Combine(directory, "labels");
            IdxFile.WriteSet(set, images, labels);
            IDataView data = _context.Data.LoadFromIdx(images, labels, set.ClassNames);
            Assert.Equal(set.Labels.Select(label => label + 1u), data.GetColumn<uint>("Label"));
            Assert.Contains(
                "There is no file",
                Assert.Throws<DatasetException>(() => _context.Data.LoadFromIdx(images + "x", labels)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
