using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Datasets.Glyphs;
using MlPipeline.Estimators.Data;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Tests;

/// <summary>What ML.NET's rows become in memory.</summary>
public class TrainingDataTests
{
    private readonly MLContext _context = new(1);

    public static TheoryData<string> Normalizers =>
        [
            "none",
            "min-max",
            "min-max from the minimum",
            "mean and variance",
            "mean and variance around the mean",
            "robust scaling",
            "bins",
            "log of mean and variance",
        ];

    [Theory]
    [MemberData(nameof(Normalizers))]
    public void Pixels_take_a_byte_each_however_they_are_normalized(string normalizer)
    {
        const int Images = 2_100;
        const int Pixels = 28 * 28;
        IDataView raw = _context.Data.LoadFromImages(GlyphsGenerator.Generate(Images));
        IDataView data = Normalizer(normalizer)?.Fit(raw).Transform(raw) ?? raw;
        using IChannel channel = ((IHostEnvironment)_context).Start("test");
        var labels = new MulticlassLabels(62, weights: null, ClassNames.Of(data.Schema["Label"]), "Label");
        RowSource rows = TrainingData.ReadTraining(
            new RoleMappedData(data, "Label", "Features"),
            labels,
            channel,
            long.MaxValue
        );
        var matrix = Assert.IsType<CompactMatrix>(Assert.IsType<CachedRows>(rows).Set.Features);
        // Two full blocks, and the one being filled in floats; what is no scale and offset takes a table a column.
        long tables = normalizer is "bins" or "log of mean and variance" ? Pixels * (long)DistinctValues.Bytes : 0;
        long packed = (2L * 1024 + 1024 * sizeof(float)) * Pixels;
        Assert.InRange(matrix.Bytes, packed, packed + tables);
        var row = new float[Pixels];
        int r = 0;
        foreach (float[] expected in data.GetColumn<float[]>("Features"))
        {
            matrix.CopyRow(r++, row);
            Assert.True(
                MemoryMarshal.AsBytes<float>(expected).SequenceEqual(MemoryMarshal.AsBytes<float>(row)),
                $"row {r - 1}"
            );
        }
        Assert.Equal(Images, r);
    }

    private IEstimator<ITransformer>? Normalizer(string name) =>
        name switch
        {
            "min-max" => _context.Transforms.NormalizeMinMax("Features"),
            "min-max from the minimum" => _context.Transforms.NormalizeMinMax("Features", fixZero: false),
            "mean and variance" => _context.Transforms.NormalizeMeanVariance("Features"),
            "mean and variance around the mean" => _context.Transforms.NormalizeMeanVariance(
                "Features",
                fixZero: false
            ),
            "robust scaling" => _context.Transforms.NormalizeRobustScaling("Features"),
            "bins" => _context.Transforms.NormalizeBinning("Features"),
            "log of mean and variance" => _context.Transforms.NormalizeLogMeanVariance("Features"),
            _ => null,
        };
}
