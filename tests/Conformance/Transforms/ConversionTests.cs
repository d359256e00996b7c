using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Transforms;

public class ConversionTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Numbers_convert_to_every_number_type()
    {
        IDataView rows = Golden.Rows(_context);

        Assert.Equal(rows.GetColumn<int>("Index").Select(index => (float)index), As<float>(rows, DataKind.Single));
        Assert.Equal(rows.GetColumn<int>("Index").Select(index => (double)index), As<double>(rows, DataKind.Double));
        Assert.Equal(rows.GetColumn<int>("Index").Select(index => (byte)index), As<byte>(rows, DataKind.Byte));
        Assert.Equal(rows.GetColumn<int>("Index").Select(index => (ulong)index), As<ulong>(rows, DataKind.UInt64));
        Assert.Equal(rows.GetColumn<int>("Index").Select(index => index != 0), As<bool>(rows, DataKind.Boolean));
        Assert.Equal(rows.GetColumn<int>("Index").Select(index => $"{index}"), As<string>(rows, DataKind.String));
    }

    [Fact]
    public void Vectors_convert_slot_by_slot()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView converted = _context.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double).Fit(rows).Transform(rows);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Double, 5), converted.Schema["Features"].Type);
        Assert.Equal(
            Golden.Vectors(rows, "Features").Select(row => Array.ConvertAll(row, value => (double)value)),
            converted.GetColumn<double[]>("Features"));
    }

    [Fact]
    public void Text_converts_to_numbers()
    {
        IDataView texts = _context.Data.LoadFromEnumerable(new[] { "1.5", "-2e3" }.Select(text => new TextRow { Text = text }).ToArray());

        IDataView numbers = _context.Transforms.Conversion.ConvertType("Text").Fit(texts).Transform(texts);

        Assert.Equal([1.5f, -2000], numbers.GetColumn<float>("Text"));
    }

    [Fact]
    public void Booleans_become_normalized_numbers()
    {
        IDataView flags = _context.Data.LoadFromEnumerable(new[] { true, false }.Select(flag => new FlagRow { Flag = flag }).ToArray());

        IDataView numbers = _context.Transforms.Conversion.ConvertType("Flag").Fit(flags).Transform(flags);

        Assert.Equal([1f, 0], numbers.GetColumn<float>("Flag"));
        Assert.True(numbers.Schema["Flag"].IsNormalized());
    }

    public static TheoryData<DataKind, string> TextOfEveryKind => new()
    {
        { DataKind.SByte, "-7" }, { DataKind.Byte, "200" }, { DataKind.Int16, "-300" }, { DataKind.UInt16, "60000" },
        { DataKind.Int32, "-70000" }, { DataKind.UInt32, "4000000000" }, { DataKind.Int64, "-5000000000" }, { DataKind.UInt64, "18000000000000000000" },
        { DataKind.Single, "1.5" }, { DataKind.Double, "0.1" }, { DataKind.String, "word" }, { DataKind.Boolean, "True" },
        { DataKind.TimeSpan, "1.02:03:04" }, { DataKind.DateTime, "02/29/2024 13:14:15" }, { DataKind.DateTimeOffset, "02/29/2024 13:14:15 +02:00" },
    };

    [Theory]
    [MemberData(nameof(TextOfEveryKind))]
    public void Text_converts_to_every_kind_and_back_through_a_file(DataKind kind, string text)
    {
        IDataView texts = _context.Data.LoadFromEnumerable([new TextRow { Text = text }]);
        ITransformer fitted = _context.Transforms.Conversion.ConvertType("Converted", "Text", kind)
            .Append(_context.Transforms.Conversion.ConvertType("Back", "Converted", DataKind.String)).Fit(texts);

        IDataView converted = RoundTrip.Through(_context, fitted, texts.Schema).Transform(texts);

        Assert.Equal(kind == DataKind.DateTimeOffset ? "DateTimeZone" : kind.ToString(), converted.Schema["Converted"].Type.ToString());
        Assert.Equal(text, converted.GetColumn<string>("Back").Single());
    }

    public static TheoryData<DataKind, DataKind> PairsOfNumbers()
    {
        DataKind[] numbers = [.. Enum.GetValues<DataKind>().Where(kind => kind is >= DataKind.SByte and <= DataKind.Double)];
        var pairs = new TheoryData<DataKind, DataKind>();
        foreach (DataKind from in numbers)
            foreach (DataKind to in numbers.Append(DataKind.Boolean)) pairs.Add(from, to);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(PairsOfNumbers))]
    public void Every_kind_of_number_converts_to_every_other(DataKind from, DataKind to)
    {
        IDataView rows = Golden.Rows(_context);

        IDataView converted = _context.Transforms.Conversion.ConvertType("From", "Index", from)
            .Append(_context.Transforms.Conversion.ConvertType("To", "From", to))
            .Append(_context.Transforms.Conversion.ConvertType("Back", "To", DataKind.Int32)).Fit(rows).Transform(rows);

        Assert.Equal(rows.GetColumn<int>("Index").Select(index => to == DataKind.Boolean ? Math.Min(index, 1) : index), converted.GetColumn<int>("Back"));
    }

    [Fact]
    public void What_does_not_convert_is_named()
    {
        IDataView rows = Golden.Rows(_context);
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.Conversion.ConvertType("Index", outputKind: DataKind.DateTime).Fit(rows));
        Assert.Contains("'Index'", error.Message, StringComparison.Ordinal);
        Assert.Contains("DateTime", error.Message, StringComparison.Ordinal);
    }

    private IEnumerable<T> As<T>(IDataView rows, DataKind kind)
        => _context.Transforms.Conversion.ConvertType("Converted", "Index", kind).Fit(rows).Transform(rows).GetColumn<T>("Converted");

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    private sealed class FlagRow
    {
        public bool Flag { get; set; }
    }
}
