using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

internal static class Headers
{
    public static StudyHeader Sample(string name = "sample", string rates = "0.001 to 0.1, log") =>
        new(
            name,
            new Dictionary<string, string> { ["rate"] = rates, ["layers"] = "3 | 4 | 5" },
            "MicroAccuracy",
            IsMaximize: true,
            Seed: 7,
            new Dictionary<string, string> { ["dataset"] = "glyphs" }
        );

    public static TrialProposal Proposal(int id) =>
        new(
            100 + id,
            new Dictionary<string, object>
            {
                ["rate"] = 0.1 / (id + 1),
                ["layers"] = 3L,
                ["name"] = "a \"quoted\"\nname",
                ["flag"] = true,
                ["whole"] = 2.0,
            }
        );

    public static EpochReport Epoch(int epoch, double metric) =>
        new(epoch, 5, metric, 0.5) { ValidationLoss = 1.25, TrainingLoss = double.NaN };
}
