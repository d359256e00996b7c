using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Loads text files of one row a line: CSV, TSV and the like. A field that is not there or empty is 0, false or no text
/// (NaN, where <see cref="Options.MissingRealsAsNaNs"/>); a Single or Double that is no number is NaN; anything else that
/// cannot be read is an error that names file and line.
/// </summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    private readonly IHost _host;
    private readonly Options _options;
    private readonly TextLayout _layout;

    internal TextLoader(IHostEnvironment env, Options options, IMultiStreamSource? dataSample)
    {
        _host = env.Register(nameof(TextLoader));
        _host.CheckValue(options, nameof(options));
        _options = options.Clone();
        if (_options.Columns is not { Length: > 0 } && dataSample is { Count: > 0 }) EmbeddedOptions.Apply(_options, dataSample);
        _options.Columns ??= DefaultColumns();
        Validate(_options);
        _layout = new TextLayout(_options, dataSample);
    }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema() => _layout.Schema;

    /// <inheritdoc/>
    public IDataView Load(IMultiStreamSource source)
    {
        _host.CheckValue(source, nameof(source));
        return new TextDataView(_host, _options, _layout, source);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw _host.ExceptNotSupp("A text loader cannot be saved with a model; save the model with the schema of its data instead.");

    // As ML.NET reads a file it knows nothing of.
    private static Column[] DefaultColumns() => [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, [new Range(1, null)])];

    private void Validate(Options options)
    {
        _host.CheckUserArg(options.Separators is { Length: > 0 }, nameof(Options.Separators), "There is no separator; give at least one.");
        _host.CheckUserArg(!options.Separators.Contains('"'), nameof(Options.Separators), "A double quote cannot separate fields.");
        _host.CheckUserArg(!options.Separators.Contains(options.DecimalMarker), nameof(Options.DecimalMarker), $"'{options.DecimalMarker}' cannot both separate fields and mark decimals.");
        _host.CheckUserArg(options.DecimalMarker is '.' or ',', nameof(Options.DecimalMarker), $"The decimal marker is '{options.DecimalMarker}'; give '.' or ','.");
        _host.CheckUserArg(options.InputSize is null or >= 0, nameof(Options.InputSize), $"The input size is {options.InputSize}; give 1 or more, or nothing.");
        _host.CheckUserArg(options.MaxRows is null or >= 0, nameof(Options.MaxRows), $"At most {options.MaxRows} rows are wanted; give 0 or more, or nothing.");
        foreach (Column? column in options.Columns!)
        {
            _host.CheckUserArg(column is { Name.Length: > 0 }, nameof(Options.Columns), "A column has no name.");
            _host.CheckUserArg(column.Source is { Length: > 0 }, nameof(Options.Columns), $"Column '{column.Name}' has no source; give it at least one range of fields.");
            foreach (Range range in column.Source) _host.CheckUserArg(range.Min >= 0 && !(range.Max < range.Min), nameof(Options.Columns), $"Column '{column.Name}' has the fields {range.Min} to {range.Max}; give them in order, from 0.");
        }
        int allOthers = options.Columns.Sum(column => column.Source!.Count(range => range.AllOther));
        _host.CheckUserArg(allOthers <= 1, nameof(Options.Columns), $"{allOthers} ranges take all other fields; only one can.");
    }
}
