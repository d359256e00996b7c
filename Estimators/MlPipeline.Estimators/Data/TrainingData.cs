using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// From ML.NET's rows to those a network trains on: features and targets, packed in memory where they take no more than
/// a limit, and else streamed: then this pass only checks and counts. Rows without a label are left out, with a
/// warning. A row's weight is that of the weight column, if there is one, times that of its class, if classes have
/// some.
/// </summary>
internal static class TrainingData
{
    /// <summary>
    /// Rows that vary each epoch are shuffled in a pool of so many bytes: it is filled before an epoch begins.
    /// </summary>
    private const long VaryingPoolBytes = 32L << 20;

    /// <summary>Reads the training rows, and learns from them how labels are coded.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labels">Observes them.</param>
    /// <param name="channel">Told what was left out, and whether rows are streamed.</param>
    /// <param name="limit">Bytes the features may take.</param>
    /// <param name="cancellation">Looked at after every row.</param>
    /// <exception cref="InvalidOperationException">
    /// A feature or label is no finite number, a weight is below 0, there is no row, or a step after AugmentImages does
    /// not tell it which epoch rows are for.
    /// </exception>
    public static RowSource ReadTraining(
        RoleMappedData data,
        LabelCode labels,
        IChannel channel,
        long limit,
        CancellationToken cancellation = default
    ) =>
        AugmentedDataView.Behind(data) is { } augmented
            ? ReadAugmented(data, augmented, labels, channel, limit, cancellation)
            : Read(
                data,
                "training",
                labels,
                labels.Observe,
                labels.Complete,
                channel,
                limit,
                AugmentedViews.PathsFrom(data.Data),
                cancellation
            );

    /// <summary>Reads the validation rows, which AugmentImages leaves as they are.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labels">Learned from the training rows.</param>
    /// <param name="channel">Told what was left out, and whether rows are streamed.</param>
    /// <param name="limit">Bytes the features may take.</param>
    /// <param name="cancellation">Looked at after every row.</param>
    /// <exception cref="InvalidOperationException">
    /// A feature or label is no finite number, a weight is below 0, or there is no row.
    /// </exception>
    public static RowSource ReadValidation(
        RoleMappedData data,
        LabelCode labels,
        IChannel channel,
        long limit,
        CancellationToken cancellation = default
    ) => Read(data, "validation", labels, (_, _) => { }, () => { }, channel, limit, augmented: [], cancellation);

    // Held as they are, and varied as they are needed; or else read and varied anew each epoch.
    private static RowSource ReadAugmented(
        RoleMappedData data,
        AugmentedDataView augmented,
        LabelCode labels,
        IChannel channel,
        long limit,
        CancellationToken cancellation
    )
    {
        RowSource source = ReadTraining(
            new RoleMappedData(augmented.Source, data.Schema.GetColumnRoleNames()),
            labels,
            channel,
            limit,
            cancellation
        );
        return source is CachedRows cached
            ? new AugmentedRows(cached, augmented.Augmenter)
            : new StreamedRows(
                new CursorRows(
                    data,
                    "training",
                    labels,
                    source.Width,
                    checked(source.Rows * augmented.Augmenter.CopiesPerRow),
                    vary: true
                ),
                limit
            );
    }

    private static RowSource Read(
        RoleMappedData data,
        string name,
        LabelCode code,
        Action<float, float> observe,
        Action complete,
        IChannel channel,
        long limit,
        List<IDataView[]> augmented,
        CancellationToken cancellation
    )
    {
        data.CheckFeatureFloatVector(out int width);
        using CursorReader reader = FirstPass.Open(data, name, code, augmented, out PassRandom? pass);
        FirstPass.CheckReached(augmented, pass, channel);
        bool vary = pass is { Varies: true };
        // Holding rows that vary would freeze the variants of the first pass.
        CompactMatrix? matrix = vary ? null : new CompactMatrix(width, limit);
        var features = new float[width];
        List<float> labels = [];
        List<float> weights = [];
        int rows = 0;
        double total = 0;
        for (; reader.TryReadRow(features, out float label, out float weight); rows = checked(rows + 1))
        {
            cancellation.ThrowIfCancellationRequested();
            observe(label, weight);
            total += weight;
            if (matrix == null)
                continue;
            if (!matrix.TryAdd(features))
            {
                matrix = null;
                labels = [];
                weights = [];
                continue;
            }
            labels.Add(label);
            if (data.Schema.Weight != null)
                weights.Add(weight);
        }
        if (reader.Unlabelled > 0)
            channel.Warning(
                MessageSensitivity.None,
                $"{reader.Unlabelled} rows of the {name} data have no label and are left out."
            );
        if (rows == 0)
            throw new InvalidOperationException(
                $"The {name} data has no row with a label; check the label column '{data.Schema.Label?.Name}'."
            );
        if (total == 0)
            throw new InvalidOperationException(
                $"All rows of the {name} data weigh 0; check the weight column '{data.Schema.Weight?.Name}'."
            );
        complete();
        if (matrix != null)
            return new CachedRows(SetOf(matrix, labels, weights, code));
        if (vary)
        {
            channel.Info(
                MessageSensitivity.None,
                $"The {name} data are augmented and then transformed further, so they are read and augmented anew "
                    + "each epoch; with AugmentImages as the last step before the trainer that is done on all threads."
            );
            return new StreamedRows(
                new CursorRows(data, name, code, width, rows, vary: true),
                Math.Min(limit, VaryingPoolBytes)
            );
        }
        channel.Info(
            MessageSensitivity.None,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {name} data, {rows} rows of {width} features, take more than the {limit} bytes of "
                    + $"CacheSizeLimit, and are read anew each epoch."
            )
        );
        return new StreamedRows(new CursorRows(data, name, code, width, rows), limit);
    }

    private static TrainingSet SetOf(FeatureMatrix matrix, List<float> labels, List<float> own, LabelCode code)
    {
        float[]? weights =
            own.Count == 0 && !code.HasWeights
                ? null
                : [.. labels.Select((label, row) => (own.Count == 0 ? 1 : own[row]) * code.WeightOf(label))];
        return code.GivesClasses
            ? TrainingSet.OfClasses(matrix, [.. labels.Select(label => (int)code.TargetOf(label))], weights)
            : TrainingSet.OfValues(matrix, [.. labels.Select(code.TargetOf)], weights: weights);
    }
}
