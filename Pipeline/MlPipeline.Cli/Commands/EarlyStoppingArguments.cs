using System.CommandLine;
using MlPipeline.Cli.Input;
using MlPipeline.Network;

namespace MlPipeline.Cli.Commands;

/// <summary>Options of early stopping.</summary>
internal sealed class EarlyStoppingArguments
{
    private readonly Option<int?> _patience = new("--early-stopping")
    {
        Description =
            "Epochs without a better validation figure after which training ends, with the best weights; needs "
            + "--validation. Default: never.",
    };
    private readonly Option<double> _delta = new("--early-stopping-delta")
    {
        Description = "Minimum improvement of the figure that counts.",
        DefaultValueFactory = _ => 0,
    };
    private readonly Option<string> _metric = new("--early-stopping-metric")
    {
        Description = $"The figure: {Choice.All<EarlyStoppingMetric>()}.",
        DefaultValueFactory = _ => Choice.Of(EarlyStoppingMetric.ValidationLoss),
    };

    public IEnumerable<Option> All => [_patience, _delta, _metric];

    public string Name => _patience.Name;

    /// <exception cref="InputException">A word is not one of those allowed.</exception>
    public EarlyStopping? Read(ParseResult parsed)
    {
        var metric = Choice.Parse<EarlyStoppingMetric>(_metric.Name, parsed.GetValue(_metric)!);
        return parsed.GetValue(_patience) is { } patience
            ? new EarlyStopping
            {
                Patience = patience,
                MinimumDelta = parsed.GetValue(_delta),
                Metric = metric,
            }
            : null;
    }
}
