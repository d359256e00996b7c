using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>A cursor that skips rows it does not accept.</summary>
public abstract class TrainingCursorBase : IDisposable
{
    private readonly DataViewRowCursor _input;

    private protected TrainingCursorBase(DataViewRowCursor input) => _input = input;

    /// <summary>The row it is at.</summary>
    public DataViewRow Row => _input;

    /// <summary>Rows skipped.</summary>
    public long SkippedRowCount { get; private set; }

    /// <summary>Rows accepted.</summary>
    public long KeptRowCount { get; private set; }

    /// <summary>Moves to the next row that is accepted.</summary>
    public bool MoveNext()
    {
        while (_input.MoveNext())
        {
            if (Accept())
            {
                KeptRowCount++;
                return true;
            }
            SkippedRowCount++;
        }
        return false;
    }

    /// <summary>Reads the row; whether it is accepted.</summary>
    public virtual bool Accept() => true;

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1063", Justification = "The public surface is ML.NET's.")]
    public void Dispose()
    {
        _input.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes cursors over the same data.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public abstract class FactoryBase<TCurs>
        where TCurs : TrainingCursorBase
    {
        private readonly RoleMappedData _data;
        private readonly CursOpt _opt;

        private protected FactoryBase(RoleMappedData data, CursOpt opt) => (_data, _opt) = (data, opt);

        /// <summary>A cursor.</summary>
        public TCurs Create(Random? rand = null, params int[] extraCols) => CreateCursorCore(_data.CreateRowCursor(_opt, rand, extraCols), _data, _opt);

        private protected abstract TCurs CreateCursorCore(DataViewRowCursor input, RoleMappedData data, CursOpt opt);
    }
}
