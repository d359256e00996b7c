using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.SearchSpace.Option;

/// <summary>
/// An option that is made of options by name. It is a class of its own beside <see cref="ML.SearchSpace.SearchSpace"/>,
/// so a file that imports both namespaces says which one it means.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is ML.NET's.")]
[SuppressMessage("Naming", "CA1724", Justification = "The name is ML.NET's.")]
public sealed class SearchSpace : OptionBase, IDictionary<string, OptionBase>
{
    private readonly OptionTable _options = [];

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
    public override Parameter SampleFromFeatureSpace(double[] values) => _options.Sample(values);

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter parameter) => _options.Map(parameter);

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
}
