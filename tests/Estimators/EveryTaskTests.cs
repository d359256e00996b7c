using Microsoft.ML;
using Microsoft.ML.Data;
using static MlPipeline.Estimators.Tests.LearningTasks;

namespace MlPipeline.Estimators.Tests;

/// <summary>What an ML.NET user does with any trainer, with those of all tasks.</summary>
public class EveryTaskTests
{
    private readonly MLContext _context = new(1);

    public static TheoryData<LearningTask> Tasks => All;

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Learns_and_evaluates(LearningTask task)
    {
        IDataView data = _context.View();
        Good(task, _context.Quality(task, _context.Trainer(task).Fit(data).Transform(data)));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void An_engine_and_a_view_give_the_same_bits(LearningTask task)
    {
        ITransformer model = _context.Trainer(task).Fit(_context.View());
        Row[] rows = [.. Rows(150)];
        Func<Row, float[]> predict = _context.Engine(task, model);
        Assert.Equal(rows.Select(predict), Scores(model.Transform(_context.Data.LoadFromEnumerable(rows))));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_saved_model_scores_the_same_bits(LearningTask task)
    {
        IDataView data = _context.View(200);
        ITransformer model = _context.Trainer(task).Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(Scores(model.Transform(data)), Scores(loaded.Transform(data)));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_fresh_process_loads_a_model_without_registration_and_scores_the_same_bits(LearningTask task)
    {
        IDataView data = _context.View(20);
        ITransformer model = _context.Trainer(task, options => options.Epochs = 1).Fit(data);
        string path = Path.GetTempFileName();
        try
        {
            _context.Model.Save(model, data.Schema, path);
            Assert.Equal(Program.Text(Scores(model.Transform(data))), Program.Run("score", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Sparse_features_train_and_score_as_dense_ones(LearningTask task)
    {
        IDataView data = _context.View(200);
        ITransformer dense = _context.Trainer(task).Fit(data);
        ITransformer sparse = _context.Trainer(task, features: "Sparse").Fit(data);
        float[][] expected = Scores(dense.Transform(data));
        Assert.Equal(expected, Scores(sparse.Transform(data)));
        Assert.Equal(expected, Rows(200).Select(_context.Engine(task, sparse)));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Cross_validation_trains_a_model_a_fold(LearningTask task)
    {
        IDataView data = _context.View();
        IEstimator<ITransformer> trainer = _context.Trainer(task);
        IEnumerable<double> quality = task switch
        {
            LearningTask.Multiclass => _context
                .MulticlassClassification.CrossValidate(data, trainer, 3, "Class")
                .Select(fold => fold.Metrics.MicroAccuracy),
            LearningTask.Binary => _context
                .BinaryClassification.CrossValidate(data, trainer, 3, "Flag")
                .Select(fold => fold.Metrics.AreaUnderRocCurve),
            _ => _context.Regression.CrossValidate(data, trainer, 3, "Value").Select(fold => fold.Metrics.RSquared),
        };
        Assert.Equal(3, quality.Count());
        Assert.All(quality, value => Good(task, value));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Chains_with_normalizer_checkpoint_and_steps_after_it(LearningTask task)
    {
        IDataView data = _context.View();
        IEstimator<ITransformer> pipeline = _context
            .Transforms.NormalizeMinMax("Features")
            .AppendCacheCheckpoint(_context)
            .Append(_context.Trainer(task))
            .Append(_context.Transforms.CopyColumns("Copy", "Score"));
        IDataView scored = pipeline.Fit(data).Transform(data);
        Good(task, _context.Quality(task, scored));
        Assert.Equal(scored.Schema["Score"].Type, scored.Schema["Copy"].Type);
    }

    [Fact]
    public void Models_of_all_tasks_share_a_chain()
    {
        IDataView data = _context.View(300);
        IEstimator<ITransformer> Named(LearningTask task, string features) =>
            _context.Trainer(task, features: features).Append(_context.Transforms.CopyColumns($"{task}Score", "Score"));
        ITransformer chain = Named(LearningTask.Multiclass, "Features")
            .Append(Named(LearningTask.Binary, "Sparse"))
            .Append(_context.Transforms.Concatenate("Both", "Features", "MulticlassScore", "BinaryScore"))
            .Append(Named(LearningTask.Regression, "Both"))
            .Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(chain, data.Schema, stream);
        stream.Position = 0;
        IDataView scored = new MLContext().Model.Load(stream, out _).Transform(data);
        Assert.Equal(
            _context.Trainer(LearningTask.Multiclass).Fit(data).Transform(data).GetColumn<float[]>("Score"),
            scored.GetColumn<float[]>("MulticlassScore")
        );
        Assert.Equal(
            _context.Trainer(LearningTask.Binary).Fit(data).Transform(data).GetColumn<float>("Score"),
            scored.GetColumn<float>("BinaryScore")
        );
        Good(LearningTask.Regression, _context.Regression.Evaluate(scored, "Value", "RegressionScore").RSquared);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Eight_threads_get_the_same_bits_through_own_engines_and_through_one_transformer(LearningTask task)
    {
        IDataView data = _context.View(300);
        ITransformer model = _context.Trainer(task, options => options.Epochs = 2).Fit(data);
        float[][] expected = Scores(model.Transform(data));
        Row[] rows = [.. Rows(300)];
        float[][][] byEngine = new float[8][][];
        float[][][] byTransformer = new float[8][][];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new Thread(() =>
                {
                    byEngine[i] = [.. rows.Select(_context.Engine(task, model))];
                    byTransformer[i] = Scores(model.Transform(data));
                })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(byEngine.Concat(byTransformer), scores => Assert.Equal(expected, scores));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Streamed_rows_give_the_bits_of_rows_in_memory(LearningTask task)
    {
        IDataView data = _context.View(300);
        float[][] Train(long limit) =>
            Scores(
                _context
                    .Trainer(
                        task,
                        options => (options.CacheSizeLimit, options.Shuffle, options.Epochs) = (limit, false, 2)
                    )
                    .Fit(data)
                    .Transform(data)
            );
        Assert.Equal(Train(1L << 30), Train(0));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_log_line_tells_every_epoch(LearningTask task)
    {
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        _context.Trainer(task, options => options.Epochs = 2).Fit(_context.View(50));
        Assert.Equal(
            task == LearningTask.Regression ? 0 : 2,
            log.Count(text =>
                text.StartsWith("Epoch ", StringComparison.Ordinal)
                && text.Contains("accuracy", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            2,
            log.Count(text =>
                text.StartsWith("Epoch ", StringComparison.Ordinal) && text.Contains("loss", StringComparison.Ordinal)
            )
        );
        Assert.DoesNotContain(log, text => text.Contains("NaN", StringComparison.Ordinal));
    }

    private static void Good(LearningTask task, double quality) => Assert.True(quality > 0.9, $"{task}: {quality}");
}
