using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

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
