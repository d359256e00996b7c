namespace MlPipeline.AutoTune.Analysis;

/// <summary>A leaf of a regression tree: the part of the unit cube [0, 1)^d it covers, and its prediction.</summary>
internal sealed record Box(double[] Low, double[] High, double Value)
{
    /// <summary>The volume of the box, as a share of the cube.</summary>
    public double Volume
    {
        get
        {
            double volume = 1;
            for (int i = 0; i < Low.Length; i++)
                volume *= High[i] - Low[i];
            return volume;
        }
    }
}
