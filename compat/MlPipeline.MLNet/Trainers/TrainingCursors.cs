using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Which columns a training cursor reads, and which bad values it lets through.</summary>
[Flags]
[SuppressMessage("Design", "CA1008", Justification = "The public surface is ML.NET's.")]
public enum CursOpt : uint
{
    /// <summary>The weight.</summary>
    Weight = 0x01,

    /// <summary>The group.</summary>
    Group = 0x02,

    /// <summary>The row's identifier.</summary>
    Id = 0x04,

    /// <summary>The label.</summary>
    Label = 0x08,

    /// <summary>The features.</summary>
    Features = 0x10,

    /// <summary>Bad weights, too.</summary>
    AllowBadWeights = 0x0100,

    /// <summary>Weights, good or bad.</summary>
    AllWeights = Weight | AllowBadWeights,

    /// <summary>Bad groups, too.</summary>
    AllowBadGroups = 0x0200,

    /// <summary>Groups, good or bad.</summary>
    AllGroups = Group | AllowBadGroups,

    /// <summary>Bad labels, too.</summary>
    AllowBadLabels = 0x0800,

    /// <summary>Labels, good or bad.</summary>
    AllLabels = Label | AllowBadLabels,

    /// <summary>Bad features, too.</summary>
    AllowBadFeatures = 0x1000,

    /// <summary>Features, good or bad.</summary>
    AllFeatures = Features | AllowBadFeatures,

    /// <summary>Whatever there is.</summary>
    AllowBadEverything = AllowBadWeights | AllowBadGroups | AllowBadLabels | AllowBadFeatures,
}

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

/// <summary>Reads a weight; skips rows where it is missing, infinite or not above 0.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public class StandardScalarCursor : TrainingCursorBase
{
    /// <summary>The weight; 1 where there is none.</summary>
    public float Weight = 1;

    private readonly ValueGetter<float>? _weight;

    private protected StandardScalarCursor(DataViewRowCursor input, RoleMappedData data, CursOpt opt)
        : base(input)
    {
        Options = opt;
        if ((opt & CursOpt.Weight) != 0) _weight = input.GetOptWeightFloatGetter(data);
    }

    /// <summary>Rows skipped for their weight.</summary>
    public long BadWeightCount { get; private set; }

    private protected CursOpt Options { get; }

    /// <inheritdoc/>
    public override bool Accept()
    {
        _weight?.Invoke(ref Weight);
        if (_weight == null || (Options & CursOpt.AllowBadWeights) != 0 || (float.IsFinite(Weight) && Weight > 0)) return true;
        BadWeightCount++;
        return false;
    }
}

/// <summary>Reads features, too; skips rows where one of them is missing or infinite.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public class FeatureFloatVectorCursor : StandardScalarCursor
{
    /// <summary>The features.</summary>
    public VBuffer<float> Features;

    private readonly ValueGetter<VBuffer<float>>? _features;

    /// <summary>A cursor over data.</summary>
    public FeatureFloatVectorCursor(RoleMappedData data, CursOpt opt = CursOpt.Features, Random? rand = null, params int[] extraCols)
        : this(data.CreateRowCursor(opt, rand, extraCols), data, opt)
    {
    }

    private protected FeatureFloatVectorCursor(DataViewRowCursor input, RoleMappedData data, CursOpt opt)
        : base(input, data, opt)
    {
        if ((opt & CursOpt.Features) != 0) _features = input.GetFeatureFloatVectorGetter(data);
    }

    /// <summary>Rows skipped for their features.</summary>
    public long BadFeaturesRowCount { get; private set; }

    /// <inheritdoc/>
    public override bool Accept()
    {
        if (!base.Accept()) return false;
        _features?.Invoke(ref Features);
        if (_features == null || (Options & CursOpt.AllowBadFeatures) != 0 || AllFinite(Features.GetValues())) return true;
        BadFeaturesRowCount++;
        return false;
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value))
                return false;
        return true;
    }
}

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
