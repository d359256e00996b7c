using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>
/// Input that does not fit is refused alike wherever it is first seen: an exception of one kind, which names the
/// column.
/// </summary>
public class WrongInputContract
{
    private readonly MLContext _context = new(1);

    public static TheoryData<ContractCase, string> Wrong
    {
        get
        {
            var rows = new TheoryData<ContractCase, string>();
            foreach (ContractCase contract in ContractCases.Cases)
            {
                string[] others =
                    contract.Input == nameof(ContractRow.Path)
                        ? ["missing", "number", "key", "nine"]
                        : ["missing", "text", "number", "doubles", "any length", "key"];
                foreach (string wrong in others)
                    rows.Add(contract, wrong);
            }
            return rows;
        }
    }

    public static TheoryData<ContractCase, string> WrongLabels
    {
        get
        {
            var rows = new TheoryData<ContractCase, string>();
            foreach (ContractCase contract in ContractCases.Cases)
            foreach (string column in contract.WrongLabels)
                rows.Add(contract, column);
            return rows;
        }
    }

    public static TheoryData<ContractCase> OfFeatures =>
        [.. ContractCases.Cases.Where(contract => contract.Input == nameof(ContractRow.Features))];

    public static TheoryData<ContractCase> Trainers =>
        [.. ContractCases.Cases.Where(contract => contract.Label != null)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Input_of_another_type_fails_alike(ContractCase contract, string wrong)
    {
        string input = contract.Input;
        IDataView data = Input(input, wrong);
        IEstimator<ITransformer> estimator = contract.Make(_context);
        ITransformer transformer = estimator.Fit(_context.Data());
        Refused(input, () => estimator.GetOutputSchema(Schemas.Shape(data)));
        Refused(input, () => estimator.Fit(data));
        Refused(input, () => new EstimatorChain<ITransformer>().Append(estimator).Fit(data));
        Refused(input, () => transformer.GetOutputSchema(data.Schema));
        Refused(input, () => transformer.Transform(data));
        Refused(input, () => transformer.GetRowToRowMapper(data.Schema));
        Refused(input, () => transformer.Transform(new EmptyDataView(_context, data.Schema)));
    }

    /// <summary>An estimator takes any length; its transformer takes the one it was fitted on.</summary>
    [Theory]
    [MemberData(nameof(OfFeatures))]
    public void Features_of_another_length_fail_alike(ContractCase contract)
    {
        IDataView data = Input("Features", "nine");
        ITransformer transformer = contract.Make(_context).Fit(_context.Data());
        string[] messages =
        [
            Refused("Features", () => transformer.GetOutputSchema(data.Schema)),
            Refused("Features", () => transformer.Transform(data)),
            Refused("Features", () => transformer.GetRowToRowMapper(data.Schema)),
        ];
        Assert.All(messages, message => Assert.Contains("got Vector<Single, 9>", message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrongLabels))]
    public void Labels_of_another_type_fail_alike(ContractCase contract, string column)
    {
        IDataView data = _context.Data();
        data = _context.Transforms.CopyColumns(contract.Label!, column).Fit(data).Transform(data);
        IEstimator<ITransformer> estimator = contract.Make(_context);
        Refused(contract.Label!, () => estimator.GetOutputSchema(Schemas.Shape(data)));
        Refused(contract.Label!, () => estimator.Fit(data));
        // A model needs no label.
        Assert.NotNull(estimator.Fit(_context.Data()).Transform(data).Schema["Score"].Name);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Missing_labels_and_weights_fail_alike(ContractCase contract)
    {
        foreach (string column in new[] { contract.Label!, "Weight" })
        {
            IDataView data = Without(column);
            IEstimator<ITransformer> estimator = contract.Make(_context);
            Refused(column, () => estimator.GetOutputSchema(Schemas.Shape(data)));
            Refused(column, () => estimator.Fit(data));
            ViewRows.Of(estimator.Fit(_context.Data()).Transform(data));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Validation_data_without_a_column_or_of_another_length_are_refused_by_its_name(ContractCase contract)
    {
        string[] missing = ["Features", contract.Label!, "Weight"];
        IEnumerable<(string, IDataView)> wrong = missing.Select(name => (name, Without(name)));
        foreach ((string column, IDataView data) in wrong.Append(("Features", Input("Features", "nine"))))
        {
            Refused(
                column,
                () =>
                {
                    object? _ = contract.Make(_context) switch
                    {
                        FeedForwardMulticlassTrainer trainer => trainer.Fit(_context.Data(), data),
                        FeedForwardBinaryTrainer trainer => trainer.Fit(_context.Data(), data),
                        FeedForwardRegressionTrainer trainer => trainer.Fit(_context.Data(), data),
                        _ => throw new NotSupportedException(
                            $"{contract} takes validation data in a way that this test does not know."
                        ),
                    };
                }
            );
        }
    }

    private static string Refused(string column, Action act)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(act).Message;
        Assert.Contains($"column '{column}'", message, StringComparison.Ordinal);
        return message;
    }

    private IDataView Without(string column)
    {
        IDataView data = _context.Data();
        return _context.Transforms.DropColumns(column).Fit(data).Transform(data);
    }

    private IDataView Input(string column, string wrong)
    {
        IDataView data = _context.Data();
        IEstimator<ITransformer> change = wrong switch
        {
            "missing" => _context.Transforms.DropColumns(column),
            "text" => _context.Transforms.CopyColumns(column, "Text"),
            "number" => _context.Transforms.CopyColumns(column, "Value"),
            "doubles" => _context.Transforms.Conversion.ConvertType(column, outputKind: DataKind.Double),
            "any length" => _context
                .Transforms.Text.TokenizeIntoWords("Features", "Text")
                .Append(_context.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Single)),
            "key" => _context.Transforms.CopyColumns(column, "Class"),
            _ => _context.Transforms.Concatenate(column, "Features", "Features", "Value"),
        };
        return change.Fit(data).Transform(data);
    }
}
