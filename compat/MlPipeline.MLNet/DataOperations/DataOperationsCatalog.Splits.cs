using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <content>Random parts of the rows.</content>
public sealed partial class DataOperationsCatalog
{
    // So that folds and splits of one seed and sampling key do not cut along the same lines.
    private const ulong FoldsSalt = 0x464F4C44;

    /// <summary>
    /// Divides the rows at random into a test set of about the fraction given and a training set of all others. The same
    /// seed divides the same rows in the same way.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">About how much of the rows is for testing.</param>
    /// <param name="samplingKeyColumnName">Rows of the same value in this column come into the same set.</param>
    /// <param name="seed">Decides which rows; null to take one from the context's random numbers.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckUserArg(testFraction is > 0 and < 1, nameof(testFraction), $"The test fraction is {testFraction}; give a number between 0 and 1, neither included.");
        return Split(data, samplingKeyColumnName, new SplitDataView.Range(0, testFraction), SplitSeed(seed));
    }

    /// <summary>Divides the rows at random into folds; each fold is the test set once, with all others as the training set.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">How many.</param>
    /// <param name="samplingKeyColumnName">Rows of the same value in this column come into the same fold.</param>
    /// <param name="seed">Decides which rows; null to take one from the context's random numbers.</param>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckUserArg(numberOfFolds > 1, nameof(numberOfFolds), $"There are {numberOfFolds} folds; give at least 2.");
        ulong foldSeed = StableHash.Mix(SplitSeed(seed) ^ FoldsSalt);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold =>
            Split(data, samplingKeyColumnName, new SplitDataView.Range((double)fold / numberOfFolds, (fold + 1.0) / numberOfFolds), foldSeed))];
    }

    /// <summary>A bootstrap sample: as many rows as there are, about, drawn with replacement, in random order.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">Decides which rows; null to take one from the context's random numbers.</param>
    /// <param name="complement">Whether to take the rows that the sample of that seed leaves out.</param>
    public IDataView BootstrapSample(IDataView input, int? seed = null, bool complement = false)
    {
        _env.CheckValue(input, nameof(input));
        int decided = SeedOrNext(seed);
        return ShuffleRows(new BootstrapDataView(input, SplitSeed(decided), complement), decided);
    }

    private static TrainTestData Split(IDataView data, string? samplingKeyColumnName, SplitDataView.Range test, ulong seed)
    {
        DataViewSchema.Column? samplingKey = samplingKeyColumnName == null ? null : FindColumn(data, samplingKeyColumnName, nameof(samplingKeyColumnName));
        return new TrainTestData(new SplitDataView(data, samplingKey, test, seed, complement: true), new SplitDataView(data, samplingKey, test, seed, complement: false));
    }

    private ulong SplitSeed(int? seed) => StableHash.Mix((ulong)SeedOrNext(seed));

    /// <summary>Two parts of the rows.</summary>
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    public readonly struct TrainTestData
    {
        /// <summary>To learn from.</summary>
        public readonly IDataView TrainSet;

        /// <summary>To test on.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
