using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Conformance.Tests.DataOperations;

namespace MlPipeline.Conformance.Tests.DataView;

/// <summary>A data view of every kind, all of them over the same samples.</summary>
internal sealed class Views : IDisposable
{
    private static readonly Dictionary<string, Func<Views, IDataView>> Makers = new()
    {
        ["List"] = views => views._rows,
        ["Stream"] = views => views._context.Data.LoadFromEnumerable(Sample.Many(100).Where(_ => true)),
        ["Text file"] = views => views.TextFile(),
        ["Cache"] = views => views._context.Data.Cache(views._rows),
        ["Cache of text"] = views => views._context.Data.Cache(views.TextFile()),
        ["Take"] = views => views._context.Data.TakeRows(views._rows, 30),
        ["Skip"] = views => views._context.Data.SkipRows(views._rows, 30),
        ["Shuffle"] = views => views._context.Data.ShuffleRows(views._rows, seed: 3),
        ["Filter by range"] = views => views._context.Data.FilterRowsByColumn(views._rows, nameof(Sample.Value), 2, 20),
        ["Filter missing"] = views => views._context.Data.FilterRowsByMissingValues(views._rows, nameof(Sample.Value)),
        ["Train part"] = views => views._context.Data.TrainTestSplit(views._rows, 0.3, seed: 1).TrainSet,
        ["Test part"] = views => views._context.Data.TrainTestSplit(views._rows, 0.3, seed: 1).TestSet,
        ["Copy"] = views => views.Fit(views._context.Transforms.CopyColumns("Copy", nameof(Sample.Items))),
        ["Concatenate"] = views => views.Fit(views._context.Transforms.Concatenate("All", nameof(Sample.Items), nameof(Sample.Value))),
        ["Select"] = views => views.Fit(views._context.Transforms.SelectColumns(nameof(Sample.Items), nameof(Sample.Number))),
        ["Drop"] = views => views.Fit(views._context.Transforms.DropColumns(nameof(Sample.Text))),
        ["Convert"] = views => views.Fit(views._context.Transforms.Conversion.ConvertType("Wide", nameof(Sample.Items), DataKind.Double)),
        ["Replace missing"] = views => views.Fit(views._context.Transforms.ReplaceMissingValues(nameof(Sample.Value))),
        ["Keys"] = views => views.Fit(views._context.Transforms.Conversion.MapValueToKey("Key", nameof(Sample.Text))),
        ["Normalize"] = views => views.Fit(views._context.Transforms.NormalizeMinMax(nameof(Sample.Items))),
        ["Chain"] = views => views.Fit(views._context.Transforms.Conversion.MapValueToKey("Key", nameof(Sample.Text))
            .Append(views._context.Transforms.Conversion.MapKeyToValue("Name", "Key"))
            .Append(views._context.Transforms.NormalizeMeanVariance("Scaled", nameof(Sample.Items)))),
    };

    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _rows;
    private readonly TemporaryFiles _files = new();

    public Views() => _rows = Sample.Load(_context, 100);

    public static IEnumerable<string> Names => Makers.Keys;

    public IDataView this[string name] => Makers[name](this);

    public void Dispose() => _files.Dispose();

    private IDataView Fit(IEstimator<ITransformer> estimator) => estimator.Fit(_rows).Transform(_rows);

    private IDataView TextFile()
    {
        string path = _files.Write("samples.tsv", [.. Sample.Many(100).Select(row => FormattableString.Invariant($"{row.Number}\t{row.Text}\t{row.Items[0]}\t{row.Items[1]}\t{row.Items[2]}"))]);
        return _context.Data.LoadFromTextFile(path,
        [
            new TextLoader.Column(nameof(Sample.Number), DataKind.Int32, 0),
            new TextLoader.Column(nameof(Sample.Text), DataKind.String, 1),
            new TextLoader.Column(nameof(Sample.Items), DataKind.Single, 2, 4),
        ]);
    }
}
