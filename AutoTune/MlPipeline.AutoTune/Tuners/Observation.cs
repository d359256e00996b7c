using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>A result of a trial, for our tuners.</summary>
/// <param name="Point">The point in the unit cube.</param>
/// <param name="Loss">The value to minimize.</param>
/// <param name="State">The state of the trial; <see cref="TrialState.Running"/> for an assumed result.</param>
/// <param name="LossAfter">The loss after each epoch that was reported, from the first.</param>
internal sealed record Observation(double[] Point, double Loss, TrialState State, double[] LossAfter)
{
    /// <summary>Creates an observation; a result of ML.NET's own type counts as complete.</summary>
    public static Observation Of(double[] point, TrialResult result) =>
        result is StudyTrialResult study
            ? new Observation(point, study.Loss, study.State, [.. study.Epochs.Select(study.LossAfter)])
            : new Observation(point, result.Loss, TrialState.Complete, []);
}

/// <summary>
/// Orders observations, best first: complete trials by loss; then pruned ones, those that came further first; then
/// failed ones.
/// </summary>
internal sealed class BestFirst : IComparer<Observation>
{
    public int Compare(Observation? x, Observation? y)
    {
        int byState = Class(x!).CompareTo(Class(y!));
        if (byState != 0)
            return byState;
        int byEpochs = x!.State == TrialState.Pruned ? y!.LossAfter.Length.CompareTo(x.LossAfter.Length) : 0;
        return byEpochs != 0 ? byEpochs : x.Loss.CompareTo(y!.Loss);
    }

    private static int Class(Observation observation) =>
        observation.State switch
        {
            TrialState.Complete => 0,
            TrialState.Pruned => 1,
            _ => 2,
        };
}
