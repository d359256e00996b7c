namespace Microsoft.ML.SearchSpace;

/// <summary>What a parameter holds.</summary>
public enum ParameterType
{
    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A text, or the name of an enum's value.</summary>
    String,

    /// <summary>Parameters by name.</summary>
    Object,

    /// <summary>Values in a row.</summary>
    Array,
}
