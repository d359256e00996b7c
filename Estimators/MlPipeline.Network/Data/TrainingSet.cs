using System.Globalization;

namespace MlPipeline.Network;

/// <summary>
/// Rows of features and what each should give: a class, or values. Rows may have weights: the loss of a batch is the
/// sum of weight times loss over its rows, divided by their number, so that weights of 1 change nothing.
/// </summary>
public sealed class TrainingSet
{
    private TrainingSet(FeatureMatrix features, int targets, int width, float[]? weights)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (targets != (long)features.Rows * width)
            throw new ArgumentException(
                $"There are {features.Rows} rows of features and {targets} targets; give "
                    + $"{(width == 1 ? "one" : width)} a row."
            );
        if (weights != null)
            CheckWeights(weights, features.Rows);
        Features = features;
        Weights = weights;
    }

    /// <summary>The features.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Features.Rows;

    internal int[]? Classes { get; private init; }

    internal float[]? Values { get; private init; }

    internal float[]? Weights { get; }

    internal int ValuesPerRow { get; private init; }

    /// <summary>A set whose targets are classes.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="classes">[rows], counted from 0.</param>
    /// <param name="weights">[rows], each finite and at least 0; 1 where null.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not belong together, or a weight is outside its range.
    /// </exception>
    public static TrainingSet OfClasses(FeatureMatrix features, int[] classes, float[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return new TrainingSet(features, classes.Length, 1, weights) { Classes = classes };
    }

    /// <summary>A set whose targets are values.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="values">[rows, valuesPerRow], row by row.</param>
    /// <param name="valuesPerRow">Values of a row.</param>
    /// <param name="weights">[rows], each finite and at least 0; 1 where null.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not belong together, or a weight is outside its range.
    /// </exception>
    public static TrainingSet OfValues(
        FeatureMatrix features,
        float[] values,
        int valuesPerRow = 1,
        float[]? weights = null
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TrainingSet(features, values.Length, valuesPerRow, weights)
        {
            Values = values,
            ValuesPerRow = valuesPerRow,
        };
    }

    internal Losses.Target TargetOf(int row) =>
        Classes != null
            ? new Losses.Target(Classes[row])
            : new Losses.Target(Values.AsSpan(row * ValuesPerRow, ValuesPerRow));

    internal float WeightOf(int row) => Weights == null ? 1 : Weights[row];

    private static void CheckWeights(float[] weights, int rows)
    {
        if (weights.Length != rows)
            throw new ArgumentException(
                $"There are {rows} rows of features and {weights.Length} weights; give one a row.",
                nameof(weights)
            );
        int bad = Array.FindIndex(weights, weight => !(weight >= 0) || float.IsInfinity(weight));
        if (bad >= 0)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The weight of row {bad} is {weights[bad]}; give a finite number of at least 0."
                ),
                nameof(weights)
            );
    }
}
