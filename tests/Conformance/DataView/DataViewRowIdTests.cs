using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class DataViewRowIdTests
{
    [Fact]
    public void The_high_half_decides_the_order()
    {
        DataViewRowId[] ids = [new(9, 0), new(0, 1), new(1, 1), new(0, 2)];
        Assert.Equal(ids, ids.Reverse().Order());
    }

    [Fact]
    public void Both_halves_are_written() => Assert.Equal("00000000000000020000000000000001", new DataViewRowId(1, 2).ToString());

    [Fact]
    public void Identifiers_are_equal_by_both_halves() => Prop.ForAll<ulong, ulong>((low, high) =>
    {
        var id = new DataViewRowId(low, high);
        return id.Equals(new DataViewRowId(low, high)) && !id.Equals(new DataViewRowId(low + 1, high)) && !id.Equals(new DataViewRowId(low, high + 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_made_of_rows_get_identifiers_of_their_own()
    {
        HashSet<DataViewRowId> seen = [];
        for (ulong i = 0; i < 1000; i++)
        {
            var id = new DataViewRowId(i, 0);
            Assert.True(seen.Add(id) & seen.Add(id.Fork()) & seen.Add(id.Fork().Next()) & seen.Add(id.Combine(new DataViewRowId(i + 1, 0))));
        }
    }
}
