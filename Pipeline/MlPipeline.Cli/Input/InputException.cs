namespace MlPipeline.Cli.Input;

/// <summary>Something the user gave is wrong; the message is the sentence to show.</summary>
internal sealed class InputException(string message) : Exception(message);
