using Microsoft.ML;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>
/// The schema that an estimator promises is the one that its transformer gives, before and after saving.
/// </summary>
public class SchemaContract
{
    private readonly MLContext _context = new(1);

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void Promised_columns_are_those_that_come(ContractCase contract)
    {
        IDataView data = _context.Data();
        IDataView named = _context.Transforms.Conversion.MapValueToKey("Class", "Text").Fit(data).Transform(data);
        foreach (IDataView view in new[] { data, named })
        {
            IEstimator<ITransformer> estimator = contract.Make(_context);
            ITransformer transformer = estimator.Fit(view);
            Assert.Equal(
                Schemas.Columns(Schemas.Shape(transformer.Transform(view))),
                Schemas.Columns(estimator.GetOutputSchema(Schemas.Shape(view)))
            );
            Assert.Equal(
                Schemas.Columns(transformer.Transform(view).Schema),
                Schemas.Columns(transformer.GetOutputSchema(view.Schema))
            );
            Assert.Equal(
                Schemas.Columns(transformer.Transform(view).Schema),
                Schemas.Columns(transformer.GetRowToRowMapper(view.Schema).OutputSchema)
            );
        }
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void A_loaded_transformer_has_the_same_schema_and_values(ContractCase contract)
    {
        IDataView data = _context.Data();
        IDataView other = _context.Data(rows: 60);
        ITransformer transformer = contract.Make(_context).Fit(data);
        using var zip = new MemoryStream();
        _context.Model.Save(transformer, data.Schema, zip);
        zip.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(zip, out _);
        Assert.Equal(contract.Transformer, loaded.GetType());
        Assert.Equal(
            Schemas.Columns(transformer.Transform(other).Schema),
            Schemas.Columns(loaded.Transform(other).Schema)
        );
        Assert.Equal(ViewRows.Of(transformer.Transform(other)), ViewRows.Of(loaded.Transform(other)));
    }
}
