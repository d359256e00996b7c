using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Input;

return await Runner.RunAsync(CommandTree.Create(), args).ConfigureAwait(false);
