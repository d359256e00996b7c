using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Network.Randomness;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Tests.Tuners;

public class TunerTests
{
    /// <summary>
    /// A bowl over a logarithmic, an integer and a categorical parameter; 0 at rate 0.001, 3 layers, adam.
    /// </summary>
    private static double Bowl(IReadOnlyDictionary<string, object> values) =>
        Math.Pow(Math.Log10((double)values["rate"]) + 3, 2)
        + 0.25 * Math.Abs((long)values["layers"] - 3)
        + ((string)values["optimizer"] == "adam" ? 0 : 0.5)
        + Math.Abs((double)values["momentum"] - 0.5);

    public static TheoryData<string> Guided { get; } = ["tpe", "tpe multivariate", "bohb"];

    [Theory]
    [MemberData(nameof(Guided))]
    public void A_guided_tuner_beats_random_search_with_twice_the_trials(string name)
    {
        const int Seeds = 12;
        SearchSpace space = TestSpaces.Mixed();
        double guided = 0;
        double random = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            guided += Best(
                name switch
                {
                    "tpe" => new TpeTuner(space, seed),
                    "bohb" => new BohbTuner(space, seed),
                    _ => new TpeTuner(space, seed, TpeGrouping.Multivariate),
                },
                space,
                60
            );
            random += Best(new RandomTuner(space, seed), space, 120);
        }
        Assert.True(guided < random, $"guided {guided / Seeds:F4}, random with twice the trials {random / Seeds:F4}");
    }

    [Fact]
    public void Grid_proposes_every_combination_once_with_both_ends_and_then_says_so()
    {
        var space = new SearchSpace
        {
            ["a"] = new ChoiceOption("x", "y", "z"),
            ["b"] = new UniformIntOption(1, 2),
            ["c"] = new UniformDoubleOption(0.01, 100, logBase: true),
            ["d"] = new UniformIntOption(1, 100),
        };
        var tuner = new GridTuner(space, steps: 3);
        Assert.Equal(3 * 2 * 3 * 3, tuner.Count);
        var named = new NamedSpace(space);
        var seen = new HashSet<(object, object, object, object)>();
        for (int i = 0; i < tuner.Count; i++)
        {
            IReadOnlyDictionary<string, object> values = named.ToValues(
                tuner.Propose(new TrialSettings { TrialId = i })
            );
            Assert.True(seen.Add((values["a"], values["b"], values["c"], values["d"])));
        }
        Assert.Equal(
            [0.01, 1.0, 100.0],
            seen.Select(point => (double)point.Item3).Distinct().Order().Select(value => Math.Round(value, 12))
        );
        Assert.Equal([1L, 51L, 100L], seen.Select(point => (long)point.Item4).Distinct().Order());
        Assert.Contains(
            "All 54 points",
            Assert.Throws<InvalidOperationException>(() => tuner.Propose(new TrialSettings())).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Parzen_density_is_one_in_all_and_samples_follow_it()
    {
        SpaceDimension[] dimensions =
        [
            .. new NamedSpace(TestSpaces.Mixed()).Dimensions.Where(dimension =>
                dimension.Name is "optimizer" or "rate"
            ),
        ];
        var estimator = new ParzenEstimator(
            dimensions,
            [
                [0.5, 0.1],
                [0.5, 0.2],
                [0.17, 0.9],
            ]
        );
        double mass = 0;
        double mean = 0;
        const int Steps = 1000;
        for (int i = 0; i < Steps; i++)
        {
            foreach (double choice in (double[])[1 / 6.0, 0.5, 5 / 6.0])
            {
                double density = Math.Exp(estimator.LogDensity([choice, (i + 0.5) / Steps])) / 3 / Steps;
                mass = mass + density;
                mean = mean + density * (i + 0.5) / Steps;
            }
        }
        Assert.Equal(1, mass, 1e-3);
        var random = new RandomStream(1, "test");
        double sampled = Enumerable.Range(0, 20_000).Average(_ => estimator.Sample(random)[1]);
        Assert.Equal(mean, sampled, 0.01);
    }

    [Fact]
    public void The_liar_tells_of_each_running_trial_once_and_of_none_when_trials_come_one_by_one()
    {
        var spy = new Spy();
        var liar = new ConstantLiarTuner(spy);
        TrialResult Result(int id, double loss) =>
            new()
            {
                TrialSettings = new TrialSettings { TrialId = id, Parameter = Parameter.FromInt(id) },
                Loss = loss,
            };
        liar.Propose(new TrialSettings { TrialId = 0 });
        liar.Update(Result(0, 1));
        liar.Propose(new TrialSettings { TrialId = 1 });
        liar.Update(Result(1, 5));
        Assert.Equal([(0, 1.0), (1, 5.0)], spy.Told);
        liar.Propose(new TrialSettings { TrialId = 2 });
        liar.Propose(new TrialSettings { TrialId = 3 });
        liar.Propose(new TrialSettings { TrialId = 4 });
        liar.Update(Result(2, 3));
        Assert.Equal([(2, 5.0), (3, 5.0), (2, 3.0)], spy.Told[2..]);
    }

    private static double Best(ITuner tuner, SearchSpace space, int trials)
    {
        var named = new NamedSpace(space);
        double best = double.PositiveInfinity;
        for (int i = 0; i < trials; i++)
        {
            var settings = new TrialSettings { TrialId = i };
            settings.Parameter = tuner.Propose(settings);
            double loss = Bowl(named.ToValues(settings.Parameter));
            best = Math.Min(best, loss);
            tuner.Update(
                new StudyTrialResult
                {
                    TrialSettings = settings,
                    Loss = loss,
                    Metric = -loss,
                    IsMaximize = true,
                    Epochs = [new EpochReport(1, 1, -loss, 1)],
                }
            );
        }
        return best;
    }

    private sealed class Spy : ITuner
    {
        public List<(int, double)> Told { get; } = [];

        public Parameter Propose(TrialSettings settings) => Parameter.FromInt(settings.TrialId);

        public void Update(TrialResult result) => Told.Add((result.TrialSettings.TrialId, result.Loss));
    }
}
