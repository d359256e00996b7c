namespace Microsoft.ML.Data;

/// <summary>
/// A bootstrap sample made in one pass: each row is repeated as often as a Poisson(1) number says, made of the seed and
/// the row's place. The complement is the rows repeated not at all.
/// </summary>
internal sealed class BootstrapDataView(IDataView source, ulong seed, bool complement) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(active.Columns), active, seed, complement);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, ActiveColumns active, ulong seed, bool complement) : FollowingCursor(input, active.Schema, active)
    {
        private ulong _row;
        private int _left, _copy;

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            ValueGetter<DataViewRowId> getter = base.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getter(ref id);
                id = id.Combine(new DataViewRowId((ulong)_copy, seed));
            };
        }

        protected override bool MoveNextCore()
        {
            if (_left > 0)
            {
                _left--;
                _copy++;
                return true;
            }
            while (Input.MoveNext())
            {
                int count = Poisson(StableHash.ToFraction(StableHash.Mix(StableHash.Mix(seed) ^ _row++)));
                if (complement) count = count == 0 ? 1 : 0;
                if (count == 0) continue;
                (_left, _copy) = (count - 1, 0);
                return true;
            }
            return false;
        }

        // The inverse of the cumulative distribution of Poisson(1).
        private static int Poisson(double uniform)
        {
            const int most = 20;
            double term = Math.Exp(-1), sum = term;
            int count = 0;
            while (uniform >= sum && count < most)
            {
                term /= ++count;
                sum += term;
            }
            return count;
        }
    }
}
