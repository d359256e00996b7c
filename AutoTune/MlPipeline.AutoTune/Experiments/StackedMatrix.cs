using MlPipeline.Network;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>Two matrices of equal width as one: the rows of the second follow those of the first.</summary>
internal sealed class StackedMatrix(FeatureMatrix first, FeatureMatrix second) : FeatureMatrix
{
    public override int Rows { get; } = checked(first.Rows + second.Rows);

    public override int Width => first.Width;

    public override void CopyRow(int row, Span<float> destination)
    {
        if (row < first.Rows)
            first.CopyRow(row, destination);
        else
            second.CopyRow(row - first.Rows, destination);
    }
}
