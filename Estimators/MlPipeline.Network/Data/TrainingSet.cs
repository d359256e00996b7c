namespace MlPipeline.Network;

/// <summary>Rows of features and what each should give: a class, or values.</summary>
public sealed class TrainingSet
{
    private TrainingSet(FeatureMatrix features, int targets, int width)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (targets != (long)features.Rows * width)
            throw new ArgumentException($"There are {features.Rows} rows of features and {targets} targets; give {(width == 1 ? "one" : width)} a row.");
        Features = features;
    }

    /// <summary>The features.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Features.Rows;

    internal int[]? Classes { get; private init; }

    internal float[]? Values { get; private init; }

    internal int ValuesPerRow { get; private init; }

    /// <summary>A set whose targets are classes, counted from 0.</summary>
    public static TrainingSet OfClasses(FeatureMatrix features, int[] classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return new TrainingSet(features, classes.Length, 1) { Classes = classes };
    }

    /// <summary>A set whose targets are values: [rows, valuesPerRow], row by row.</summary>
    public static TrainingSet OfValues(FeatureMatrix features, float[] values, int valuesPerRow = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TrainingSet(features, values.Length, valuesPerRow) { Values = values, ValuesPerRow = valuesPerRow };
    }

    internal Losses.Target TargetOf(int row) =>
        Classes != null ? new Losses.Target(Classes[row]) : new Losses.Target(Values.AsSpan(row * ValuesPerRow, ValuesPerRow));
}
