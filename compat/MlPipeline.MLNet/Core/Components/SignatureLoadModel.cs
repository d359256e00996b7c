namespace Microsoft.ML;

/// <summary>Made from a model file.</summary>
public delegate void SignatureLoadModel(ModelLoadContext ctx);
