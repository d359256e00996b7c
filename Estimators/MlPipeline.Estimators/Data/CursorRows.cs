using Microsoft.ML.Data;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>The rows of an ML.NET view that have a label, read with a new cursor each time.</summary>
internal sealed class CursorRows(RoleMappedData data, string name, LabelCode labels, int width, int rows) : RowStream
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
    public override RowReader Open(int pass) => new CursorReader(data, name, labels, pass);
}
