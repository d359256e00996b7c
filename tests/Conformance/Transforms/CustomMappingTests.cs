using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

public class CustomMappingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Mapped_members_become_columns()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView mapped = _context.Transforms.CustomMapping<GoldenRow, Summary>(SummaryMapping.Summarize, contractName: null).Fit(rows).Transform(rows);

        Assert.Equal(Golden.Vectors(rows, "Features").Select(row => row.Sum()), mapped.GetColumn<float>("Total"));
        Assert.Equal(rows.GetColumn<string>("Label").Select(label => label.ToUpperInvariant()), mapped.GetColumn<string>("Shout"));
        Assert.Equal(Golden.Vectors(rows, "Features").Select(row => row[..2]), mapped.GetColumn<float[]>("Ends"));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), mapped.Schema["Ends"].Type);
        Assert.Equal(rows.GetColumn<float>("Weight"), mapped.GetColumn<float>("Weight"));
    }

    [Fact]
    public void A_mapping_with_a_contract_is_saved_and_loaded_without_registration()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.CustomMapping(new SummaryMapping().GetMapping(), SummaryMapping.Contract)
            .Append(_context.Transforms.NormalizeMinMax("Total")).Fit(rows);

        ITransformer loaded = RoundTrip.Through(_context, fitted, rows.Schema);

        Assert.Equal(fitted.Transform(rows).GetColumn<float>("Total"), loaded.Transform(rows).GetColumn<float>("Total"));
        Assert.Equal(fitted.Transform(rows).GetColumn<string>("Shout"), loaded.Transform(rows).GetColumn<string>("Shout"));
    }

    [Fact]
    public void A_mapping_without_a_contract_cannot_be_saved()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.CustomMapping<GoldenRow, Summary>(SummaryMapping.Summarize, contractName: null).Fit(rows);

        Assert.ThrowsAny<Exception>(() => RoundTrip.Save(_context, fitted, rows.Schema).Dispose());
    }

    [Fact]
    public void A_mapping_runs_in_a_prediction_engine()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.CustomMapping<GoldenRow, Summary>(SummaryMapping.Summarize, contractName: null).Fit(rows);

        using PredictionEngine<GoldenRow, Summary> engine = _context.Model.CreatePredictionEngine<GoldenRow, Summary>(fitted);
        Summary summary = engine.Predict(new GoldenRow { Features = [1, 2, 3, 4, 5], Label = "owl" });

        Assert.Equal(15, summary.Total);
        Assert.Equal("OWL", summary.Shout);
        Assert.Equal([1, 2], summary.Ends);

        // The second call must not serve what the first computed.
        Assert.Equal(3, engine.Predict(new GoldenRow { Features = [3, 0, 0, 0, 0], Label = "fox" }).Total);
    }

    [Fact]
    public void A_missing_input_member_is_named()
    {
        IDataView rows = _context.Transforms.DropColumns("Weight").Fit(Golden.Rows(_context)).Transform(Golden.Rows(_context));

        var error = Assert.ThrowsAny<Exception>(() => _context.Transforms
            .CustomMapping<GoldenRow, Summary>(SummaryMapping.Summarize, contractName: null).Fit(rows).Transform(rows));

        Assert.Contains("Weight", error.Message, StringComparison.Ordinal);
    }

    public sealed class Summary
    {
        public float Total { get; set; }

        public string Shout { get; set; } = "";

        [VectorType(2)]
        public float[] Ends { get; set; } = [];
    }

    [CustomMappingFactoryAttribute(Contract)]
    public sealed class SummaryMapping : CustomMappingFactory<GoldenRow, Summary>
    {
        public const string Contract = "Summary";

        public static void Summarize(GoldenRow row, Summary summary)
        {
            summary.Total = row.Features.Sum();
            summary.Shout = row.Label.ToUpperInvariant();
            summary.Ends = row.Features[..2];
        }

        public override Action<GoldenRow, Summary> GetMapping() => Summarize;
    }
}
