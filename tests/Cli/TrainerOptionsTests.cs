using System.CommandLine;
using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Reporting;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Network.Training;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Tests;

/// <summary>Options of the trainer's table become options of commands, and rows of the report's table.</summary>
public sealed class TrainerOptionsTests
{
    private float? _sharpness;

    private TrainerOption Sharpness =>
        new(
            new OptionDeclaration("EdgeSharpness", typeof(float), "How sharp edges are.")
            {
                Range = OptionRange.AboveZero,
                IsOptional = true,
                DefaultWords = "as they come",
            },
            "EdgeSharpness",
            typeof(FeedForwardOptionsBase),
            _ => _sharpness,
            (_, value) => _sharpness = (float?)value
        );

    [Fact]
    public void An_option_that_is_added_to_the_table_is_in_the_help_the_report_and_what_is_copied()
    {
        TrainerOptions options = new([.. TrainerOptionTable.Of<FeedForwardMulticlassTrainer.Options>(), Sharpness]);
        Command command = new("train");
        options.AddTo(command);
        NumberParsing.ApplyTo(command);
        Option option = command.Options.Single(option => option.Name == "--edge-sharpness");
        Assert.Equal("How sharp edges are. Default: as they come.", option.Description);

        ParseResult parsed = command.Parse(["--edge-sharpness", "0.5"]);
        FeedForwardMulticlassTrainer.Options read = options.Read(parsed, seed: 1);
        Assert.Equal(0.5f, _sharpness);
        Assert.Contains(new NamedValue("edge sharpness", "0.5"), GivenOptions.Of(parsed));

        TrainerSetting setting = TrainerSetting.Of(new TypedOption(Sharpness), read);
        Assert.Equal(["--edge-sharpness", "0.5"], setting.Arguments);
        Assert.Equal("EdgeSharpness = 0.5f", setting.CSharp);

        Assert.NotEmpty(command.Parse(["--edge-sharpness", "0,5"]).Errors);
    }

    [Fact]
    public void Nothing_typed_is_the_trainers_defaults()
    {
        TrainerOptions options = new();
        Command command = new("train");
        options.AddTo(command);
        FeedForwardMulticlassTrainer.Options fresh = new();
        FeedForwardMulticlassTrainer.Options read = options.Read(command.Parse([]), seed: 1);
        foreach (TrainerOption option in Typed())
            Assert.Equal(Said(option, fresh), Said(option, read));
    }

    [Fact]
    public void What_is_copied_as_a_command_is_read_back()
    {
        foreach (TrainerOption option in Typed())
        {
            FeedForwardMulticlassTrainer.Options options = new();
            option.Set(options, Other(option, option.Get(options)));
            TrainerOptions all = new();
            Command command = new("train");
            all.AddTo(command);
            NumberParsing.ApplyTo(command);
            string[] arguments = new TypedOption(option).Arguments(options);
            Assert.NotEmpty(arguments);
            FeedForwardMulticlassTrainer.Options read = all.Read(command.Parse(arguments), seed: 1);
            Assert.Equal(Said(option, options), Said(option, read));
        }
    }

    private static IEnumerable<TrainerOption> Typed() =>
        TrainerOptionTable.Of<FeedForwardMulticlassTrainer.Options>().Where(option => option.IsTyped);

    private static string Said(TrainerOption option, FeedForwardOptionsBase options) => option.ToCSharp(options);

    // A value that is not the default.
    private static object Other(TrainerOption option, object? value) =>
        option.Name switch
        {
            "HiddenLayers" => new[] { 7, 5 },
            "Network" => option.Parse!("dense 3, relu")!,
            "Schedule" => option.Parse!("cosine")!,
            _ when value is bool flag => !flag,
            _ when option.Type.IsEnum => Enum.GetValues(option.Type)
                .Cast<object>()
                .First(other => !other.Equals(value)),
            _ when option.Type == typeof(long) => 3L * option.TypedUnit,
            _ => Convert.ChangeType(option.Type == typeof(int) ? 7 : 0.25, option.Type),
        };
}
