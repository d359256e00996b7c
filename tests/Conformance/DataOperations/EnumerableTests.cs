using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

public class EnumerableTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Members_become_columns_of_the_types_their_attributes_say()
    {
        DataViewSchema schema = _context.Data.LoadFromEnumerable([new Everything()]).Schema;

        Assert.Equal(NumberDataViewType.Single, schema["Real"].Type);
        Assert.Equal(TextDataViewType.Instance, schema["Title"].Type);
        Assert.Equal(BooleanDataViewType.Instance, schema["Flag"].Type);
        Assert.Equal(DateTimeDataViewType.Instance, schema["Date"].Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 4), schema["Key"].Type);
        Assert.Equal(new KeyDataViewType(typeof(byte), 255), schema["ByteKey"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Double, 2, 3), schema["Matrix"].Type);
        Assert.Equal(new VectorDataViewType(TextDataViewType.Instance, 0), schema["Words"].Type);
        Assert.Equal(NumberDataViewType.Int64, schema["Renamed"].Type);
        Assert.Null(schema.GetColumnOrNull("Name"));
        Assert.Null(schema.GetColumnOrNull("Ignored"));
    }

    [Fact]
    public void Objects_come_back_as_they_went_in()
    {
        Everything there = new()
        {
            Real = 1.5f,
            Title = "text",
            Flag = true,
            Date = new DateTime(2020, 2, 29, 1, 2, 3, DateTimeKind.Utc),
            Key = 3,
            ByteKey = 7,
            Matrix = [1, 2, 3, 4, 5, 6],
            Words = ["a", "", "c"],
            Name = long.MinValue,
            Vector = new VBuffer<float>(4, 1, [2f], [3]),
        };

        Everything back = Assert.Single(_context.Data.CreateEnumerable<Everything>(_context.Data.LoadFromEnumerable([there]), reuseRowObject: false));

        Assert.Equal((there.Real, there.Title, there.Flag, there.Date, there.Key, there.ByteKey, there.Name), (back.Real, back.Title, back.Flag, back.Date, back.Key, back.ByteKey, back.Name));
        Assert.Equal(there.Matrix, back.Matrix);
        Assert.Equal(there.Words, back.Words);
        Assert.Equal([0, 0, 0, 2], back.Vector.DenseValues());
    }

    [Fact]
    public void Rows_that_are_kept_do_not_share_arrays()
    {
        Sample[] kept = [.. _context.Data.CreateEnumerable<Sample>(Sample.Load(_context, 5), reuseRowObject: false)];

        Assert.Equal(Sample.Many(5).Select(row => row.Items), kept.Select(row => row.Items));
    }

    [Fact]
    public void A_reused_row_is_one_object()
    {
        List<Sample> rows = [];
        foreach (Sample row in _context.Data.CreateEnumerable<Sample>(Sample.Load(_context, 5), reuseRowObject: true)) rows.Add(row);

        Assert.Single(rows.Distinct());
        Assert.Equal(4, rows[0].Number);
    }

    [Fact]
    public void A_missing_column_is_an_error_unless_it_is_to_be_ignored()
    {
        IDataView data = Sample.Load(_context, 3);

        var error = Assert.ThrowsAny<Exception>(() => _context.Data.CreateEnumerable<SampleAndMore>(data, reuseRowObject: false).ToArray());
        SampleAndMore[] rows = [.. _context.Data.CreateEnumerable<SampleAndMore>(data, reuseRowObject: false, ignoreMissingColumns: true)];

        Assert.Contains("More", error.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.Equal(-1, row.More));
    }

    [Fact]
    public void A_column_of_another_type_is_an_error_that_names_it()
    {
        var error = Assert.ThrowsAny<Exception>(() => _context.Data.CreateEnumerable<TextNumber>(Sample.Load(_context, 3), reuseRowObject: false).ToArray());

        Assert.Contains("Number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_definition_renames_columns_and_sets_sizes()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Everything));
        definition["Words"].ColumnType = new VectorDataViewType(TextDataViewType.Instance, 2);
        definition["Real"].ColumnName = "Weight";
        definition["Weight"].AddAnnotation("Unit", "kg".AsMemory(), TextDataViewType.Instance);

        DataViewSchema schema = _context.Data.LoadFromEnumerable([new Everything()], definition).Schema;

        ReadOnlyMemory<char> unit = default;
        schema["Weight"].Annotations.GetValue("Unit", ref unit);
        Assert.Equal("kg", unit.ToString());
        Assert.Equal(new VectorDataViewType(TextDataViewType.Instance, 2), schema["Words"].Type);
        Assert.Null(schema.GetColumnOrNull("Real"));
    }

    [Fact]
    public void A_vector_of_another_size_than_its_type_is_an_error()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Sample { Items = [1, 2] }]);

        Assert.ThrowsAny<Exception>(() => data.GetColumn<float[]>("Items").ToArray());
    }

    [Fact]
    public void A_member_of_no_column_type_is_an_error_that_names_it()
    {
        var error = Assert.ThrowsAny<Exception>(() => _context.Data.LoadFromEnumerable([new Odd()]));

        Assert.Contains("Thing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_is_enumerated_again_for_every_pass()
    {
        int passes = 0;
        IEnumerable<Sample> Rows()
        {
            passes++;
            foreach (Sample row in Sample.Many(4)) yield return row;
        }
        IDataView data = _context.Data.LoadFromEnumerable(Rows());

        Assert.Equal([0, 1, 2, 3], Sample.Numbers(data));
        Assert.Equal([0, 1, 2, 3], Sample.Numbers(data));

        Assert.Equal(2, passes);
        Assert.Null(data.GetRowCount());
        Assert.False(data.CanShuffle);
    }

    [Fact]
    public void A_list_knows_its_length_and_is_shuffled_on_request()
    {
        IDataView data = Sample.Load(_context, 300);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Number"]], new Random(1));
        ValueGetter<int> getter = cursor.GetGetter<int>(data.Schema["Number"]);
        List<int> numbers = [];
        for (int number = 0; cursor.MoveNext();)
        {
            getter(ref number);
            numbers.Add(number);
        }

        Assert.Equal(300, data.GetRowCount());
        Assert.NotEqual(Enumerable.Range(0, 300), numbers);
        Assert.Equal(Enumerable.Range(0, 300), numbers.Order());
    }

    [Fact]
    public void Anonymous_objects_are_rows()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new { Number = i, Square = i * i }));

        Assert.Equal([0, 1, 4], data.GetColumn<int>("Square"));
    }

    [Fact]
    public void A_row_that_is_null_is_an_error() =>
        Assert.ThrowsAny<Exception>(() => Sample.Numbers(_context.Data.LoadFromEnumerable<Sample>([new Sample(), null!])));

    [Fact]
    public void A_column_that_was_not_asked_for_has_no_getter()
    {
        IDataView data = Sample.Load(_context, 3);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Number"]]);

        Assert.True(cursor.IsColumnActive(data.Schema["Number"]));
        Assert.False(cursor.IsColumnActive(data.Schema["Text"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["Text"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<float>(data.Schema["Number"]));
    }

    [Fact]
    public void A_schema_gives_types_and_annotations_to_objects()
    {
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Sample.Load(_context, 5)).Transform(Sample.Load(_context, 5));

        IDataView again = _context.Data.LoadFromEnumerable(_context.Data.CreateEnumerable<Keyed>(keyed, reuseRowObject: false).ToList(), keyed.Schema);

        VBuffer<ReadOnlyMemory<char>> names = default;
        again.Schema["Key"].GetKeyValues(ref names);
        Assert.Equal(keyed.Schema["Key"].Type, again.Schema["Key"].Type);
        Assert.Equal(["group 0", "group 1", "group 2", "group 3", "group 4"], names.DenseValues().Select(name => name.ToString()));
    }

#pragma warning disable CA1051 // Fields are columns, too.
    public class Everything
    {
        public float Real;
        public string Title = "";
        public bool Flag;
        public DateTime Date;
        [NoColumn]
        public double[] Ignored = [];
        [VectorType(2, 3)]
        public double[] Matrix = new double[6];
        public VBuffer<float> Vector;
#pragma warning restore CA1051

        [KeyType(4)]
        public uint Key { get; set; }

        [KeyType]
        public byte ByteKey { get; set; }

        public string[] Words { get; set; } = [];

        [ColumnName("Renamed")]
        public long Name { get; set; }

        [NoColumn]
        public object? Anything { get; set; }
    }

    public class SampleAndMore : Sample
    {
        public float More { get; set; } = -1;
    }

    public class TextNumber
    {
        public string Number { get; set; } = "";
    }

    public class Odd
    {
        public Version? Thing { get; set; }
    }

    public class Keyed
    {
        [KeyType(5)]
        public uint Key { get; set; }
    }
}
