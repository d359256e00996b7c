using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// The constant liar (Ginsbourger et al. 2010) around any tuner, for several trials at once: before it proposes, trials
/// that still run are told to it with a made-up result, so that it does not propose the same again. The true result is
/// told when it comes. <see cref="TpeTuner"/> and <see cref="BohbTuner"/> put it in the lie's place; a tuner that does
/// not know trials by number keeps both. Where one trial runs at a time, there is no lie.
/// </summary>
public sealed class ConstantLiarTuner : ITuner
{
    private readonly ITuner _tuner;
    private readonly Lie _lie;
    private readonly SortedDictionary<int, TrialSettings> _untold = [];
    private readonly List<double> _losses = [];

    /// <param name="tuner">Any tuner.</param>
    /// <param name="lie">The result to assume.</param>
    public ConstantLiarTuner(ITuner tuner, Lie lie = Lie.Worst)
    {
        ArgumentNullException.ThrowIfNull(tuner);
        if (!Enum.IsDefined(lie))
            throw new ArgumentOutOfRangeException(
                nameof(lie),
                $"lie is {lie}; choose one of {string.Join(", ", Enum.GetNames<Lie>())}."
            );
        _tuner = tuner;
        _lie = lie;
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (_losses.Count > 0)
        {
            double loss = _lie switch
            {
                Lie.Worst => _losses.Max(),
                Lie.Best => _losses.Min(),
                _ => _losses.Average(),
            };
            foreach (TrialSettings running in _untold.Values)
                _tuner.Update(
                    new StudyTrialResult
                    {
                        TrialSettings = running,
                        Loss = loss,
                        Metric = -loss,
                        IsMaximize = true,
                        State = TrialState.Running,
                    }
                );
            _untold.Clear();
        }
        Parameter parameter = _tuner.Propose(settings);
        _untold[settings.TrialId] = new TrialSettings
        {
            TrialId = settings.TrialId,
            Parameter = parameter,
            StartedAtUtc = settings.StartedAtUtc,
        };
        return parameter;
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _untold.Remove(result.TrialSettings.TrialId);
        if (double.IsFinite(result.Loss))
            _losses.Add(result.Loss);
        _tuner.Update(result);
    }
}

/// <summary>The result that <see cref="ConstantLiarTuner"/> assumes for a trial that still runs.</summary>
public enum Lie
{
    /// <summary>The worst result so far, which spreads trials most.</summary>
    Worst,

    /// <summary>The mean of the results so far.</summary>
    Mean,

    /// <summary>The best result so far, which spreads trials least.</summary>
    Best,
}
