using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>
/// However the rows of a transformed view are read, they are the same rows, and no more is computed than asked for.
/// </summary>
public class CursorContract
{
    private readonly MLContext _context = new(1);

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void Parallel_and_shuffled_cursors_give_the_same_rows(ContractCase contract)
    {
        // Cached data give cursors that share their rows.
        IDataView data = _context.Data.Cache(_context.Data(rows: 400));
        IDataView view = contract.Make(_context).Fit(data).Transform(data);
        SortedDictionary<string, string> expected = ViewRows.Of(view);
        Assert.Equal(400, expected.Count);
        Assert.Equal(expected, ViewRows.InParallel(view, 4));
        Assert.Equal(expected, ViewRows.InParallel(view, 1));
        Assert.True(view.CanShuffle);
        Assert.Equal(expected, ViewRows.Of(view, new Random(1)));
        Assert.NotEqual(ViewRows.Order(view, null), ViewRows.Order(view, new Random(1)));
        Assert.Equal(ViewRows.Order(view, new Random(1)), ViewRows.Order(view, new Random(1)));
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void Columns_that_were_not_asked_for_are_not_computed(ContractCase contract)
    {
        IDataView data = _context.Data();
        ITransformer transformer = contract.Make(_context).Fit(data);
        foreach (string name in transformer.GetOutputSchema(data.Schema).Select(column => column.Name).Distinct())
        {
            var probe = new ProbedDataView(data);
            IDataView view = transformer.Transform(probe);
            using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[name]]);
            Func<string> values = ViewRows.Values(cursor);
            for (int row = 0; row < 3 && cursor.MoveNext(); row++)
                values();
            string needed = data.Schema.GetColumnOrNull(name) == null ? contract.Input : name;
            Assert.Equal([needed], probe.Active);
            Assert.Equal([needed], probe.Read);
            DataViewSchema.Column other = view.Schema.First(column => column.Name != name);
            Assert.False(cursor.IsColumnActive(other));
            Assert.ThrowsAny<Exception>(() => ViewRows.Getter(cursor, other));
        }
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void A_view_that_is_only_counted_computes_nothing(ContractCase contract)
    {
        IDataView data = _context.Data();
        ITransformer transformer = contract.Make(_context).Fit(data);
        var probe = new ProbedDataView(data);
        using DataViewRowCursor cursor = transformer.Transform(probe).GetRowCursor([]);
        int rows = 0;
        while (cursor.MoveNext())
            rows++;
        Assert.Equal((150, 0, 0), (rows, probe.Active.Length, probe.Read.Length));
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void Fitting_reads_the_columns_it_was_told_only(ContractCase contract)
    {
        var probe = new ProbedDataView(_context.Data());
        contract.Make(_context).Fit(probe);
        string?[] told =
        [
            contract.ReadsOnFit ? contract.Input : null,
            contract.Label,
            contract.Label == null ? null : nameof(ContractRow.Weight),
        ];
        Assert.Equal(told.Where(name => name != null).Order(StringComparer.Ordinal), probe.Read);
        Assert.Equal(probe.Read, probe.Active);
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void Single_rows_get_the_values_of_the_view(ContractCase contract)
    {
        IDataView data = _context.Data();
        IDataView other = _context.Data(rows: 60);
        ITransformer transformer = contract.Make(_context).Fit(data);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(other.Schema);
        using DataViewRowCursor source = other.GetRowCursor(mapper.GetDependencies(mapper.OutputSchema));
        using DataViewRow row = mapper.GetRow(source, mapper.OutputSchema);
        Func<string> values = ViewRows.Values(row);
        List<string> mapped = [];
        while (source.MoveNext())
            mapped.Add(values());
        Assert.Equal(ViewRows.InOrder(transformer.Transform(other)), mapped);
    }
}
