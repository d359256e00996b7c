using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

public class NormalizerTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> WithGoldenValues => [.. Normalizers.WithGoldenValues];

    public static TheoryData<string> All => [.. Normalizers.All];

    [Theory]
    [MemberData(nameof(WithGoldenValues))]
    public void Values_are_those_of_MLNet(string name)
    {
        IDataView rows = Golden.Rows(_context);

        IDataView normalized = Normalizers.Create(_context, name, "Features").Fit(rows).Transform(rows);

        Golden.AssertClose(Golden.Matrix(name), Golden.Vectors(normalized, "Features"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_are_the_same_after_saving_and_loading(string name)
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = Normalizers.Create(_context, name, "Normal", "Features").Fit(rows);

        ITransformer loaded = RoundTrip.Through(_context, fitted, rows.Schema);

        Assert.Equal(Golden.Vectors(fitted.Transform(rows), "Normal"), Golden.Vectors(loaded.Transform(rows), "Normal"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Output_is_annotated_as_normalized(string name)
    {
        IDataView rows = Golden.Rows(_context);

        DataViewSchema schema = Normalizers.Create(_context, name, "Normal", "Features").Fit(rows).GetOutputSchema(rows.Schema);

        Assert.True(schema["Normal"].IsNormalized());
        Assert.False(schema["Features"].IsNormalized());
        Assert.Equal(schema["Features"].Type, schema["Normal"].Type);
    }

    [Fact]
    public void Scalars_are_normalized_as_vectors_are()
    {
        IDataView rows = Golden.Rows(_context);
        float largest = rows.GetColumn<float>("Weight").Max();

        IDataView normalized = _context.Transforms.NormalizeMinMax("Weight").Fit(rows).Transform(rows);

        Assert.Equal(rows.GetColumn<float>("Weight").Select(weight => weight * (1 / largest)), normalized.GetColumn<float>("Weight"));
    }

    [Fact]
    public void Doubles_are_normalized_as_doubles_and_saved_as_such()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double)
            .Append(_context.Transforms.NormalizeMinMax("Features", fixZero: false)).Fit(rows);

        ITransformer loaded = RoundTrip.Through(_context, fitted, rows.Schema);

        double[][] values = [.. loaded.Transform(rows).GetColumn<double[]>("Features")];
        Assert.Equal([.. fitted.Transform(rows).GetColumn<double[]>("Features")], values);
        Assert.Equal(0, values.Min(row => row[0]));
        Assert.Equal(1, values.Max(row => row[0]));
    }

    [Fact]
    public void Logarithms_ignore_what_has_none()
    {
        IDataView data = Slots([1, 3, 0, float.MaxValue], [2, 2, 0, float.MinValue], [0, 1, 0, 0], [-1, -1, 1, 1]);

        float[][] values = Golden.Vectors(_context.Transforms.NormalizeLogMeanVariance("Slots").Fit(data).Transform(data), "Slots");
        float[][] affine = Golden.Vectors(
            _context.Transforms.NormalizeLogMeanVariance("Slots", useCdf: false).Fit(data).Transform(data), "Slots");

        Assert.Equal([0.1587f, 0.8413f, 0, 0], values.Select(row => MathF.Round(row[0], 4)));
        Assert.All(values, row => Assert.InRange(row[1], 0, 1));
        Assert.Equal([1.8854f, 4.7708f, -1, -3.8854f], affine.Select(row => MathF.Round(row[0], 4)));
    }

    [Fact]
    public void Sparse_rows_give_the_values_of_dense_ones()
    {
        // No slot is constant: robust scaling divides by its range, which a dense 0 shows as NaN and an absent one does not.
        float[][] dense = [[0, 2, 1, 0, -1, 0], [3, 0, 0, 0, 0, 0.5f], [0, 0, 0, 4, 0, 0]];
        IDataView rows = Slots(dense);
        IDataView sparse = SparseSlots(dense);
        foreach (string name in Normalizers.All)
        {
            ITransformer fitted = Normalizers.Create(_context, name, "Slots").Fit(rows);
            ITransformer fittedToSparse = Normalizers.Create(_context, name, "Slots").Fit(sparse);
            float[][] expected = Golden.Vectors(fitted.Transform(rows), "Slots");

            Assert.Equal(expected, Golden.Vectors(fitted.Transform(sparse), "Slots"));
            Assert.Equal(expected, Golden.Vectors(fittedToSparse.Transform(sparse), "Slots"));
        }
    }

    [Fact]
    public void Only_the_first_examples_count_when_limited()
    {
        IDataView rows = Slots([1], [2], [4]);

        IDataView normalized = _context.Transforms.NormalizeMinMax("Slots", maximumExampleCount: 2).Fit(rows).Transform(rows);

        Assert.Equal([0.5f, 1, 2], Golden.Vectors(normalized, "Slots").Select(row => row[0]));
    }

    [Fact]
    public void Parameters_can_be_read()
    {
        IDataView rows = Golden.Rows(_context);

        NormalizingTransformer vector = _context.Transforms.NormalizeMinMax("Features", fixZero: false).Fit(rows);
        NormalizingTransformer scalar = _context.Transforms.NormalizeMeanVariance("Weight", fixZero: false, useCdf: true).Fit(rows);
        NormalizingTransformer bins = _context.Transforms.NormalizeBinning("Features", maximumBinCount: 4).Fit(rows);

        var affine = Assert.IsType<NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>>(vector.GetNormalizerModelParameters(0));
        var cdf = Assert.IsType<NormalizingTransformer.CdfNormalizerModelParameters<float>>(scalar.GetNormalizerModelParameters(0));
        var binning = Assert.IsType<NormalizingTransformer.BinNormalizerModelParameters<ImmutableArray<float>>>(bins.GetNormalizerModelParameters(0));
        Assert.Equal([-6.32f, -6.345f, 0, 0.095f, -5.901f], affine.Offset.ToArray());
        Assert.Equal(rows.GetColumn<float>("Weight").Average(), cdf.Mean, 1e-6f);
        Assert.False(cdf.UseLog);
        Assert.Equal([3, 3, 1, 3, 3], binning.Density.ToArray());
        Assert.Equal([4, 4, 1, 4, 4], binning.UpperBounds.Select(bounds => bounds.Length));
    }

    private IDataView Slots(params float[][] rows)
    {
        var definition = SchemaDefinition.Create(typeof(SlotRow));
        definition["Slots"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return _context.Data.LoadFromEnumerable(rows.Select(slots => new SlotRow { Slots = new VBuffer<float>(slots.Length, slots) }).ToArray(), definition);
    }

    private IDataView SparseSlots(params float[][] rows)
    {
        var definition = SchemaDefinition.Create(typeof(SlotRow));
        definition["Slots"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return _context.Data.LoadFromEnumerable(rows.Select(Sparse).ToArray(), definition);
    }

    private static SlotRow Sparse(float[] slots)
    {
        int[] indices = [.. Enumerable.Range(0, slots.Length).Where(slot => slots[slot] != 0)];
        return new SlotRow { Slots = new VBuffer<float>(slots.Length, indices.Length, [.. indices.Select(slot => slots[slot])], indices) };
    }

    private sealed class SlotRow
    {
        public VBuffer<float> Slots { get; set; }
    }
}
