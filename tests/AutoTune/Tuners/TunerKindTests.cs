using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Tuners;

namespace MlPipeline.AutoTune.Tests.Tuners;

/// <summary>The tuners as <c>mlpipeline sweep --tuner</c> makes them.</summary>
public class TunerKindTests
{
    // An option of AutoML's gives 37 for the coordinate of a width of 38.
    private const string Json = """
        { "Width": { "min": 3, "max": 77, "default": 38 },
          "BatchSize": { "min": 3, "max": 77, "log": true, "default": 25 },
          "HiddenLayers": { "min": 1, "max": 7, "default": 3 },
          "LearningRate": { "min": 1e-4, "max": 1e-2, "log": true, "default": 0.001 },
          "Optimizer": ["Adam", "Momentum"],
          "Momentum": { "min": 0.5, "max": 0.9, "default": 0.8 } }
        """;

    public static TheoryData<TunerKind> Kinds { get; } = [.. Enum.GetValues<TunerKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_tuner_of_any_name_proposes_parameters_that_the_space_gives_back(TunerKind kind)
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(Json);
        ITuner tuner = Tuner.Create(kind, new MLContext(1), space, seed: 1);
        for (int id = 0; id < 30; id++)
        {
            TrialSettings settings = new() { TrialId = id };
            settings.Parameter = tuner.Propose(settings);
            double[] point = space.MappingToFeatureSpace(settings.Parameter);
            Parameter back = space.SampleFromFeatureSpace(point);
            // Numbers come back but for their last digits.
            Assert.Equal(Whole(settings.Parameter), Whole(back));
            tuner.Update(
                new TrialResult
                {
                    TrialSettings = settings,
                    Loss = point.Sum(),
                    DurationInMilliseconds = 1,
                }
            );
        }
    }

    [Theory]
    [InlineData(TunerKind.Cfo)]
    [InlineData(TunerKind.Eci)]
    public void A_cost_frugal_tuner_starts_at_the_default(TunerKind kind)
    {
        ITuner tuner = Tuner.Create(kind, new MLContext(1), FeedForwardSearchSpace.FromJson(Json), seed: 1);
        Parameter first = tuner.Propose(new TrialSettings());
        Assert.Equal(
            """{"BatchSize":25,"HiddenLayers":3,"LearningRate":0.001,"Optimizer":"Adam","Width":38}""",
            first.ToString()
        );
    }

    private static string[] Whole(Parameter parameter) =>
        [
            .. parameter
                .Where(pair => pair.Value.ParameterType != ParameterType.Number)
                .Select(pair => $"{pair.Key} {pair.Value}"),
        ];
}
