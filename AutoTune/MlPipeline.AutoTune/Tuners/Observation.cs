using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>A result as our tuners remember it.</summary>
/// <param name="Point">Where in the unit cube.</param>
/// <param name="Loss">What is made small.</param>
/// <param name="State">How the trial ended; <see cref="TrialState.Running"/> for a lie about one that has not.</param>
/// <param name="LossAfter">The loss after each epoch that was reported, from the first.</param>
internal sealed record Observation(double[] Point, double Loss, TrialState State, double[] LossAfter)
{
    /// <summary>Of any result; one of ML.NET's own counts as complete.</summary>
    public static Observation Of(double[] point, TrialResult result) =>
        result is StudyTrialResult study
            ? new Observation(point, study.Loss, study.State, [.. study.Epochs.Select(study.LossAfter)])
            : new Observation(point, result.Loss, TrialState.Complete, []);
}

/// <summary>
/// Orders observations, best first: complete trials by loss; then pruned ones, those that came further first; then
/// those that came to nothing.
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
