using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>From ML.NET's rows to those a network trains on.</summary>
internal static class TrainingData
{
    /// <summary>Rows that vary each epoch are shuffled in a pool of so many bytes: it is filled before an epoch begins.</summary>
    private const long VaryingPoolBytes = 32L << 20;

    /// <summary>
    /// Features and classes, packed in memory where they take no more than a limit, and else streamed: then this pass only
    /// checks and counts. Rows without a label are left out, with a warning.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="channel">Told what was left out, and whether rows are streamed.</param>
    /// <param name="name">What the rows are for, as messages say it.</param>
    /// <param name="limit">Bytes the features may take.</param>
    /// <param name="cancellation">Looked at after every row.</param>
    /// <exception cref="InvalidOperationException">A feature is NaN or infinite, or there is no row.</exception>
    public static RowSource ReadClasses(RoleMappedData data, IChannel channel, string name, long limit, CancellationToken cancellation = default)
    {
        if (AugmentedDataView.Behind(data) is not { } augmented) return ReadPlainClasses(data, channel, name, limit, cancellation);
        RowSource source = ReadClasses(new RoleMappedData(augmented.Source, data.Schema.GetColumnRoleNames()), channel, name, limit, cancellation);
        // Held as they are, and varied as they are needed; or else read and varied anew each epoch.
        if (source is CachedRows cached) return new AugmentedRows(cached.Set, augmented.Augmenter);
        data.CheckMulticlassLabel(out int classes);
        return new StreamedRows(new CursorRows(data, name, source.Width, classes, checked(source.Rows * augmented.Augmenter.RowsPerRow)), limit);
    }

    private static RowSource ReadPlainClasses(RoleMappedData data, IChannel channel, string name, long limit, CancellationToken cancellation)
    {
        data.CheckFeatureFloatVector(out int width);
        data.CheckMulticlassLabel(out int classes);
        long passes = AugmentedDataView.PassesOnThisThread;
        using var reader = new CursorReader(data, name, classes);
        // Holding them would freeze the variants of the first pass.
        bool vary = AugmentedDataView.PassesOnThisThread > passes;
        CompactMatrix? matrix = vary ? null : new CompactMatrix(width, limit);
        var features = new float[width];
        List<int> labels = [];
        int rows = 0;
        for (float label = 0; reader.TryRead(features, new Span<float>(ref label)); rows = checked(rows + 1))
        {
            cancellation.ThrowIfCancellationRequested();
            if (matrix == null) continue;
            if (matrix.TryAdd(features)) labels.Add((int)label);
            else (matrix, labels) = (null, []);
        }
        if (reader.Unlabelled > 0) channel.Warning(MessageSensitivity.None, $"{reader.Unlabelled} rows of the {name} data have no label and are left out.");
        if (rows == 0) throw new InvalidOperationException($"The {name} data has no row with a label; check the label column '{data.Schema.Label?.Name}'.");
        if (matrix != null) return new CachedRows(TrainingSet.OfClasses(matrix, [.. labels]));
        if (vary)
        {
            channel.Info(MessageSensitivity.None, $"The {name} data are augmented and then transformed further, so they are read and augmented anew each epoch; with AugmentImages as the last step before the trainer that is done on all threads.");
            return new StreamedRows(new CursorRows(data, name, width, classes, rows), Math.Min(limit, VaryingPoolBytes));
        }
        channel.Info(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture, $"The {name} data, {rows} rows of {width} features, take more than the {limit} bytes of CacheSizeLimit, and are read anew each epoch."));
        return new StreamedRows(new CursorRows(data, name, width, classes, rows), limit);
    }
}
