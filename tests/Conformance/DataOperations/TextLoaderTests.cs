using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

public sealed class TextLoaderTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Attributes_say_which_fields_become_which_columns()
    {
        string path = _files.Write("flowers.csv", "id,width,height,name,old", "7,1.5,2.5,rose,true", "8,3.5,-4e2,lily,0");

        Flower[] flowers = [.. _context.Data.CreateEnumerable<Flower>(_context.Data.LoadFromTextFile<Flower>(path, separatorChar: ',', hasHeader: true), reuseRowObject: false, ignoreMissingColumns: true)];

        Assert.Equal([("rose", 7, true), ("lily", 8, false)], flowers.Select(flower => (flower.Name, flower.Number, flower.Old)));
        Assert.Equal([1.5f, 2.5f], flowers[0].Size);
        Assert.Equal([3.5f, -400f], flowers[1].Size);
    }

    [Fact]
    public void The_header_names_the_slots()
    {
        string path = _files.Write("flowers.csv", "id,width,height,name,old", "7,1.5,2.5,rose,true");

        DataViewSchema schema = _context.Data.LoadFromTextFile<Flower>(path, separatorChar: ',', hasHeader: true).Schema;

        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Features"].GetSlotNames(ref names);
        Assert.Equal(["width", "height"], names.DenseValues().Select(name => name.ToString()));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), schema["Features"].Type);
    }

    [Fact]
    public void A_range_without_an_end_goes_to_the_end_of_the_line()
    {
        string path = _files.Write("wide.tsv", "1\t2\t3\t4", "5\t6\t7\t8");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, [new TextLoader.Range(1, null)])]);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), data.Schema["Features"].Type);
        Assert.Equal([[2, 3, 4], [6, 7, 8]], data.GetColumn<float[]>("Features"));
    }

    [Fact]
    public void Other_fields_are_those_that_no_column_takes()
    {
        string path = _files.Write("wide.tsv", "1\t2\t3\t4\t5", "6\t7\t8\t9\t10");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Label", DataKind.Single, 2), new("Rest", DataKind.Single, [new TextLoader.Range { AllOther = true }])]);

        Assert.Equal([[1, 2, 4, 5], [6, 7, 9, 10]], data.GetColumn<float[]>("Rest"));
    }

    [Fact]
    public void Several_ranges_make_one_vector()
    {
        string path = _files.Write("wide.tsv", "1\t2\t3\t4\t5");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Some", DataKind.Int32, [new TextLoader.Range(4), new TextLoader.Range(0, 1)])]);

        Assert.Equal([[5, 1, 2]], data.GetColumn<int[]>("Some"));
    }

    [Fact]
    public void Quoted_fields_hold_separators_and_quotes()
    {
        string path = _files.Write("quoted.csv", "\"a,b\",1", "\"say \"\"hi\"\"\",2", "plain,3", "\"\",4");

        IDataView data = Texts(path, new TextLoader.Options { Separators = [','], AllowQuoting = true });

        Assert.Equal(["a,b", "say \"hi\"", "plain", ""], data.GetColumn<string>("Text"));
        Assert.Equal([1, 2, 3, 4], data.GetColumn<float>("Number"));
    }

    [Fact]
    public void Quotes_are_characters_like_others_unless_they_are_allowed()
    {
        string path = _files.Write("quotes.csv", "\"a\",1");

        Assert.Equal(["\"a\""], Texts(path, new TextLoader.Options { Separators = [','] }).GetColumn<string>("Text"));
    }

    [Fact]
    public void A_quoted_field_may_go_on_over_lines()
    {
        string path = _files.Write("lines.csv", "\"first", "second, \"\"third\"\"\",1", "next,2");

        IDataView data = Texts(path, new TextLoader.Options { Separators = [','], AllowQuoting = true, ReadMultilines = true });

        Assert.Equal(["first\nsecond, \"third\"", "next"], data.GetColumn<string>("Text").Select(text => text.ReplaceLineEndings("\n")));
        Assert.Equal([1, 2], data.GetColumn<float>("Number"));
    }

    [Fact]
    public void Missing_numbers_are_0_or_NaN_as_the_options_say()
    {
        string path = _files.Write("missing.csv", "a,,", "b,?,1", "c,NaN,2");
        TextLoader.Column[] columns = [new("Text", DataKind.String, 0), new("Number", DataKind.Single, 1), new("Whole", DataKind.Int32, 2)];

        IDataView zeros = _context.Data.LoadFromTextFile(path, new TextLoader.Options { Separators = [','], Columns = columns });
        IDataView nans = _context.Data.LoadFromTextFile(path, new TextLoader.Options { Separators = [','], Columns = columns, MissingRealsAsNaNs = true });

        Assert.Equal([0, float.NaN, float.NaN], zeros.GetColumn<float>("Number"));
        Assert.Equal([float.NaN, float.NaN, float.NaN], nans.GetColumn<float>("Number"));
        Assert.Equal([0, 1, 2], nans.GetColumn<int>("Whole"));
    }

    [Fact]
    public void Fields_that_a_short_line_lacks_are_0()
    {
        string path = _files.Write("short.csv", "1,2,3", "4");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("All", DataKind.Single, 0, 2)], separatorChar: ',');

        Assert.Equal([[1, 2, 3], [4, 0, 0]], data.GetColumn<float[]>("All"));
    }

    [Fact]
    public void What_is_no_real_is_NaN()
    {
        string path = _files.Write("bad.csv", "a,abc", "b,1.5");

        Assert.Equal([float.NaN, 1.5f], Texts(path, new TextLoader.Options { Separators = [','] }).GetColumn<float>("Number"));
    }

    [Fact]
    public void What_is_no_whole_number_is_an_error_that_names_the_line()
    {
        string path = _files.Write("bad.csv", "1", "2", "abc");
        IDataView data = _context.Data.LoadFromTextFile(path, [new("Whole", DataKind.Int32, 0)]);

        var error = Assert.ThrowsAny<Exception>(() => data.GetColumn<int>("Whole").ToArray());

        Assert.Contains("line 3", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("abc", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decimal_comma_is_read_where_it_is_chosen()
    {
        string path = _files.Write("comma.csv", "a;1,25", "b;-3");

        Assert.Equal([1.25f, -3], Texts(path, new TextLoader.Options { Separators = [';'], DecimalMarker = ',' }).GetColumn<float>("Number"));
    }

    [Fact]
    public void Sparse_lines_give_sparse_vectors()
    {
        string path = _files.Write("sparse.txt", "1\t5\t0:1.5\t3:2", "0\t5\t4:7");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, 1, 5)], allowSparse: true);

        Assert.Equal([1, 0], data.GetColumn<float>("Label"));
        Assert.Equal([[1.5f, 0, 0, 2, 0], [0, 0, 0, 0, 7]], data.GetColumn<float[]>("Features"));
    }

    [Theory]
    [InlineData("1\t5\t3:1\t0:2")]
    [InlineData("1\t5\t7:1")]
    [InlineData("1\t5\t0:1\tx")]
    public void Sparse_lines_whose_indices_make_no_sense_are_errors_that_name_the_line(string line)
    {
        string path = _files.Write("sparse.txt", "1\t5\t0:1.5", line);
        IDataView data = _context.Data.LoadFromTextFile(path, [new("Features", DataKind.Single, 1, 5)], allowSparse: true);

        var error = Assert.ThrowsAny<Exception>(() => data.GetColumn<float[]>("Features").ToArray());

        Assert.Contains("line 2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_its_own_names_the_fields()
    {
        string names = _files.Write("names.csv", "a,b,c"), path = _files.Write("data.csv", "1,2,3");

        IDataView data = _context.Data.LoadFromTextFile(path, new TextLoader.Options { Separators = [','], HeaderFile = names, Columns = [new("All", DataKind.Single, 0, 2)] });

        VBuffer<ReadOnlyMemory<char>> slots = default;
        data.Schema["All"].GetSlotNames(ref slots);
        Assert.Equal(["a", "b", "c"], slots.DenseValues().Select(name => name.ToString()));
        Assert.Equal([[1, 2, 3]], data.GetColumn<float[]>("All"));
    }

    [Fact]
    public void Vectors_to_the_end_of_each_line_vary_in_size()
    {
        string path = _files.Write("ragged.csv", "a,1,2,3", "b", "c,4");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Numbers", DataKind.Single, [new TextLoader.Range { Min = 1, VariableEnd = true }])], separatorChar: ',');

        Assert.Equal([[1, 2, 3], [], [4]], data.GetColumn<float[]>("Numbers"));
    }

    [Fact]
    public void Comments_and_empty_lines_are_no_rows()
    {
        string path = _files.Write("comments.csv", "// a comment", "a,1", "", "b,2");

        Assert.Equal(["a", "b"], Texts(path, new TextLoader.Options { Separators = [','] }).GetColumn<string>("Text"));
    }

    [Fact]
    public void Keys_are_counted_from_0_in_the_file_and_from_1_in_memory()
    {
        string path = _files.Write("keys.txt", "0", "2", "3", "");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Key", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(3))]);

        Assert.Equal(new KeyDataViewType(typeof(uint), 3), data.Schema["Key"].Type);
        Assert.Equal([1u, 3u, 0u], data.GetColumn<uint>("Key"));
    }

    [Fact]
    public void Files_are_read_one_after_another_each_with_its_header()
    {
        _files.Write("part1.csv", "text,number", "a,1", "b,2");
        _files.Write("part2.csv", "text,number", "c,3");
        TextLoader loader = _context.Data.CreateTextLoader([new("Text", DataKind.String, 0), new("Number", DataKind.Single, 1)], separatorChar: ',', hasHeader: true);

        IDataView named = loader.Load(_files.PathOf("part1.csv"), _files.PathOf("part2.csv"));
        IDataView pattern = loader.Load(_files.PathOf("part*.csv"));

        Assert.Equal(["a", "b", "c"], named.GetColumn<string>("Text"));
        Assert.Equal([1, 2, 3], pattern.GetColumn<float>("Number"));
        Assert.Equal(loader.GetOutputSchema().Select(column => column.Name), named.Schema.Select(column => column.Name));
    }

    [Fact]
    public void White_space_is_dropped_where_that_is_asked_for()
    {
        string path = _files.Write("spaces.csv", "a,1  ");

        Assert.Equal([1], Texts(path, new TextLoader.Options { Separators = [','], TrimWhitespace = true }).GetColumn<float>("Number"));
    }

    [Fact]
    public void At_most_as_many_rows_as_asked_for_are_read()
    {
        string path = _files.Write("many.csv", "a,1", "b,2", "c,3");

        Assert.Equal(["a", "b"], Texts(path, new TextLoader.Options { Separators = [','], MaxRows = 2 }).GetColumn<string>("Text"));
    }

    [Fact]
    public void Dates_flags_and_large_numbers_are_read()
    {
        string path = _files.Write("kinds.csv", "2020-02-29,yes,18446744073709551615,1.5e300", ",F,0,-0.25");

        IDataView data = _context.Data.LoadFromTextFile(path, [new("Date", DataKind.DateTime, 0), new("Flag", DataKind.Boolean, 1), new("Large", DataKind.UInt64, 2), new("Real", DataKind.Double, 3)], separatorChar: ',');

        Assert.Equal([new DateTime(2020, 2, 29, 0, 0, 0, DateTimeKind.Unspecified), default], data.GetColumn<DateTime>("Date"));
        Assert.Equal([true, false], data.GetColumn<bool>("Flag"));
        Assert.Equal([ulong.MaxValue, 0], data.GetColumn<ulong>("Large"));
        Assert.Equal([1.5e300, -0.25], data.GetColumn<double>("Real"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string path = _files.PathOf("nowhere.csv");

        var error = Assert.ThrowsAny<Exception>(() => _context.Data.LoadFromTextFile<Flower>(path, separatorChar: ',').Preview());

        Assert.Contains("nowhere.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cursors_in_parallel_give_the_rows_of_one()
    {
        string path = _files.Write("numbers.csv", [.. Enumerable.Range(0, 5000).Select(i => $"{i}")]);
        IDataView data = _context.Data.LoadFromTextFile(path, [new("Number", DataKind.Int32, 0)]);

        Assert.Equal(Enumerable.Range(0, 5000), Sample.Numbers(data));
        Assert.Equal(Enumerable.Range(0, 5000), Sample.NumbersByBatch(data, 4));
    }

    [Fact]
    public void A_column_without_fields_is_refused() =>
        Assert.ThrowsAny<Exception>(() => _context.Data.CreateTextLoader([new TextLoader.Column { Name = "Empty" }]));

    [Fact]
    public void A_class_without_fields_to_load_is_refused() =>
        Assert.ThrowsAny<Exception>(() => _context.Data.CreateTextLoader<Sample>());

    private IDataView Texts(string path, TextLoader.Options options)
    {
        options.Columns = [new("Text", DataKind.String, 0), new("Number", DataKind.Single, 1)];
        return _context.Data.LoadFromTextFile(path, options);
    }

    public class Flower
    {
        [LoadColumn(3)]
        public string Name { get; set; } = "";

        [LoadColumn(0)]
        public int Number { get; set; }

        [LoadColumn(1, 2)]
        [ColumnName("Features")]
        public float[] Size { get; set; } = [];

        [LoadColumn(4)]
        public bool Old { get; set; }

        public string Remark { get; set; } = "";
    }
}
