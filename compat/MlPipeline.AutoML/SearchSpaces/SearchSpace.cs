using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.SearchSpace;

/// <summary>
/// Options by name, each of them possibly a search space again. The unit cube has the dimensions of all options,
/// ordered by their names.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is ML.NET's.")]
[SuppressMessage("Naming", "CA1724", Justification = "The name is ML.NET's.")]
public class SearchSpace : OptionBase, IDictionary<string, OptionBase>
{
    private readonly OptionTable _options = [];
    private readonly Parameter? _defaultOption;

    /// <summary>Creates an empty space.</summary>
    public SearchSpace() { }

    /// <summary>Creates the space that the attributes of a type's properties and fields span.</summary>
    /// <param name="typeInfo">The type.</param>
    /// <param name="defaultOption">Values of what is not searched; sampled values go over them.</param>
    protected SearchSpace(Type typeInfo, Parameter? defaultOption = null)
    {
        foreach ((string name, OptionBase option) in MemberOptions.Of(typeInfo))
            _options.Add(name, option);
        _defaultOption = defaultOption;
    }

    internal SearchSpace(IEnumerable<KeyValuePair<string, OptionBase>> options) => _options = new(options);

    /// <inheritdoc/>
    public override double[] Default => _options.Default;

    /// <inheritdoc/>
    public override int FeatureSpaceDim => _options.FeatureSpaceDim;

    /// <inheritdoc/>
    public override int?[] Step => _options.Step;

    /// <summary>The names.</summary>
    public ICollection<string> Keys => _options.Keys;

    /// <summary>The options.</summary>
    public ICollection<OptionBase> Values => _options.Values;

    /// <inheritdoc/>
    public int Count => _options.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>An option.</summary>
    public OptionBase this[string key]
    {
        get => _options[key];
        set => _options[key] = value;
    }

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] feature)
    {
        Parameter sampled = _options.Sample(feature);
        return _defaultOption == null ? sampled : Over(_defaultOption, sampled);
    }

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter parameter) => _options.Map(parameter);

    /// <summary>A number that is the same in every process for spaces with the same value in their middle.</summary>
    public override int GetHashCode()
    {
        double[] middle = new double[FeatureSpaceDim];
        Array.Fill(middle, 0.5);
        // The hash of Bernstein's that multiplies by 33, over the JSON, without the sign.
        uint hash = 31;
        foreach (char letter in SampleFromFeatureSpace(middle).ToString())
            hash = (hash * 33) ^ letter;
        return (int)(hash >> 1);
    }

    /// <inheritdoc/>
    public void Add(string key, OptionBase value) => _options.Add(key, value);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, OptionBase> item) => _options.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public bool Remove(string key) => _options.Remove(key);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, OptionBase> item) =>
        ((ICollection<KeyValuePair<string, OptionBase>>)_options).Remove(item);

    /// <inheritdoc/>
    public void Clear() => _options.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, OptionBase> item) => _options.Contains(item);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _options.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out OptionBase value) =>
        _options.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, OptionBase>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, OptionBase>>)_options).CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, OptionBase>> GetEnumerator() => _options.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _options.GetEnumerator();

    private static Parameter Over(Parameter below, Parameter above)
    {
        if (below.ParameterType != ParameterType.Object || above.ParameterType != ParameterType.Object)
            return above;
        Parameter merged = Parameter.CreateNestedParameter([.. below]);
        foreach ((string name, Parameter value) in above)
            merged[name] = below.TryGetValue(name, out Parameter? under) ? Over(under, value) : value;
        return merged;
    }
}
