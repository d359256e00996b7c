namespace Microsoft.ML.Data;

/// <summary>Maps a value.</summary>
public delegate void ValueMapper<TSrc, TDst>(in TSrc src, ref TDst dst);

/// <summary>Maps a value to two.</summary>
public delegate void ValueMapper<TVal1, TVal2, TVal3>(in TVal1 val1, ref TVal2 val2, ref TVal3 val3);
