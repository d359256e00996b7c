using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

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
