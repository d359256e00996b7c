namespace Microsoft.ML;

/// <summary>Fills a caller's buffer with the current value, reusing what it holds.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);
