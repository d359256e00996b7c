namespace Microsoft.ML.Data;

/// <summary>A line of data and where it stands.</summary>
/// <param name="Text">The line; several, where a quoted field goes on.</param>
/// <param name="File">The file's number in its source.</param>
/// <param name="Line">The line's number in its file, from 1.</param>
/// <param name="Row">The row's number in the data, from 0.</param>
internal readonly record struct TextRecord(string Text, int File, long Line, long Row);
