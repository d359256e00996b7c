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
