using System.CommandLine;
using MlPipeline.Cli.Input;

namespace MlPipeline.Cli.Commands;

/// <summary>All commands of the program.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains, evaluates and uses feedforward neural networks in ML.NET pipelines.")
        {
            TrainCommand.Create(),
            LearningRateRangeCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            DatasetsCommand.Create(),
            SweepCommand.Create(),
            DashboardCommand.Create(),
            ReportCommand.Create(),
            ExperimentCommand.Create(),
            BenchmarkCommand.Create(),
        };
        NumberParsing.ApplyTo(root);
        return root;
    }
}
