using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using static MlPipeline.Estimators.Tests.LearningTasks;

namespace MlPipeline.Estimators.Tests;

/// <summary>Our binary trainer where ML.NET builds on binary trainers: reductions, thresholds, calibrators.</summary>
public class CompositionTests
{
    private readonly MLContext _context = new(1);

    private FeedForwardBinaryTrainer Binary(string label = "Class") =>
        _context.BinaryClassification.Trainers.FeedForward(new FeedForwardBinaryTrainer.Options().Settings(label));

    [Fact]
    public void OneVersusAll_fits_evaluates_saves_and_loads() =>
        CheckReduction(
            _context.MulticlassClassification.Trainers.OneVersusAll(
                _context.BinaryClassification.Trainers.FeedForward(
                    "Class",
                    hiddenLayers: [16],
                    learningRate: 0.01f,
                    epochs: 30,
                    batchSize: 16
                ),
                "Class"
            )
        );

    [Fact]
    public void OneVersusAll_of_scores_fits_evaluates_saves_and_loads() =>
        CheckReduction(
            _context.MulticlassClassification.Trainers.OneVersusAll(Binary(), "Class", useProbabilities: false)
        );

    [Fact]
    public void PairwiseCoupling_fits_evaluates_saves_and_loads() =>
        CheckReduction(
            _context.MulticlassClassification.Trainers.PairwiseCoupling(
                _context.BinaryClassification.Trainers.FeedForward(
                    "Class",
                    hiddenLayers: [16],
                    learningRate: 0.01f,
                    epochs: 30,
                    batchSize: 16
                ),
                "Class"
            )
        );

    [Fact]
    public void OneVersusAll_compares_the_probabilities_of_the_networks_without_a_calibrator()
    {
        IDataView data = _context.View(300);
        var model = _context.MulticlassClassification.Trainers.OneVersusAll(Binary(), "Class").Fit(data).Model;
        float[] scores = _context
            .MulticlassClassification.Trainers.OneVersusAll(Binary(), "Class")
            .Fit(data)
            .Transform(data)
            .GetColumn<float[]>("Score")
            .First();
        var networks =
            (IEnumerable<object>)
                model
                    .GetType()
                    .GetProperty("SubModelParameters", BindingFlags.Instance | BindingFlags.NonPublic)!
                    .GetValue(model)!;
        Assert.Equal(3, networks.Count());
        float[] probabilities =
        [
            .. networks.Select(network => Probability(Assert.IsType<FeedForwardBinaryModelParameters>(network))),
        ];
        Assert.Equal(probabilities.Length, scores.Length);
        for (int i = 0; i < scores.Length; i++)
            Assert.Equal(probabilities[i] / probabilities.Sum(), scores[i], 1e-5);
    }

    [Fact]
    public void A_changed_threshold_moves_labels_and_nothing_else()
    {
        IDataView data = _context.View(200);
        FeedForwardBinaryTransformer model = Binary("Flag").Fit(data);
        FeedForwardBinaryTransformer changed = _context.BinaryClassification.ChangeModelThreshold(model, 0.7f);
        Assert.Equal((0, 0.7f), (model.Threshold, changed.Threshold));
        float[][] before = Scores(model.Transform(data));
        float[][] after = Scores(changed.Transform(data));
        Assert.Equal(
            before.Select(row => (row[0], row[1], row[0] > 0.7f ? 1f : 0f)),
            after.Select(row => (row[0], row[1], row[2]))
        );
        Assert.NotEqual(before.Select(row => row[2]), after.Select(row => row[2]));
        // One row at a time is ML.NET's own scorer.
        Assert.Equal(after, Rows(200).Select(_context.Engine(LearningTask.Binary, changed)));
        Assert.Equal(before, Scores(_context.BinaryClassification.ChangeModelThreshold(changed, 0).Transform(data)));
    }

    [Fact]
    public void A_changed_threshold_is_saved_and_can_be_changed_after_loading()
    {
        IDataView data = _context.View(200);
        TransformerChain<FeedForwardBinaryTransformer> chain = _context
            .Transforms.CopyColumns("Copy", "Features")
            .Append(Binary("Flag"))
            .Fit(data);
        FeedForwardBinaryTransformer changed = _context.BinaryClassification.ChangeModelThreshold(
            chain.LastTransformer,
            -1
        );
        var loaded = (FeedForwardBinaryTransformer)Reloaded(changed, data.Schema);
        Assert.Equal(-1, loaded.Threshold);
        Assert.Equal(Scores(changed.Transform(data)), Scores(loaded.Transform(data)));
        Assert.Equal(Scores(loaded.Transform(data)), Rows(200).Select(_context.Engine(LearningTask.Binary, loaded)));
        FeedForwardBinaryTransformer again = _context.BinaryClassification.ChangeModelThreshold(loaded, 0.5f);
        Assert.Equal(
            Scores(_context.BinaryClassification.ChangeModelThreshold(changed, 0.5f).Transform(data)),
            Scores(again.Transform(data))
        );
        Assert.Equal(0.5f, ((FeedForwardBinaryTransformer)Reloaded(again, data.Schema)).Threshold);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _context.BinaryClassification.ChangeModelThreshold(loaded, float.NaN)
        );
    }

    [Fact]
    public void Calibrators_fit_on_the_scores_of_a_network()
    {
        IDataView data = _context.View();
        FeedForwardBinaryTransformer model = Binary("Flag").Fit(data);
        IDataView scored = model.Transform(data);
        IEstimator<ITransformer>[] calibrators =
        [
            _context.BinaryClassification.Calibrators.Platt("Flag"),
            _context.BinaryClassification.Calibrators.Isotonic("Flag"),
            _context.BinaryClassification.Calibrators.Naive("Flag"),
            _context.BinaryClassification.Calibrators.Platt(slope: -1, offset: 0),
        ];
        foreach (IEstimator<ITransformer> calibrator in calibrators)
        {
            ITransformer chain = model.Append(calibrator.Fit(scored));
            IDataView calibrated = Reloaded(chain, data.Schema).Transform(data);
            Assert.Equal(scored.GetColumn<float>("Score"), calibrated.GetColumn<float>("Score"));
            Assert.InRange(_context.BinaryClassification.Evaluate(calibrated, "Flag").LogLoss, 0, 0.35);
            ITransformer fitted = Binary("Flag").Append(calibrator).Fit(data);
            Assert.InRange(_context.BinaryClassification.Evaluate(fitted.Transform(data), "Flag").LogLoss, 0, 0.35);
        }
        // The network's own probability is the one of slope -1 and offset 0.
        IDataView fixedPlatt = calibrators[3].Fit(scored).Transform(scored);
        Assert.All(
            scored.GetColumn<float>("Probability").Zip(fixedPlatt.GetColumn<float>("Probability")),
            pair => Assert.Equal(pair.First, pair.Second, 1e-6)
        );
    }

    private static float Probability(FeedForwardBinaryModelParameters model)
    {
        var score = new float[1];
        model.Network.CreatePredictor().Predict(Rows(1).Single().Features, score);
        return score[0];
    }

    private void CheckReduction<TTransformer>(IEstimator<TTransformer> trainer)
        where TTransformer : class, ITransformer
    {
        IDataView data = _context.View();
        ITransformer model = _context.Transforms.NormalizeMinMax("Features").Append(trainer).Fit(data);
        IDataView scored = model.Transform(data);
        Assert.True(_context.MulticlassClassification.Evaluate(scored, "Class").MicroAccuracy > 0.9);
        IDataView again = Reloaded(model, data.Schema).Transform(data);
        Assert.Equal(Scores(scored), Scores(again));
        Assert.Equal(Scores(scored).Take(50), Rows(50).Select(_context.Engine(LearningTask.Multiclass, model)));
    }

    private static ITransformer Reloaded(ITransformer model, DataViewSchema schema)
    {
        using var zip = new MemoryStream();
        new MLContext().Model.Save(model, schema, zip);
        zip.Position = 0;
        return new MLContext().Model.Load(zip, out _);
    }
}
