using System.Globalization;

namespace MlPipeline.Estimators;

/// <summary>
/// How much the rows of each class count in training: the factor on their loss. It helps where one class is rare, or
/// where one mistake is worse than another.
/// </summary>
public abstract class ClassWeights
{
    private protected ClassWeights() { }

    /// <summary>
    /// All classes count the same in total: of n rows in k classes, a row of a class of m rows weighs <c>n / (k m)</c>.
    /// Where rows have weights of their own, these are counted instead of rows. Validation rows weigh as training rows
    /// do.
    /// </summary>
    public static ClassWeights Balanced { get; } = new BalancedWeights();

    /// <summary>A weight a class, in the order of the label's keys; of a Boolean label, no and then yes.</summary>
    /// <param name="weights">[classes], each finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is outside its range.</exception>
    public static ClassWeights Of(params float[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (int i = 0; i < weights.Length; i++)
            Check(weights[i], string.Create(CultureInfo.InvariantCulture, $"class {i + 1}"));
        return new GivenWeights([.. weights]);
    }

    /// <summary>
    /// Weights by the name of the class. Others weigh 1. The names are the label's key values as text, whatever their
    /// type (<c>MapValueToKey</c> of integers, say: "3"); of a key without key values, the raw values from 0 that a
    /// <c>[KeyType(n)]</c> property holds; of a label that is no key, False and True.
    /// </summary>
    /// <param name="weights">Each finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is outside its range.</exception>
    public static ClassWeights ByName(IReadOnlyDictionary<string, float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach ((string name, float weight) in weights)
            Check(weight, $"class '{name}'");
        return new NamedWeights(weights.ToDictionary());
    }

    /// <summary>The weight of each class.</summary>
    /// <param name="totals">What the training rows of each class weigh by themselves.</param>
    /// <param name="names">Names of the classes.</param>
    /// <exception cref="ArgumentException">They do not belong to these classes.</exception>
    internal abstract float[] Resolve(ReadOnlySpan<double> totals, IReadOnlyList<string> names);

    private static void Check(float weight, string name)
    {
        if (!(weight >= 0) || float.IsInfinity(weight))
            throw new ArgumentOutOfRangeException(
                nameof(weight),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The weight of {name} is {weight}; give a finite number of at least 0 (Options.ClassWeights)."
                )
            );
    }

    private sealed class BalancedWeights : ClassWeights
    {
        internal override float[] Resolve(ReadOnlySpan<double> totals, IReadOnlyList<string> names)
        {
            var weights = new float[totals.Length];
            double all = 0;
            double classes = 0;
            foreach (double total in totals)
                (all, classes) = (all + total, total > 0 ? classes + 1 : classes);
            // A class that never came in training may come in validation.
            for (int i = 0; i < weights.Length; i++)
                weights[i] = totals[i] > 0 ? (float)(all / (classes * totals[i])) : 1;
            return weights;
        }
    }

    private sealed class GivenWeights(float[] weights) : ClassWeights
    {
        internal override float[] Resolve(ReadOnlySpan<double> totals, IReadOnlyList<string> names) =>
            weights.Length == totals.Length
                ? weights
                : throw new ArgumentException(
                    $"Options.ClassWeights has {weights.Length} weights; the label has {totals.Length} classes."
                );
    }

    private sealed class NamedWeights(Dictionary<string, float> weights) : ClassWeights
    {
        internal override float[] Resolve(ReadOnlySpan<double> totals, IReadOnlyList<string> names)
        {
            if (weights.Keys.FirstOrDefault(name => !names.Contains(name)) is not { } unknown)
                return [.. names.Select(name => weights.GetValueOrDefault(name, 1))];
            throw new ArgumentException(
                $"Options.ClassWeights has a weight for '{unknown}', which is no class: the classes are "
                    + $"{string.Join(", ", names)}."
            );
        }
    }
}
