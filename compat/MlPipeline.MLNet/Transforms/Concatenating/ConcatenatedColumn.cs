namespace Microsoft.ML.Transforms;

/// <summary>One output column of a concatenation and the columns it is made of.</summary>
internal sealed record ConcatenatedColumn(string Name, ConcatenatedSource[] Sources);

/// <summary>One input column, and the prefix of its slots' names if it is not the column's own name.</summary>
internal sealed record ConcatenatedSource(string Name, string? Alias);
