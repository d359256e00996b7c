using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;

namespace MlPipeline.AutoTune.Tests.Tuners;

/// <summary>What every tuner of ours promises, whatever it is told.</summary>
public class TunerContractTests
{
    private static readonly Dictionary<string, Func<SearchSpace, int, ITuner>> Tuners = new()
    {
        [nameof(RandomTuner)] = (space, seed) => new RandomTuner(space, seed),
        [nameof(GridTuner)] = (space, seed) => new GridTuner(space, seed: seed),
        [nameof(TpeTuner)] = (space, seed) => new TpeTuner(space, seed),
        [nameof(TpeTuner) + " multivariate"] = (space, seed) => new TpeTuner(space, seed, TpeGrouping.Multivariate),
        [nameof(TpeTuner) + " grouped"] = (space, seed) => new TpeTuner(space, seed, TpeGrouping.Grouped),
        [nameof(BohbTuner)] = (space, seed) => new BohbTuner(space, seed),
        [nameof(EciTuner)] = (space, seed) => new EciTuner(space, seed),
        [nameof(ConstantLiarTuner)] = (space, seed) => new ConstantLiarTuner(new TpeTuner(space, seed)),
    };

    public static TheoryData<string> Names { get; } = [.. Tuners.Keys];

    [Fact]
    public void Every_tuner_is_in_this_suite() =>
        Assert.Equal(Implementations.Of<ITuner>(), Tuners.Keys.Select(name => name.Split(' ')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Proposals_are_of_the_space_and_equal_seeds_and_results_give_equal_ones(string name)
    {
        string[] first = Play(name, seed: 5);
        string[] second = Play(name, seed: 5);
        string[] other = Play(name, seed: 6);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.True(first.Distinct().Count() > 30, "hardly any proposal differs from others");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_without_a_meaning_beside_the_others_may_be_missing(string name)
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Modern();
        var named = new NamedSpace(space);
        ITuner tuner = Tuners[name](space, 1);
        HashSet<int> counts = [];
        for (int i = 0; i < 60; i++)
        {
            var settings = new TrialSettings { TrialId = i };
            settings.Parameter = tuner.Propose(settings);
            IReadOnlyDictionary<string, object> values = named.ToValues(settings.Parameter);
            counts.Add(values.Count);
            Assert.Equal(values, named.ToValues(named.ToParameter(values)));
            tuner.Update(
                new TrialResult
                {
                    TrialSettings = settings,
                    Loss = i % 7,
                    Metric = i % 7,
                }
            );
        }
        Assert.True(counts.Count > 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_of_MLNets_own_kind_and_results_that_came_to_nothing_are_taken(string name)
    {
        SearchSpace space = TestSpaces.Mixed();
        ITuner tuner = Tuners[name](space, 1);
        for (int i = 0; i < 60; i++)
        {
            var settings = new TrialSettings { TrialId = i };
            settings.Parameter = tuner.Propose(settings);
            tuner.Update(
                i % 3 == 0
                    ? new TrialResult
                    {
                        TrialSettings = settings,
                        Loss = i,
                        Metric = -i,
                    }
                    : new StudyTrialResult
                    {
                        TrialSettings = settings,
                        Loss = 99,
                        State = i % 3 == 1 ? TrialState.Failed : TrialState.Diverged,
                    }
            );
        }
    }

    private static string[] Play(string name, int seed)
    {
        SearchSpace space = TestSpaces.Mixed();
        var named = new NamedSpace(space);
        ITuner tuner = Tuners[name](space, seed);
        var proposals = new string[40];
        for (int i = 0; i < proposals.Length; i++)
        {
            var settings = new TrialSettings { TrialId = i };
            settings.Parameter = tuner.Propose(settings);
            IReadOnlyDictionary<string, object> values = named.ToValues(settings.Parameter);
            Assert.Equal(values, named.ToValues(named.ToParameter(values)));
            proposals[i] = string.Join(";", values.Select(pair => $"{pair.Key}={pair.Value}"));
            double loss = Math.Abs(Math.Log10((double)values["rate"]) + 3);
            bool pruned = i % 4 == 1;
            tuner.Update(
                new StudyTrialResult
                {
                    TrialSettings = settings,
                    Loss = loss,
                    Metric = -loss,
                    IsMaximize = true,
                    State = pruned ? TrialState.Pruned : TrialState.Complete,
                    Epochs =
                    [
                        .. Enumerable
                            .Range(1, pruned ? 2 : 5)
                            .Select(epoch => new EpochReport(epoch, 5, -loss - 1.0 / epoch, 1)),
                    ],
                }
            );
        }
        return proposals;
    }
}
