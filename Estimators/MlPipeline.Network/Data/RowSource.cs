using System.Globalization;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Data;

/// <summary>Rows to train on or to evaluate: held in memory, or streamed.</summary>
internal abstract class RowSource
{
    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Features of a row.</summary>
    public abstract int Width { get; }

    /// <summary>Values that are a row's target; 0 where it is a class.</summary>
    public abstract int ValuesPerRow { get; }

    /// <summary>The rows in batches; dispose them.</summary>
    /// <param name="batchSize">Rows of a batch; the last may have fewer.</param>
    /// <param name="shuffling">Orders the rows of each epoch; they come in their own order where null.</param>
    public abstract BatchSource Batches(int batchSize, RandomStream? shuffling);

    /// <summary>The rows in one line of text, which other rows do not share.</summary>
    public abstract string Fingerprint();

    /// <exception cref="ArgumentException">The rows do not fit the network.</exception>
    public virtual void CheckFits(FeedForwardNetwork network, string name)
    {
        NetworkSpec spec = network.Spec;
        bool classes = ValuesPerRow == 0;
        if (Rows == 0)
            throw new ArgumentException($"The {name} set has no rows.");
        if (Width != spec.InputSize)
            throw new ArgumentException(
                $"The {name} set has rows of {Width} features; the network takes {spec.InputSize}."
            );
        if (network.Loss.TakesClasses != classes)
            throw new ArgumentException(
                $"The {name} set has {(classes ? "classes" : "values")} as targets; the loss {spec.Loss} takes "
                    + $"{(classes ? "values" : "classes")}."
            );
        if (!classes && ValuesPerRow != spec.OutputSize)
            throw new ArgumentException(
                $"The {name} set has {ValuesPerRow} values a row; the network gives {spec.OutputSize}."
            );
    }
}

/// <summary>Rows in memory.</summary>
internal sealed class CachedRows(TrainingSet set) : RowSource
{
    /// <summary>The rows.</summary>
    public TrainingSet Set => set;

    /// <inheritdoc/>
    public override int Rows => set.Rows;

    /// <inheritdoc/>
    public override int Width => set.Features.Width;

    /// <inheritdoc/>
    public override int ValuesPerRow => set.ValuesPerRow;

    /// <inheritdoc/>
    public override BatchSource Batches(int batchSize, RandomStream? shuffling) =>
        new CachedBatches(set, batchSize, shuffling);

    /// <inheritdoc/>
    public override string Fingerprint()
    {
        using var fingerprint = new RowFingerprint();
        var features = new float[Width];
        Span<float> single = [0];
        Span<float> weight = [1];
        for (int row = 0; row < Rows; row++)
        {
            set.Features.CopyRow(row, features);
            Losses.Target target = set.TargetOf(row);
            (single[0], weight[0]) = (target.Class, set.WeightOf(row));
            fingerprint.Add(features, ValuesPerRow == 0 ? single : target.Values, weight);
        }
        return fingerprint.Text(this);
    }

    /// <inheritdoc/>
    public override void CheckFits(FeedForwardNetwork network, string name)
    {
        base.CheckFits(network, name);
        if (
            set.Classes != null
            && Array.FindIndex(set.Classes, c => c < 0 || c >= network.Spec.OutputSize) is var bad and >= 0
        )
            throw new ArgumentException(
                $"Row {bad} of the {name} set has class {set.Classes[bad]}; the network has classes 0 to "
                    + $"{network.Spec.OutputSize - 1}."
            );
    }
}

/// <summary>Rows that are read anew each epoch.</summary>
/// <param name="stream">Where they come from; classes are those of the network.</param>
/// <param name="poolBytes">Memory for the rows that a shuffled batch is drawn from.</param>
internal sealed class StreamedRows(RowStream stream, long poolBytes) : RowSource
{
    /// <inheritdoc/>
    public override int Rows => stream.Rows;

    /// <inheritdoc/>
    public override int Width => stream.Width;

    /// <inheritdoc/>
    public override int ValuesPerRow => stream.ValuesPerRow;

    /// <inheritdoc/>
    public override BatchSource Batches(int batchSize, RandomStream? shuffling) =>
        new StreamedBatches(stream, poolBytes, batchSize, shuffling);

    /// <summary>Of the first rows only, as reading all of them once more may take minutes.</summary>
    public override string Fingerprint()
    {
        const int FirstRows = 1000;
        using var fingerprint = new RowFingerprint();
        using RowReader reader = stream.Open(pass: 0);
        var features = new float[Width];
        int targets = Math.Max(1, ValuesPerRow);
        var numbers = new float[stream.HasWeights ? targets + 1 : targets];
        for (int row = 0; row < FirstRows && reader.TryRead(features, numbers); row++)
            fingerprint.Add(features, numbers.AsSpan(0, targets), stream.HasWeights ? numbers.AsSpan(targets) : [1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{fingerprint.Text(this)}, streamed through {poolBytes} bytes"
        );
    }
}
