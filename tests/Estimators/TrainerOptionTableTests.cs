using System.Reflection;
using Microsoft.ML;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Network;
using MlPipeline.Network.Training;

namespace MlPipeline.Estimators.Tests;

public class TrainerOptionTableTests
{
    [Theory]
    [InlineData(typeof(FeedForwardMulticlassTrainer.Options))]
    [InlineData(typeof(FeedForwardBinaryTrainer.Options))]
    [InlineData(typeof(FeedForwardRegressionTrainer.Options))]
    public void Every_field_of_Options_is_declared_once(Type options)
    {
        IEnumerable<string> fields = options
            .GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => field.DeclaringType!.Assembly == typeof(TrainerOptionTable).Assembly)
            .Select(field => field.Name);
        Assert.Equal(fields.Order(), TrainerOptionTable.Of(options).Select(option => option.Field).Order());
    }

    [Fact]
    public void Every_declaration_has_the_type_and_the_nullability_of_its_field()
    {
        foreach (TrainerOption option in TrainerOptionTable.All)
        {
            Type type = option.Owner.GetField(option.Field)!.FieldType;
            Assert.Equal(Nullable.GetUnderlyingType(type) ?? type, option.Type);
            if (type.IsValueType && option.IsTyped)
                Assert.Equal(Nullable.GetUnderlyingType(type) != null, option.IsOptional);
        }
    }

    [Fact]
    public void Every_option_of_the_training_reaches_it()
    {
        FeedForwardMulticlassTrainer.Options options = new();
        foreach (TrainingOption option in TrainingOptionTable.All)
        {
            if (option.Name == "Seed")
                continue;
            TrainerOption trainer = TrainerOptionTable.All.Single(other => other.Name == option.Name);
            object value = Other(option, trainer.Get(options));
            trainer.Set(options, value);
            Assert.Equal(value, option.Get(options.TrainingFor(seed: 1)));
        }
        Assert.Equal(7, options.TrainingFor(seed: 7).Seed);
    }

    [Fact]
    public void Defaults_of_the_trainer_are_those_of_the_network()
    {
        TrainingOptions network = new() { Seed = 3 };
        TrainingOptions trainer = new FeedForwardRegressionTrainer.Options().TrainingFor(seed: 3);
        Assert.Equal(network, trainer);
    }

    /// <summary>C# wants the defaults of parameters as constants, so they are repeated there.</summary>
    [Fact]
    public void Defaults_of_the_short_overloads_are_those_of_Options()
    {
        FeedForwardMulticlassTrainer.Options fresh = new();
        ParameterInfo[] parameters =
        [
            .. typeof(FeedForwardCatalog)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .SelectMany(method => method.GetParameters())
                .Where(parameter => parameter.HasDefaultValue && parameter.Name != "hiddenLayers"),
        ];
        Assert.NotEmpty(parameters);
        foreach (ParameterInfo parameter in parameters)
        {
            string field = char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
            object? value = fresh.GetType().GetField(field)!.GetValue(fresh);
            Assert.Equal(value is Enum ? Convert.ToInt32(value) : value, parameter.RawDefaultValue);
        }
        Assert.Equal([128, 128], fresh.HiddenLayers);
    }

    [Fact]
    public void A_schedule_of_null_is_refused_by_its_name()
    {
        var error = Assert.Throws<ArgumentNullException>(() =>
            new FeedForwardMulticlassTrainer.Options { LearningRateSchedule = null! }.Validate()
        );
        Assert.Equal("LearningRateSchedule", error.ParamName);
    }

    // A value that is not the default.
    private static object Other(TrainingOption option, object? value)
    {
        Func<EpochResult, EpochDecision> callback = _ => EpochDecision.Stop;
        return option.Name switch
        {
            "Schedule" => new CosineSchedule(),
            "EarlyStopping" => new EarlyStopping(),
            "Checkpoint" => new CheckpointOptions { Path = "checkpoint" },
            "OnEpoch" => callback,
            _ when value is bool flag => !flag,
            _ when option.Type.IsEnum => Enum.ToObject(option.Type, 0),
            _ => Convert.ChangeType(option.Type == typeof(int) ? 7 : 0.25, option.Type),
        };
    }
}
