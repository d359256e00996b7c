using System.Globalization;
using System.Text.Json;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Foundation;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>
/// The figures of a study's final model on the test images; saved beside it, since journals hold trials only.
/// </summary>
/// <param name="Trial">The trial whose parameters it has.</param>
/// <param name="TestAccuracy">0 to 1.</param>
/// <param name="TestLoss">Mean cross-entropy, in nats.</param>
/// <param name="TestRows">The number of test images.</param>
internal sealed record FinalModel(int Trial, double TestAccuracy, double TestLoss, long TestRows)
{
    /// <summary>The model's name in the study's directory.</summary>
    public const string ModelName = "model.zip";

    /// <summary>The name of the file with its figures.</summary>
    public const string FileName = "model.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public void Write(string directory) =>
        AtomicFile.Write(Path.Combine(directory, FileName), file => JsonSerializer.Serialize(file, this, Format));

    /// <summary>Reads the file; null if the study has no final model yet.</summary>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static FinalModel? Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<FinalModel>(File.ReadAllText(path), Format);
        }
        catch (JsonException)
        {
            throw new InputException($"'{path}' is damaged; delete it, or finish the study once more with --resume.");
        }
    }

    /// <summary>Gets the figures as names and values.</summary>
    /// <param name="directory">The directory of the model.</param>
    public IReadOnlyList<NamedValue> Figures(string directory) =>
        [
            new("test accuracy", Tables.Figure(TestAccuracy)),
            new("test loss", Tables.Figure(TestLoss)),
            new("test images", TestRows.ToString("N0", CultureInfo.InvariantCulture)),
            new("parameters of trial", Trial.ToString(CultureInfo.InvariantCulture)),
            new("model", Path.Combine(directory, ModelName)),
        ];
}
