namespace MlPipeline.Reports.Tests;

public class RunningBestTests
{
    [Theory]
    [InlineData(true, new[] { 0.5, 0.5, 0.7, 0.7, 0.7 })]
    [InlineData(false, new[] { 0.5, 0.5, 0.5, 0.5, 0.1 })]
    public void Only_completed_trials_with_a_number_count(bool maximize, double[] expected)
    {
        StudyTrial[] trials =
        [
            Trial(StudyTrialState.Pruned, 0.9),
            Trial(StudyTrialState.Completed, 0.5),
            Trial(StudyTrialState.Completed, double.NaN),
            Trial(StudyTrialState.Completed, 0.7),
            Trial(StudyTrialState.Failed, null),
            Trial(StudyTrialState.Completed, 0.1),
        ];
        Assert.Equal([null, .. expected.Select(value => (double?)value)], RunningBest.Of(trials, maximize));
    }

    private static StudyTrial Trial(StudyTrialState state, double? metric) =>
        new()
        {
            Number = 0,
            State = state,
            Parameters = new Dictionary<string, ParameterValue>(),
            Metric = metric,
        };
}
