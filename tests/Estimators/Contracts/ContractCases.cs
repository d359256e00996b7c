using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Images;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>
/// Every estimator and transformer of ours. A new one that is not here fails <see cref="CoverageContract"/>.
/// </summary>
public static class ContractCases
{
    private const string Features = nameof(ContractRow.Features);

    public static TheoryData<ContractCase> All => [.. Cases];

    /// <summary>The same, to be looked through.</summary>
    internal static ContractCase[] Cases { get; } =
    [
        new(
            typeof(FeedForwardMulticlassTrainer),
            typeof(FeedForwardMulticlassTransformer),
            context =>
                context.MulticlassClassification.Trainers.FeedForward(
                    Small(new FeedForwardMulticlassTrainer.Options(), nameof(ContractRow.Class))
                ),
            nameof(ContractRow.Class),
            [nameof(ContractRow.Text), nameof(ContractRow.Value), nameof(ContractRow.Flag), Features],
            Exports: false
        ),
        new(
            typeof(FeedForwardBinaryTrainer),
            typeof(FeedForwardBinaryTransformer),
            context =>
                context.BinaryClassification.Trainers.FeedForward(
                    Small(new FeedForwardBinaryTrainer.Options(), nameof(ContractRow.Flag))
                ),
            nameof(ContractRow.Flag),
            [nameof(ContractRow.Text), nameof(ContractRow.Features)],
            Exports: false
        ),
        new(
            typeof(FeedForwardRegressionTrainer),
            typeof(FeedForwardRegressionTransformer),
            context =>
                context.Regression.Trainers.FeedForward(
                    Small(new FeedForwardRegressionTrainer.Options(), nameof(ContractRow.Value))
                ),
            nameof(ContractRow.Value),
            [nameof(ContractRow.Text), nameof(ContractRow.Flag), nameof(ContractRow.Features)],
            Exports: false
        ),
        new(
            typeof(AugmentImagesEstimator),
            typeof(AugmentImagesTransformer),
            context =>
                context.Transforms.AugmentImages(
                    nameof(ContractRow.Features),
                    new AugmentationOptions
                    {
                        Rotation = 20,
                        Brightness = 0.1f,
                        Seed = 1,
                    }
                ),
            Label: null,
            WrongLabels: [],
            Exports: true
        ),
        new(
            typeof(ImagePixelLoadingEstimator),
            typeof(ImagePixelLoadingTransformer),
            context => context.Transforms.LoadImagePixels("Pixels", 3, 2, nameof(ContractRow.Path)),
            Label: null,
            WrongLabels: [],
            Exports: false
        )
        {
            Input = nameof(ContractRow.Path),
            ReadsOnFit = false,
        },
    ];

    // Written once, and removed with the other temporary files of the machine.
    private static readonly Lazy<string> Picture = new(() =>
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("contract-").FullName, "picture.png");
        PngFile.WriteGray(path, new GrayImage([0, 50, 100, 150, 200, 250], Height: 2, Width: 3));
        return path;
    });

    /// <summary>Rows for all of them.</summary>
    public static IDataView Data(this MLContext context, int rows = 150)
    {
        var random = new Random(5);
        return context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, rows)
                .Select(i => new ContractRow
                {
                    Features = [.. Enumerable.Range(0, 4).Select(_ => random.NextSingle())],
                    Class = (uint)(i % 3),
                    Flag = i % 2 == 0,
                    Value = i,
                    Weight = 1 + i % 2,
                    Text = $"row {i}",
                    Path = Picture.Value,
                })
                .ToArray()
        );
    }

    private static TOptions Small<TOptions>(TOptions options, string label)
        where TOptions : FeedForwardOptionsBase
    {
        (options.LabelColumnName, options.ExampleWeightColumnName) = (label, nameof(ContractRow.Weight));
        options.HiddenLayers = [4];
        options.Epochs = 2;
        options.Seed = 1;
        return options;
    }
}
