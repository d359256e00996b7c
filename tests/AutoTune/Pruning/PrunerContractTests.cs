using FsCheck;
using FsCheck.Fluent;
using MlPipeline.AutoTune.Pruning;

namespace MlPipeline.AutoTune.Tests.Pruning;

/// <summary>What every pruner promises (see <see cref="IPruner"/>).</summary>
public class PrunerContractTests
{
    private const int Epochs = 9;

    private static readonly Dictionary<string, Func<IPruner>> Pruners = new()
    {
        [nameof(NoPruner)] = () => new NoPruner(),
        [nameof(MedianPruner)] = () => new MedianPruner(),
        [nameof(SuccessiveHalvingPruner)] = () => new SuccessiveHalvingPruner(),
        [nameof(HyperbandPruner)] = () => new HyperbandPruner(Epochs),
    };

    public static TheoryData<string> Names { get; } = [.. Pruners.Keys];

    [Fact]
    public void Every_pruner_is_in_this_suite() => Assert.Equal(Implementations.Of<IPruner>(), Pruners.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_reports_give_equal_decisions(string name) =>
        Prop.ForAll(Scores(), scores => Play(Pruners[name](), scores).SequenceEqual(Play(Pruners[name](), scores)))
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_best_at_every_epoch_is_never_stopped(string name) =>
        Prop.ForAll(
                Scores(),
                scores =>
                {
                    double[][] withBest =
                    [
                        .. scores.Select((row, t) => t == scores.Length / 2 ? [.. row.Select(_ => 2.0)] : row),
                    ];
                    return Play(Pruners[name](), withBest).All(stop => stop.Trial != scores.Length / 2);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_only_trial_is_never_stopped_whatever_it_reports(string name) =>
        Prop.ForAll(
                Scores(),
                scores =>
                    Play(
                        Pruners[name](),
                        [
                            [.. scores[0].Select((score, e) => e % 2 == 0 ? double.NaN : score)],
                        ]
                    ).Count == 0
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void No_trial_is_stopped_at_its_last_epoch(string name) =>
        Prop.ForAll(Scores(), scores => Play(Pruners[name](), scores).All(stop => stop.Epoch < Epochs))
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trial_that_is_begun_again_replaces_its_first_attempt(string name) =>
        Prop.ForAll(
                Scores(),
                scores =>
                {
                    IPruner pruner = Pruners[name]();
                    // A first attempt of the last trial that was cut off after some epochs, before all others.
                    int last = scores.Length - 1;
                    for (int epoch = 1; epoch <= 3; epoch++)
                        pruner.Report(new PruningReport(last, epoch, Epochs, scores[last][epoch - 1]));
                    IPruner fresh = Pruners[name]();
                    for (int epoch = 1; epoch <= 3; epoch++)
                        fresh.Report(new PruningReport(last, epoch, Epochs, scores[last][epoch - 1]));
                    for (int epoch = 1; epoch <= 3; epoch++)
                        pruner.Report(new PruningReport(last, epoch, Epochs, scores[last][epoch - 1]));
                    return Play(pruner, scores).SequenceEqual(Play(fresh, scores));
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Trials side by side, an epoch of each in turn.</summary>
    private static List<(int Trial, int Epoch)> Play(IPruner pruner, double[][] scores)
    {
        List<(int, int)> stopped = [];
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            for (int trial = 0; trial < scores.Length; trial++)
            {
                if (stopped.Any(stop => stop.Item1 == trial))
                    continue;
                if (pruner.Report(new PruningReport(trial, epoch, Epochs, scores[trial][epoch - 1])))
                    stopped.Add((trial, epoch));
            }
        }
        return stopped;
    }

    private static Arbitrary<double[][]> Scores() =>
        Arb.From(
            Gen.Choose(1, 20)
                .SelectMany(trials =>
                    Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 100).Select(percent => percent / 100.0), Epochs), trials)
                )
        );
}
