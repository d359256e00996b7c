namespace Microsoft.ML.SearchSpace;

/// <summary>The property or field takes one of some values.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class ChoiceAttribute : Attribute
{
    /// <summary>A choice that starts with the first.</summary>
    public ChoiceAttribute(params object[] candidates)
    {
        RequireOneType(candidates);
        Candidates = candidates;
    }

    /// <summary>A choice that starts with the default.</summary>
    public ChoiceAttribute(object[] candidates, object defaultValue)
    {
        RequireOneType([.. candidates, defaultValue]);
        (Candidates, DefaultValue) = (candidates, defaultValue);
    }

    /// <summary>The values.</summary>
    public object[] Candidates { get; }

    /// <summary>Where to start; null to start with the first.</summary>
    public object? DefaultValue { get; }

    private static void RequireOneType(object[] values)
    {
        Type[] types = [.. values.Select(value => value.GetType()).Distinct()];
        if (types.Length != 1) throw new ArgumentException($"The candidates are of {types.Length} types ({string.Join(", ", types.Select(type => type.Name))}); give at least one, and all of one type.");
    }
}
