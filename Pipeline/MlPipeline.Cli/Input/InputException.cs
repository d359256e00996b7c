namespace MlPipeline.Cli.Input;

/// <summary>Thrown if the user's input is invalid. The message is shown to the user.</summary>
internal sealed class InputException(string message) : Exception(message);
