namespace MlPipeline.Recipes.Tests;

// recipe: Rows
public sealed class House
{
    [LoadColumn(0)] public float Area { get; set; }
    [LoadColumn(1)] public float Rooms { get; set; }
    [LoadColumn(2)] public float Age { get; set; }
    [LoadColumn(3)] public float Distance { get; set; }
    [LoadColumn(4)] public float Price { get; set; }
    [LoadColumn(5)] public bool Sold { get; set; }
    [LoadColumn(6)] public float Weight { get; set; }
}

public sealed class HousePrice
{
    public float Score { get; set; }
}

public sealed class Picture
{
    [VectorType(784)] public float[] Features { get; set; } = [];
}

public sealed class PictureFile
{
    public string ImagePath { get; set; } = "";
    public string Label { get; set; } = "";
}

public sealed class Answer
{
    public string Class { get; set; } = "";
    public float[] Score { get; set; } = [];
}
// end
