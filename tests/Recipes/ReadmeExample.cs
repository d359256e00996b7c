using System.IO.Compression;
// recipe: Readme usings
using Microsoft.ML;
using MlPipeline.Network;
// end

namespace MlPipeline.Recipes.Tests;

/// <summary>The example of README.md.</summary>
public sealed class ReadmeExample : IClassFixture<Workplace>
{
    [Fact]
    public void Runs()
    {
        foreach ((string to, string from) in ((string, string)[])[("train", "train"), ("t10k", "test")])
        {
            Pack($"{from}-images.idx", $"{to}-images-idx3-ubyte.gz");
            Pack($"{from}-labels.idx", $"{to}-labels-idx1-ubyte.gz");
        }
        // recipe: Readme
        var context = new MLContext(seed: 1);
        IDataView train = context.Data.LoadFromIdx("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
        IDataView test = context.Data.LoadFromIdx("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

        var pipeline = context.Transforms.NormalizeMinMax("Features")
            .Append(context.MulticlassClassification.Trainers.FeedForward(
                hiddenLayers: [128, 128], optimizer: OptimizerKind.Adam, epochs: 10));
        ITransformer model = pipeline.Fit(train);

        Console.WriteLine(context.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy);
        context.Model.Save(model, train.Schema, "model.zip");
        ITransformer loaded = new MLContext().Model.Load("model.zip", out DataViewSchema inputSchema);
        // end
        Assert.Equal(train.Schema.Select(column => column.Name), inputSchema.Select(column => column.Name));
        Assert.Equal(
            model.Transform(test).GetColumn<float[]>("Score"),
            loaded.Transform(test).GetColumn<float[]>("Score"));
    }

    private static void Pack(string from, string to)
    {
        using FileStream file = File.Create(to);
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        zipped.Write(File.ReadAllBytes(from));
    }
}
