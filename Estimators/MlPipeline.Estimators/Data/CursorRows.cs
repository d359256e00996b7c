using Microsoft.ML.Data;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>The rows of an ML.NET view that have a label, read with a new cursor each time.</summary>
/// <param name="data">The rows.</param>
/// <param name="name">What they are for, as messages say it.</param>
/// <param name="labels">How labels are coded.</param>
/// <param name="width">Features of a row.</param>
/// <param name="rows">How many rows have a label, copies included.</param>
/// <param name="vary">Whether they are augmented, so that each pass asks for its own rows.</param>
internal sealed class CursorRows(
    RoleMappedData data,
    string name,
    LabelCode labels,
    int width,
    int rows,
    bool vary = false
) : RowStream
{
    /// <inheritdoc/>
    public override int Rows => rows;

    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    public override int ValuesPerRow => labels.GivesClasses ? 0 : 1;

    /// <inheritdoc/>
    public override bool HasWeights => labels.HasWeights || data.Schema.Weight != null;

    /// <inheritdoc/>
    public override RowReader Open(int pass) =>
        new CursorReader(data, name, labels, vary ? new PassRandom(pass) : null);
}
