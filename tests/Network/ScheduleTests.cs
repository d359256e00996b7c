using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Network.Tests;

public class ScheduleTests
{
    private const double Rate = 0.1;
    private static readonly JsonElement Reference = Golden.Load("schedules.json");

    [Fact]
    public void Step_follows_the_reference() =>
        Follows(
            "step",
            r => new StepSchedule { Every = r.GetProperty("step_size").GetInt32(), Gamma = Number(r, "gamma") },
            ByEpoch(12)
        );

    [Fact]
    public void Exponential_follows_the_reference() =>
        Follows("exponential", r => new ExponentialSchedule { Gamma = Number(r, "gamma") }, ByEpoch(12));

    [Fact]
    public void Cosine_follows_the_reference() =>
        Follows(
            "cosine",
            r => new CosineSchedule
            {
                Minimum = Number(r, "eta_min"),
                Epochs = Number(r, "t_max"),
                Interval = ScheduleInterval.Epoch,
            },
            ByEpoch(20)
        );

    [Fact]
    public void Cosine_of_batches_follows_the_reference_where_ten_batches_are_an_epoch() =>
        Follows(
            "cosine",
            r => new CosineSchedule { Minimum = Number(r, "eta_min") },
            i => new TrainingMoment(i / 10, i % 10, StepsPerEpoch: 10, Epochs: 1, [])
        );

    [Fact]
    public void One_cycle_follows_the_reference() =>
        Follows(
            "one_cycle",
            r => new OneCycleSchedule
            {
                Peak = Number(r, "pct_start"),
                Start = Number(r, "div_factor"),
                End = Number(r, "final_div_factor"),
            },
            i => new TrainingMoment(i / 8, i % 8, StepsPerEpoch: 8, Epochs: 5, [])
        );

    [Fact]
    public void Plateau_follows_the_reference()
    {
        double[] losses = [.. Golden.Numbers(Reference.GetProperty("reduce_on_plateau").GetProperty("metric"))];
        Follows(
            "reduce_on_plateau",
            r => new PlateauSchedule
            {
                Factor = Number(r, "factor"),
                Patience = r.GetProperty("patience").GetInt32(),
                Threshold = Number(r, "threshold"),
            },
            i => new TrainingMoment(i, 3, 7, 16, losses[..i])
        );
    }

    [Fact]
    public void Cosine_warms_up_in_a_line_and_stays_at_its_minimum_after_its_end()
    {
        var schedule = new CosineSchedule
        {
            WarmUp = 2,
            Minimum = 0.01,
            Epochs = 6,
        };
        double At(int epoch, int step) =>
            schedule.RateAt(Rate, new TrainingMoment(epoch, step, StepsPerEpoch: 4, Epochs: 100, []));
        for (int unit = 0; unit < 8; unit++)
            Assert.Equal(Rate * (unit + 1) / 9, At(unit / 4, unit % 4), 12);
        Assert.Equal(Rate, At(2, 0), 12);
        Assert.Equal((Rate + 0.01) / 2, At(4, 0), 12);
        Assert.Equal(0.01, At(6, 0), 12);
        Assert.Equal(0.01, At(50, 3), 12);
    }

    [Fact]
    public void One_cycle_ends_at_its_last_batch()
    {
        var schedule = new OneCycleSchedule();
        Assert.Equal(
            Rate / 25 / 1e4,
            schedule.RateAt(Rate, new TrainingMoment(2, 9, StepsPerEpoch: 10, Epochs: 3, [])),
            12
        );
    }

    [Fact]
    public void Plateau_keeps_its_minimum() =>
        Assert.Equal(
            0.04,
            new PlateauSchedule
            {
                Factor = 0.5,
                Patience = 0,
                Minimum = 0.04,
            }.RateAt(Rate, new TrainingMoment(5, 0, 1, 9, [1, 1, 1, 1, 1])),
            12
        );

    public static TheoryData<string> Texts =>
        [
            "constant",
            "step every=3 gamma=0.5",
            "exponential gamma=0.9 per=batch",
            "cosine",
            "cosine warmup=1.5 min=1E-05 epochs=8 per=epoch",
            "one-cycle",
            "one-cycle peak=0.2 start=10 end=100",
            "plateau factor=0.5 patience=3",
            "plateau factor=0.1 patience=0 threshold=0.01 min=1E-06",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_reads_back(string text) => Assert.Equal(text, LearningRateSchedule.Parse(text).ToString());

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_schedule_gives_rates_from_0_to_the_learning_rate_and_the_same_for_an_epoch_where_it_is_per_epoch(
        string text
    )
    {
        LearningRateSchedule schedule = LearningRateSchedule.Parse(text);
        for (int epochs = 1; epochs < 6; epochs++)
        {
            for (int step = 0; step < epochs * 3; step++)
            {
                double[] losses = [.. Enumerable.Repeat(1.0, step / 3)];
                double rate = schedule.RateAt(Rate, new TrainingMoment(step / 3, step % 3, 3, epochs, losses));
                Assert.InRange(rate, 0, Rate * (1 + 1e-12));
                if (schedule.Interval == ScheduleInterval.Epoch)
                    Assert.Equal(schedule.RateAt(Rate, new TrainingMoment(step / 3, 0, 3, epochs, losses)), rate);
            }
        }
    }

    [Fact]
    public void Text_of_any_numbers_reads_back() =>
        Prop.ForAll<double, double>(
                (warmUp, minimum) =>
                {
                    if (!double.IsFinite(warmUp) || !double.IsFinite(minimum))
                        return true;
                    var schedule = new CosineSchedule { WarmUp = Math.Abs(warmUp), Minimum = Math.Abs(minimum) };
                    return schedule == LearningRateSchedule.Parse(schedule.ToString());
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "The schedule is empty; give one of constant, step, exponential, cosine, one-cycle, plateau.")]
    [InlineData(
        "cosin",
        "There is no schedule 'cosin'; give one of constant, step, exponential, cosine, one-cycle, plateau."
    )]
    [InlineData("step", "The schedule 'step' needs every and gamma; give them, such as 'step every=3 gamma=0.5'.")]
    [InlineData("step gamma=0.5", "The schedule 'step' needs every; give it, such as 'step every=3 gamma=0.5'.")]
    [InlineData("exponential", "The schedule 'exponential' needs gamma; give it, such as 'exponential gamma=0.9'.")]
    [InlineData(
        "cosine warm=1",
        "The schedule 'cosine' has no parameter 'warm'; it takes warmup, min, epochs, per, such as 'cosine warmup=1 "
            + "min=1e-5'."
    )]
    [InlineData("constant min=1", "The schedule 'constant' has no parameter 'min'; it takes none.")]
    [InlineData(
        "cosine warmup",
        "'warmup' of the schedule 'cosine' has no value; give one, such as 'cosine warmup=1 min=1e-5'."
    )]
    [InlineData(
        "cosine warmup=one",
        "'warmup' of the schedule 'cosine' is 'one'; give a number such as 0.5, 12 or 1e-4, with a point before "
            + "decimals."
    )]
    [InlineData(
        "step every=1.5 gamma=1",
        "'every' of the schedule 'step' is '1.5'; give a whole number such as 12, without separators."
    )]
    [InlineData("cosine per=day", "'per' of the schedule 'cosine' is 'day'; give epoch or batch.")]
    [InlineData("cosine min=0 min=1", "'min' of the schedule 'cosine' is given twice; give it once.")]
    public void Text_that_is_no_schedule_gets_one_sentence(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => LearningRateSchedule.Parse(text)).Message);

    [Theory]
    [InlineData("step every=0 gamma=0.5", "Every is 0; give at least 1.")]
    [InlineData("exponential gamma=1.5", "Gamma is 1.5; give a number above 0, at most 1.")]
    [InlineData("cosine warmup=-1", "WarmUp is -1; give 0 or more.")]
    [InlineData("cosine warmup=3 epochs=2", "Epochs of the cosine schedule is 2; give more than its warm-up of 3.")]
    [InlineData("one-cycle peak=1", "Peak is 1; give a share above 0 and below 1.")]
    [InlineData("plateau factor=1 patience=1", "Factor is 1; give a number above 0 and below 1.")]
    public void Parameters_outside_their_ranges_are_refused(string text, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Training_uses_the_schedule_and_reports_the_rate_of_each_epoch()
    {
        TrainingOptions options = new()
        {
            Epochs = 5,
            BatchSize = 32,
            LearningRate = 0.1f,
            Schedule = new StepSchedule { Every = 2, Gamma = 0.5 },
            Optimizer = new OptimizerSpec { Kind = OptimizerKind.Sgd },
        };
        FeedForwardNetwork network = Samples.Network();
        FeedForwardNetwork byHand = Samples.Network();
        TrainingHistory history = NetworkTrainer.Fit(network, Samples.Spirals(90), options);
        Assert.Equal([0.1, 0.1, 0.05, 0.05, 0.025], history.Epochs.Select(epoch => Math.Round(epoch.LearningRate, 6)));

        TrainingOptions unordered = options with { Shuffle = false };
        NetworkTrainer.Fit(network = Samples.Network(), Samples.Spirals(90), unordered);
        foreach ((int epochs, float rate) in (ReadOnlySpan<(int, float)>)[(2, 0.1f), (2, 0.05f), (1, 0.025f)])
            NetworkTrainer.Fit(
                byHand,
                Samples.Spirals(90),
                unordered with
                {
                    Epochs = epochs,
                    LearningRate = rate,
                    Schedule = new ConstantSchedule(),
                }
            );
        Assert.Equal(byHand.GetLayerParameters(0), network.GetLayerParameters(0));
    }

    [Fact]
    public void A_minimum_above_the_learning_rate_is_refused()
    {
        TrainingOptions options = new()
        {
            LearningRate = 0.01f,
            Schedule = new CosineSchedule { Minimum = 0.5 },
        };
        Assert.StartsWith(
            "The schedule 'cosine min=0.5' goes down to 0.5, which is above the learning rate",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    NetworkTrainer.Fit(Samples.Network(), Samples.Spirals(9), options)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static Func<int, TrainingMoment> ByEpoch(int epochs) => i => new TrainingMoment(i, 5, 9, epochs, []);

    private static void Follows(
        string name,
        Func<JsonElement, LearningRateSchedule> make,
        Func<int, TrainingMoment> moment
    )
    {
        JsonElement run = Reference.GetProperty(name);
        LearningRateSchedule schedule = make(run);
        double[] expected = [.. Golden.Numbers(run.GetProperty("values"))];
        Assert.NotEmpty(expected);
        for (int i = 0; i < expected.Length; i++)
        {
            double rate = schedule.RateAt(Rate, moment(i));
            Assert.True(
                Math.Abs(rate - expected[i]) <= 1e-12 * expected[i] + 1e-15,
                $"{name} {i}: expected {expected[i]}, got {rate}"
            );
        }
    }
}
