using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Reads a label, too; skips rows where it is missing.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public class FloatLabelCursor : FeatureFloatVectorCursor
{
    /// <summary>The label.</summary>
    public float Label;

    private readonly ValueGetter<float>? _label;

    /// <summary>A cursor over data.</summary>
    public FloatLabelCursor(RoleMappedData data, CursOpt opt = CursOpt.Label, Random? rand = null, params int[] extraCols)
        : this(data.CreateRowCursor(opt, rand, extraCols), data, opt)
    {
    }

    private FloatLabelCursor(DataViewRowCursor input, RoleMappedData data, CursOpt opt)
        : base(input, data, opt)
    {
        if ((opt & CursOpt.Label) != 0) _label = input.GetLabelFloatGetter(data);
    }

    /// <summary>Rows skipped for their label.</summary>
    public long BadLabelCount { get; private set; }

    /// <inheritdoc/>
    public override bool Accept()
    {
        if (!base.Accept()) return false;
        _label?.Invoke(ref Label);
        if (_label == null || (Options & CursOpt.AllowBadLabels) != 0 || float.IsFinite(Label)) return true;
        BadLabelCount++;
        return false;
    }

    /// <summary>Makes cursors over the same data.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public sealed class Factory(RoleMappedData data, CursOpt opt = CursOpt.Label) : FactoryBase<FloatLabelCursor>(data, opt)
    {
        private protected override FloatLabelCursor CreateCursorCore(DataViewRowCursor input, RoleMappedData data, CursOpt opt) => new(input, data, opt);
    }
}
