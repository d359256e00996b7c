using System.CommandLine;
using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Input;

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
return await Runner.RunAsync(root, args).ConfigureAwait(false);
