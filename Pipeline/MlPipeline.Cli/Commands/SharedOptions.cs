using System.CommandLine;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() =>
        new("--json")
        {
            Description = "Print one JSON object on the last line of standard output, and nothing else there.",
        };

    public static Option<bool> Verbose() =>
        new("--verbose") { Description = "Show ML.NET's messages on standard error." };

    public static Option<int> Seed() =>
        new("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };

    public static Option<string> Dataset(string what) =>
        new("--dataset")
        {
            Description = $"{what}: {string.Join(", ", DatasetCatalog.Names)}.",
            DefaultValueFactory = _ => DatasetCatalog.Glyphs,
        };

    public static Option<string?> Augment(string what) =>
        new("--augment") { Description = $"{what}: {AugmentationSpec.Grammar}", HelpName = "SPEC" };

    public static Option<string> Model(string what) =>
        new("--model") { Description = what, DefaultValueFactory = _ => "model.zip" };
}
