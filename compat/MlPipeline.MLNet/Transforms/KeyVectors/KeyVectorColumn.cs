namespace Microsoft.ML.Transforms;

/// <summary>One column of keys to turn into numbers; for vectors of keys, whether their indicators are added up.</summary>
internal sealed record KeyVectorColumn(string Name, string InputName, bool OutputCountVector);
