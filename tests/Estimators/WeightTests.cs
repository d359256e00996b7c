using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests;

/// <summary>Weights of rows and of classes, through the trainers.</summary>
public class WeightTests
{
    private readonly MLContext _context = new(1);

    public static TheoryData<LearningTask> Tasks => LearningTasks.All;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(0.5, 4)]
    public void Rows_that_disagree_are_settled_by_their_weights(float yes, float no)
    {
        IDataView data = Data(
            Enumerable
                .Range(0, 200)
                .Select(i => i % 2 == 0)
                .Select(flag => new Row
                {
                    Features = [1, 0],
                    Flag = flag,
                    Class = flag ? 1u : 0u,
                    Value = flag ? 0 : 1,
                    Weight = flag ? yes : no,
                })
        );
        double share = yes / (yes + no);
        IDataView binary = _context
            .BinaryClassification.Trainers.FeedForward(Set(new FeedForwardBinaryTrainer.Options(), "Flag"))
            .Fit(data)
            .Transform(data);
        Assert.Equal(share, binary.GetColumn<float>("Probability").First(), 0.03);
        IDataView multiclass = _context
            .MulticlassClassification.Trainers.FeedForward(Set(new FeedForwardMulticlassTrainer.Options(), "Class"))
            .Fit(data)
            .Transform(data);
        Assert.Equal(share, multiclass.GetColumn<float[]>("Score").First()[1], 0.03);
        IDataView regression = _context
            .Regression.Trainers.FeedForward(Set(new FeedForwardRegressionTrainer.Options(), "Value"))
            .Fit(data)
            .Transform(data);
        Assert.Equal(1 - share, regression.GetColumn<float>("Score").First(), 0.03);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Weights_of_one_change_no_bit(LearningTask task)
    {
        IDataView data = _context.View(200);
        data = _context
            .Transforms.CustomMapping<Nothing, Weighted>((_, one) => one.Weight = 1, null)
            .Fit(data)
            .Transform(data);
        float[][] Train(string? weights) =>
            LearningTasks.Scores(
                _context
                    .Trainer(task, options => (options.ExampleWeightColumnName, options.Epochs) = (weights, 2))
                    .Fit(data)
                    .Transform(data)
            );
        Assert.Equal(Train(null), Train("Weight"));
    }

    [Fact]
    public void The_short_overloads_take_the_weight_column()
    {
        IDataView data = Data(
            Enumerable
                .Range(0, 20)
                .Select(i => new Row
                {
                    Features = [1, 0],
                    Class = 1,
                    Weight = -1,
                })
        );
        Assert.Contains(
            "Weight column 'Weight'",
            Assert
                .Throws<InvalidOperationException>(() =>
                    _context
                        .BinaryClassification.Trainers.FeedForward("Flag", exampleWeightColumnName: "Weight")
                        .Fit(data)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Weight column 'Weight'",
            Assert
                .Throws<InvalidOperationException>(() =>
                    _context
                        .MulticlassClassification.Trainers.FeedForward("Class", exampleWeightColumnName: "Weight")
                        .Fit(data)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Weight column 'Weight'",
            Assert
                .Throws<InvalidOperationException>(() =>
                    _context.Regression.Trainers.FeedForward("Value", exampleWeightColumnName: "Weight").Fit(data)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        -0.5f,
        "Weight column 'Weight' of the training data is -0.5 in row 7; give finite weights of at least 0."
    )]
    [InlineData(
        float.NaN,
        "Weight column 'Weight' of the training data is NaN in row 7; give finite weights of at least 0."
    )]
    [InlineData(
        float.PositiveInfinity,
        "Weight column 'Weight' of the training data is Infinity in row 7; give finite weights of at least 0."
    )]
    public void A_weight_outside_its_range_is_named_by_row(float weight, string message)
    {
        IDataView data = Data(
            Enumerable
                .Range(0, 20)
                .Select(i => new Row
                {
                    Features = [i, 1],
                    Value = i,
                    Weight = i == 7 ? weight : 1,
                })
        );
        Assert.Equal(
            message,
            Assert
                .Throws<InvalidOperationException>(() =>
                    _context.Regression.Trainers.FeedForward("Value", exampleWeightColumnName: "Weight").Fit(data)
                )
                .Message
        );
    }

    [Fact]
    public void Rows_that_all_weigh_nothing_are_refused()
    {
        IDataView data = Data(Enumerable.Range(0, 20).Select(i => new Row { Features = [i, 1], Value = i }));
        var error = Assert.Throws<InvalidOperationException>(() =>
            _context.Regression.Trainers.FeedForward("Value", exampleWeightColumnName: "Weight").Fit(data)
        );
        Assert.Equal("All rows of the training data weigh 0; check the weight column 'Weight'.", error.Message);
    }

    // 10 rows in 100 are yes: of the same features, so that the probability is their share of the weight.
    [Fact]
    public void Class_weights_of_a_binary_trainer_move_the_probability()
    {
        IDataView data = Data(Enumerable.Range(0, 200).Select(i => new Row { Features = [1, 0], Flag = i % 10 == 0 }));
        double Probability(ClassWeights? weights) =>
            _context
                .BinaryClassification.Trainers.FeedForward(
                    Set(new FeedForwardBinaryTrainer.Options { ClassWeights = weights }, "Flag", weight: null)
                )
                .Fit(data)
                .Transform(data)
                .GetColumn<float>("Probability")
                .First();
        Assert.Equal(0.1, Probability(null), 0.03);
        Assert.Equal(0.5, Probability(ClassWeights.Balanced), 0.03);
        Assert.Equal(0.25, Probability(ClassWeights.Of(1, 3)), 0.03);
        Assert.Equal(0.25, Probability(ClassWeights.ByName(new Dictionary<string, float> { ["True"] = 3 })), 0.03);
    }

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(0)]
    public void Balanced_classes_count_the_same_whatever_their_rows(long limit)
    {
        IDataView data = _context.Keyed(
            Data(
                Enumerable
                    .Range(0, 240)
                    .Select(i => new Row
                    {
                        Features = [1, 0],
                        Name =
                            i % 12 == 0 ? "rare"
                            : i % 3 == 1 ? "some"
                            : "many",
                    })
            ),
            "Name"
        );
        float[] Scores(ClassWeights? weights) =>
            _context
                .MulticlassClassification.Trainers.FeedForward(
                    Set(
                        new FeedForwardMulticlassTrainer.Options
                        {
                            ClassWeights = weights,
                            CacheSizeLimit = limit,
                            Shuffle = false,
                        },
                        "Name",
                        weight: null
                    )
                )
                .Fit(data)
                .Transform(data)
                .GetColumn<float[]>("Score")
                .First();
        Assert.All(Scores(ClassWeights.Balanced), score => Assert.Equal(1 / 3.0, score, 0.05));
        // Classes in the order of their keys: rare (1 row in 12), some (4), many (7).
        float[] named = Scores(ClassWeights.ByName(new Dictionary<string, float> { ["rare"] = 7, ["some"] = 0 }));
        Assert.Equal([0.5, 0, 0.5], named.Select(score => Math.Round(score * 10) / 10));
    }

    [Fact]
    public void Class_weights_multiply_weights_of_rows_and_balance_what_these_leave()
    {
        IDataView data = Data(
            Enumerable
                .Range(0, 200)
                .Select(i => new Row
                {
                    Features = [1, 0],
                    Flag = i % 2 == 0,
                    Weight = i % 2 == 0 ? 4 : 1,
                })
        );
        double Probability(ClassWeights? weights) =>
            _context
                .BinaryClassification.Trainers.FeedForward(
                    Set(new FeedForwardBinaryTrainer.Options { ClassWeights = weights }, "Flag")
                )
                .Fit(data)
                .Transform(data)
                .GetColumn<float>("Probability")
                .First();
        Assert.Equal(0.8, Probability(null), 0.03);
        Assert.Equal(0.5, Probability(ClassWeights.Balanced), 0.03);
        Assert.Equal(0.667, Probability(ClassWeights.Of(2, 1)), 0.03);
    }

    [Fact]
    public void Class_weights_that_fit_no_class_are_refused()
    {
        IDataView data = _context.View(30);
        string Message(Func<ClassWeights> weights) =>
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    _context
                        .MulticlassClassification.Trainers.FeedForward(
                            new FeedForwardMulticlassTrainer.Options
                            {
                                LabelColumnName = "Class",
                                ClassWeights = weights(),
                            }
                        )
                        .Fit(data)
                )
                .Message;
        Assert.StartsWith(
            "Options.ClassWeights has 2 weights; the label has 3 classes.",
            Message(() => ClassWeights.Of(1, 1)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "The weight of class 2 is -1; give a finite number of at least 0 (Options.ClassWeights).",
            Message(() => ClassWeights.Of(1, -1, 1)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "a weight for 'tall', which is no class: the classes are ",
            Message(() => ClassWeights.ByName(new Dictionary<string, float> { ["tall"] = 2 })),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "The weight of class 'high' is NaN;",
            Message(() => ClassWeights.ByName(new Dictionary<string, float> { ["high"] = float.NaN })),
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, string> NamedLabels =>
        new()
        {
            { "Number", "7" },
            { "Flag", "True" },
            { "Wide", "7.5" },
            { "Name", "much" },
            { "Raw", "1" },
        };

    // Half of the rows are of the class that is named; its weight of 3 moves its probability from 1/2 to 3/4.
    [Theory]
    [MemberData(nameof(NamedLabels))]
    public void Classes_are_named_by_the_values_of_labels_of_any_type(string label, string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            IEnumerable<bool> flags = Enumerable.Range(0, 200).Select(i => i % 2 == 0);
            IDataView data = _context.Data.LoadFromEnumerable(
                flags.Select(yes => new Typed
                {
                    Features = [1, 0],
                    Number = yes ? 7 : -3,
                    Flag = yes,
                    Wide = yes ? 7.5 : 2,
                    Name = yes ? "much" : "little",
                    Raw = yes ? 1u : 0u,
                })
            );
            if (label != "Raw")
                data = _context.Keyed(data, label);
            ClassWeights weights = ClassWeights.ByName(new Dictionary<string, float> { [name] = 3 });
            var options = new FeedForwardMulticlassTrainer.Options { ClassWeights = weights };
            IDataView scored = _context
                .MulticlassClassification.Trainers.FeedForward(Set(options, label, weight: null))
                .Fit(data)
                .Transform(data);
            uint key = data.GetColumn<uint>(label).First();
            Assert.Equal(0.75, scored.GetColumn<float[]>("Score").First()[key - 1], 0.03);

            var binary = new FeedForwardBinaryTrainer.Options { ClassWeights = options.ClassWeights };
            scored = _context
                .BinaryClassification.Trainers.FeedForward(Set(binary, label, weight: null))
                .Fit(data)
                .Transform(data);
            Assert.Equal(key == 2 ? 0.75 : 0.25, scored.GetColumn<float>("Probability").First(), 0.03);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static TOptions Set<TOptions>(TOptions options, string label, string? weight = "Weight")
        where TOptions : FeedForwardOptionsBase
    {
        options.LabelColumnName = label;
        options.ExampleWeightColumnName = weight;
        options.Seed = 1;
        options.HiddenLayers = [];
        options.Epochs = 100;
        options.BatchSize = 200;
        options.LearningRate = 0.1f;
        return options;
    }

    private IDataView Data(IEnumerable<Row> rows) => _context.Data.LoadFromEnumerable(rows);

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        // Raw values count from 0: 0 is the first key.
        [KeyType(2)]
        public uint Class { get; set; }

        public string Name { get; set; } = "";

        public float Value { get; set; }

        public float Weight { get; set; }
    }

    private sealed class Typed
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public int Number { get; set; }

        public bool Flag { get; set; }

        public double Wide { get; set; }

        public string Name { get; set; } = "";

        [KeyType(2)]
        public uint Raw { get; set; }
    }

    private sealed class Nothing { }

    private sealed class Weighted
    {
        public float Weight { get; set; }
    }
}
