using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoMLConformance.Tests.AutoML;

/// <summary>Pipelines whose parameters are searched.</summary>
public class PipelineTests
{
    [Fact]
    public void Every_way_through_a_pipeline_is_a_choice()
    {
        MLContext context = new();
        SweepablePipeline pipeline = context
            .Transforms.CopyColumns("B", "A")
            .Append(Copy("x"), Copy("y"))
            .Append(context.Transforms.CopyColumns("C", "B"));
        Assert.Equal(["e0", "e1", "e2", "e3"], pipeline.Estimators.Keys.Order());
        var paths = (ChoiceOption)pipeline.SearchSpace["_SCHEMA_"];
        Assert.Equal(["e0 * e1 * e3", "e0 * e2 * e3"], paths.Choices.Select(path => path.AsType<string>()));
    }

    [Fact]
    public void A_pipeline_in_a_pipeline_brings_all_its_ways()
    {
        SweepablePipeline inner = Copy("x").Append(Copy("y"), Copy("z"));
        SweepablePipeline outer = Copy("w").Append(inner);
        var paths = (ChoiceOption)outer.SearchSpace["_SCHEMA_"];
        Assert.Equal(["e0 * e1 * e2", "e0 * e1 * e3"], paths.Choices.Select(path => path.AsType<string>()));
    }

    [Fact]
    public void The_estimators_on_the_way_are_built_with_their_parameters()
    {
        MLContext context = new();
        SweepablePipeline pipeline = Copy("x").Append(Copy("y"), Copy("z"));
        Parameter parameter = pipeline.SearchSpace.SampleFromFeatureSpace(pipeline.SearchSpace.Default);
        parameter["_SCHEMA_"] = Parameter.FromString("e0 * e2");
        IDataView rows = context.Data.LoadFromEnumerable([new Row { A = 1 }]);
        DataViewSchema schema = pipeline.BuildFromOption(context, parameter).Fit(rows).Transform(rows).Schema;
        Assert.Equal(["A", "x0", "z0"], schema.Select(column => column.Name));
    }

    [Fact]
    public void A_pipeline_of_one_way_has_that_ways_estimators()
    {
        SweepablePipeline pipeline = Copy("x").Append(Copy("y"), Copy("z")).BuildSweepableEstimatorPipeline("e0 * e2");
        Assert.Equal(["e0", "e2"], pipeline.Estimators.Keys.Order());
    }

    [Fact]
    public void Options_of_a_class_are_given_to_the_factory()
    {
        MLContext context = new();
        List<int> counts = [];
        SweepableEstimator estimator = context
            .Auto()
            .CreateSweepableEstimator<Options>(
                (c, options) =>
                {
                    counts.Add(options.Count);
                    return c.Transforms.CopyColumns("B", "A");
                },
                new SearchSpace<Options>()
            );
        estimator.BuildFromOption(context, estimator.SearchSpace.SampleFromFeatureSpace([0.5]));
        Assert.Equal([5], counts);
    }

    internal static SweepableEstimator Copy(string name) =>
        new(
            (context, parameter) => context.Transforms.CopyColumns(name + parameter["n"].AsType<int>(), "A"),
            new SearchSpace { ["n"] = new UniformIntOption(0, 9) }
        );

    public class Options
    {
        [Range(0, 10)]
        public int Count { get; set; }
    }

    public class Row
    {
        public float A { get; set; }
    }
}
