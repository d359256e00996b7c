using System.Reflection;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

public class TrainingOptionTableTests
{
    [Fact]
    public void Every_option_of_the_training_and_of_the_optimizer_is_declared_once()
    {
        IEnumerable<string> Properties(Type type) =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
        Assert.Equal(
            Properties(typeof(TrainingOptions)).Concat(Properties(typeof(OptimizerSpec)).Except(["Kind"])).Order(),
            TrainingOptionTable.All.Select(option => option.Name).Order()
        );
    }

    [Fact]
    public void Every_option_sets_what_it_gets()
    {
        TrainingOptions fresh = new();
        foreach (TrainingOption option in TrainingOptionTable.All)
        {
            object value = Other(option, fresh);
            TrainingOptions changed = option.With(fresh, value);
            Assert.Equal(value, option.Get(changed));
            // And nothing else.
            Assert.Equal(
                [option.Name],
                TrainingOptionTable
                    .All.Where(other => !Equals(other.Get(changed), other.Get(fresh)))
                    .Select(other => other.Name)
            );
        }
    }

    [Fact]
    public void Every_range_is_checked_and_told_with_the_value()
    {
        foreach (TrainingOption option in TrainingOptionTable.All.Where(option => option.Range != null))
        {
            object outside = Convert.ChangeType(-3, option.Type);
            var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
                option.With(new TrainingOptions(), outside).Validate()
            );
            Assert.StartsWith(
                $"{option.Name} is -3; give {option.Range!.Words}.",
                error.Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void An_option_that_is_added_to_the_table_is_in_the_fingerprint()
    {
        TrainingOption sharpness = TrainingOption.Of("Sharpness", _ => 0.5f, (options, _) => options, "How sharp.");
        Assert.Equal(
            ("Sharpness", "0.5"),
            Fingerprint.Of(new TrainingOptions(), [.. TrainingOptionTable.All, sharpness])[^1]
        );
    }

    // A value that a fresh object does not have.
    private static object Other(TrainingOption option, TrainingOptions fresh)
    {
        Func<EpochResult, EpochDecision> callback = _ => EpochDecision.Continue;
        return option.Name switch
        {
            "Schedule" => new CosineSchedule(),
            "EarlyStopping" => new EarlyStopping(),
            "Checkpoint" => new CheckpointOptions { Path = "checkpoint" },
            "OnEpoch" => callback,
            _ when option.Type == typeof(bool) => !(bool)option.Get(fresh)!,
            _ when option.Type.IsEnum => Enum.ToObject(option.Type, 0),
            _ => Convert.ChangeType(0.25 + 7 * (option.Type == typeof(int) ? 1 : 0), option.Type),
        };
    }
}
