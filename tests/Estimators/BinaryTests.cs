using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;

namespace MlPipeline.Estimators.Tests;

/// <summary>The binary trainer: what it takes as labels, what it gives, and how good it is.</summary>
public class BinaryTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void Probability_label_and_score_agree()
    {
        IDataView data = _context.View();
        IDataView scored = _context.Trainer(LearningTask.Binary).Fit(data).Transform(data);
        foreach (float[] row in LearningTasks.Scores(scored))
        {
            Assert.Equal(1 / (1 + Math.Exp(-row[0])), row[1], 1e-6);
            Assert.Equal(row[0] > 0 ? 1 : 0, row[2]);
        }
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(scored, "Flag");
        Assert.InRange(metrics.LogLoss, 0, 0.2);
    }

    [Fact]
    public void Flags_keys_of_two_and_numbers_are_the_same_label()
    {
        IEnumerable<Labelled> rows = LearningTasks
            .Rows(100)
            .Select(row => new Labelled
            {
                Features = row.Features,
                Flag = row.Flag,
                Number = row.Flag ? 1 : 0,
                Wide = row.Flag ? 1 : -1,
                Key = row.Flag ? 1u : 0u,
            });
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        float[][] Train(string label)
        {
            IDataView scored = _context
                .BinaryClassification.Trainers.FeedForward(label, epochs: 20, seed: 1)
                .Fit(data)
                .Transform(data);
            Assert.InRange(_context.BinaryClassification.Evaluate(scored, label).LogLoss, 0, 0.3);
            return LearningTasks.Scores(scored);
        }
        float[][] expected = Train("Flag");
        Assert.All(["Number", "Wide", "Key"], label => Assert.Equal(expected, Train(label)));
    }

    [Fact]
    public void Other_labels_are_refused_by_name_and_type()
    {
        IDataView data = _context.View(10);
        string Message(string label) =>
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    _context
                        .Transforms.CopyColumns("Copy", "Features")
                        .Append(_context.BinaryClassification.Trainers.FeedForward(label))
                        .Fit(data)
                )
                .Message;
        Assert.Contains(
            "'Class' is a key of 3 values; binary classification takes two",
            Message("Class"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Schema mismatch for label column 'Features': expected Boolean, Key of two values, Single or Double, got "
                + "Vector<Single>",
            Message("Features"),
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void Tells_shirts_from_t_shirts()
    {
        Skip.If(DatasetCatalog.Find("fashion-mnist") == null, "Skipped: fashion-mnist is not in MLPIPELINE_DATA.");
        const byte TShirt = 0;
        const byte Shirt = 6;
        (ImageSet train, ImageSet test) = DatasetCatalog.Load("fashion-mnist");
        IDataView Of(ImageSet images)
        {
            int[] rows = [.. Enumerable.Range(0, images.Count).Where(i => images.Labels[i] is TShirt or Shirt)];
            byte[] pixels = [.. rows.SelectMany(row => images.Image(row).ToArray())];
            byte[] labels = [.. rows.Select(row => (byte)(images.Labels[row] == Shirt ? 1 : 0))];
            return _context.Data.LoadFromImages(
                new ImageSet(pixels, labels, images.Height, images.Width, ["T-shirt", "shirt"])
            );
        }
        ITransformer model = _context
            .Transforms.NormalizeMinMax("Features")
            .Append(_context.BinaryClassification.Trainers.FeedForward(epochs: 10, seed: 1))
            .Fit(Of(train));
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(
            model.Transform(Of(test))
        );
        Assert.True(metrics.AreaUnderRocCurve >= 0.93, $"AUC {metrics.AreaUnderRocCurve}");
    }

    private sealed class Labelled
    {
        [VectorType(LearningTasks.Width)]
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        public float Number { get; set; }

        public double Wide { get; set; }

        // Raw values count from 0: 0 is the first key.
        [KeyType(2)]
        public uint Key { get; set; }
    }
}
