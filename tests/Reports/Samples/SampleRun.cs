namespace MlPipeline.Reports.Tests.Samples;

/// <summary>A made-up training run.</summary>
internal static class SampleRun
{
    public static readonly string[] Digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    public static RunReport Of(params IReadOnlyList<string> classNames)
    {
        ClassificationAnalysis analysis = Analyze(classNames);
        return new RunReport
        {
            Title = $"A run with {classNames.Count} classes, first {classNames[0]}",
            Created = new DateTimeOffset(2026, 5, 17, 9, 30, 0, TimeSpan.Zero),
            Versions = [new("MlPipeline", "0.1.0"), new(".NET", "10.0.0")],
            DataSet = new DataSetInfo("sample", "Pictures made up for tests", 9000, 1000, 2000),
            Seed = 7,
            Seconds = 83.4,
            Options = [new("optimizer", "adam"), new("batch size", "64")],
            Network = [new("32 ReLU", "32", 25_120), new("10 SoftmaxCrossEntropy", "10", 330)],
            Epochs = [.. Enumerable.Range(1, 12).Select(Epoch)],
            Test = new TestFigures(0.941, 0.187, 2000),
            Gallery = [.. classNames.Select((name, i) => new LabeledImage(name, SampleImages.Of(i)))],
            Classification = analysis.Summarize(),
            Errors =
            [
                .. analysis.MostConfidentErrors.Select(wrong => new MisclassifiedImage(
                    wrong.Row,
                    classNames[wrong.TrueClass],
                    classNames[wrong.PredictedClass],
                    wrong.Probability,
                    wrong.TrueProbability,
                    SampleImages.Of(wrong.Row)
                )),
            ],
            FirstLayerWeights = [.. Enumerable.Range(0, 12).Select(SampleImages.Weights)],
        };
    }

    private static EpochFigures Epoch(int epoch) =>
        new(
            epoch,
            0.001 * Math.Pow(0.8, epoch - 1),
            1.9 * Math.Exp(-0.5 * epoch),
            1 - 0.6 * Math.Exp(-0.45 * epoch),
            1.7 * Math.Exp(-0.4 * epoch) + 0.1,
            0.96 - 0.5 * Math.Exp(-0.4 * epoch),
            Seconds: 6.9
        );

    private static ClassificationAnalysis Analyze(IReadOnlyList<string> classNames)
    {
        var random = new Random(3);
        var analysis = new ClassificationAnalysis(classNames, errors: 12);
        var probabilities = new float[classNames.Count];
        for (int row = 0; row < 2000; row++)
        {
            int truth = random.Next(classNames.Count);
            int predicted = random.NextDouble() < 0.94 ? truth : random.Next(classNames.Count);
            float confidence = 0.5f + 0.5f * MathF.Sqrt(random.NextSingle());
            Array.Fill(probabilities, (1 - confidence) / Math.Max(1, classNames.Count - 1));
            probabilities[predicted] = confidence;
            analysis.Add(truth, probabilities);
        }
        return analysis;
    }
}
