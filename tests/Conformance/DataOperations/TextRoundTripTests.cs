using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

public sealed class TextRoundTripTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Tables_written_as_CSV_are_read_as_they_were()
        => Prop.ForAll(Tables(), rows =>
        {
            string path = _files.Write("table.csv", [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"\"{row.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{row.Real:R},{row.Whole}"))]);

            IDataView data = _context.Data.LoadFromTextFile<Row>(path, separatorChar: ',', allowQuoting: true);

            return _context.Data.CreateEnumerable<Row>(data, reuseRowObject: false).Select(row => (row.Text, row.Real, row.Whole)).SequenceEqual(rows.Select(row => (row.Text, row.Real, row.Whole)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Saved_text_is_loaded_without_saying_what_is_in_it()
    {
        Sample[] rows = Sample.Many(20);

        IDataView data = Saved(_context.Data.LoadFromEnumerable(rows));

        Assert.Equal(rows.Select(row => row.Number), Sample.Numbers(data));
        Assert.Equal(rows.Select(row => row.Text), data.GetColumn<string>("Text"));
        Assert.Equal(rows.Select(row => row.Value), data.GetColumn<float>("Value"));
        Assert.Equal(rows.Select(row => row.Items), data.GetColumn<float[]>("Items"));
    }

    [Fact]
    public void Saved_sparse_vectors_are_loaded_as_they_were()
    {
        Wide[] rows = [.. Enumerable.Range(0, 10).Select(i => new Wide { Label = i, Features = [.. Enumerable.Range(0, 40).Select(slot => slot == i ? 1.5f : 0)] })];

        IDataView data = Saved(_context.Data.LoadFromEnumerable(rows));

        Assert.Equal(rows.Select(row => row.Label), data.GetColumn<float>("Label"));
        Assert.Equal(rows.Select(row => row.Features), data.GetColumn<float[]>("Features"));
    }

    private static Arbitrary<Row[]> Tables() => (
        from rows in (from text in Gen.Elements('a', 'Z', '9', ',', '"', ';', ':', 'é', '雪').ArrayOf().Select(letters => new string(letters))
                      from real in ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => (float)number.Get)
                      from whole in ArbMap.Default.GeneratorFor<int>()
                      select new Row { Text = text, Real = real, Whole = whole }).ArrayOf()
        select rows).ToArbitrary();

    private IDataView Saved(IDataView data)
    {
        string path = _files.PathOf("saved.txt");
        using (FileStream file = File.Create(path)) _context.Data.SaveAsText(data, file);
        return _context.Data.LoadFromTextFile(path);
    }

    public class Row
    {
        [LoadColumn(0)]
        public string Text { get; set; } = "";

        [LoadColumn(1)]
        public float Real { get; set; }

        [LoadColumn(2)]
        public int Whole { get; set; }
    }

    public class Wide
    {
        public float Label { get; set; }

        [VectorType(40)]
        public float[] Features { get; set; } = [];
    }
}
