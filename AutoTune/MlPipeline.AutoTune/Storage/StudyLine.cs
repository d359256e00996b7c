using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlPipeline.AutoTune.Storage;

/// <summary>Reads and writes headers and events as lines of JSON, for both stores.</summary>
internal static class StudyLine
{
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(StudyHeader header) =>
        Write(
            "study",
            json =>
            {
                json.WriteNumber("version", Version);
                json.WriteString("name", header.Name);
                WriteTexts(json, "space", header.Space);
                json.WriteString("metric", header.Metric);
                json.WriteBoolean("maximize", header.IsMaximize);
                json.WriteNumber("seed", header.Seed);
                WriteTexts(json, "options", header.Options);
            }
        );

    public static string Of(StudyEvent happened) =>
        happened switch
        {
            TrialStarted started => Write("started", json => Write(json, started)),
            EpochReported epoch => Write("epoch", json => Write(json, epoch)),
            TrialFinished finished => Write("finished", json => Write(json, finished)),
            TrialReleased => Write("released", json => json.WriteNumber("trial", happened.Trial)),
            TrialStopRequested => Write("stop", json => json.WriteNumber("trial", happened.Trial)),
            _ => throw new ArgumentException(
                $"{happened.GetType().Name} is not an event that a journal holds.",
                nameof(happened)
            ),
        };

    /// <exception cref="FormatException">The line is not the header of a study.</exception>
    public static StudyHeader Header(string line) =>
        Read(
            line,
            root =>
            {
                if (root.GetProperty("event").GetString() != "study")
                    throw new FormatException("it does not begin with a study");
                int version = root.GetProperty("version").GetInt32();
                if (version != Version)
                    throw new FormatException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"it has version {version}, and this program reads version {Version}"
                        )
                    );
                return new StudyHeader(
                    root.GetProperty("name").GetString()!,
                    Texts(root.GetProperty("space")),
                    root.GetProperty("metric").GetString()!,
                    root.GetProperty("maximize").GetBoolean(),
                    root.GetProperty("seed").GetInt32(),
                    Texts(root.GetProperty("options"))
                );
            }
        );

    /// <exception cref="FormatException">The line is not an event.</exception>
    public static StudyEvent Event(string line) =>
        Read<StudyEvent>(
            line,
            root =>
            {
                int trial = root.GetProperty("trial").GetInt32();
                string? kind = root.GetProperty("event").GetString();
                return kind switch
                {
                    "started" => new TrialStarted(
                        trial,
                        root.GetProperty("attempt").GetInt32(),
                        root.GetProperty("owner").GetString()!,
                        root.GetProperty("seed").GetInt32(),
                        Parameters(root.GetProperty("parameters")),
                        root.GetProperty("at").GetDateTime()
                    ),
                    "epoch" => new EpochReported(
                        trial,
                        new EpochReport(
                            root.GetProperty("epoch").GetInt32(),
                            root.GetProperty("epochs").GetInt32(),
                            Number(root, "metric") ?? double.NaN,
                            Number(root, "seconds") ?? 0
                        )
                        {
                            ValidationLoss = Number(root, "validationLoss"),
                            TrainingLoss = Number(root, "trainingLoss"),
                            TrainingAccuracy = Number(root, "trainingAccuracy"),
                        }
                    ),
                    "finished" => new TrialFinished(
                        trial,
                        new TrialOutcome(
                            Enum.Parse<TrialState>(root.GetProperty("state").GetString()!, ignoreCase: true),
                            Number(root, "metric"),
                            Number(root, "seconds") ?? 0,
                            root.GetProperty("error").GetString()
                        )
                    ),
                    "released" => new TrialReleased(trial),
                    "stop" => new TrialStopRequested(trial),
                    _ => throw new FormatException($"'{kind}' is no event"),
                };
            }
        );

    private static void Write(Utf8JsonWriter json, TrialStarted started)
    {
        json.WriteNumber("trial", started.Trial);
        json.WriteNumber("attempt", started.Attempt);
        json.WriteString("owner", started.Owner);
        json.WriteNumber("seed", started.Seed);
        json.WriteString("at", started.At);
        json.WriteStartObject("parameters");
        foreach ((string name, object value) in started.Parameters)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EpochReported epoch)
    {
        json.WriteNumber("trial", epoch.Trial);
        json.WriteNumber("epoch", epoch.Report.Epoch);
        json.WriteNumber("epochs", epoch.Report.Epochs);
        WriteNumber(json, "metric", epoch.Report.Metric);
        WriteNumber(json, "validationLoss", epoch.Report.ValidationLoss);
        WriteNumber(json, "trainingLoss", epoch.Report.TrainingLoss);
        WriteNumber(json, "trainingAccuracy", epoch.Report.TrainingAccuracy);
        WriteNumber(json, "seconds", epoch.Report.Seconds);
    }

    private static void Write(Utf8JsonWriter json, TrialFinished finished)
    {
        json.WriteNumber("trial", finished.Trial);
        json.WriteString("state", finished.Outcome.State.ToString().ToLowerInvariant());
        WriteNumber(json, "metric", finished.Outcome.Metric);
        WriteNumber(json, "seconds", finished.Outcome.Seconds);
        json.WriteString("error", finished.Outcome.Error);
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            // With a point or an exponent, so that it is read as the same kind of number.
            case double number when double.IsFinite(number) && number == Math.Floor(number) && Math.Abs(number) < 1e15:
                json.WriteRawValue(number.ToString("F1", CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                throw new ArgumentException(
                    $"A parameter has the value {value} of type {value.GetType().Name}; give a string, a bool, a "
                        + "long or a finite double."
                );
        }
    }

    private static Dictionary<string, object> Parameters(JsonElement values) =>
        values
            .EnumerateObject()
            .ToDictionary(
                field => field.Name,
                field =>
                    field.Value.ValueKind switch
                    {
                        JsonValueKind.String => (object)field.Value.GetString()!,
                        JsonValueKind.True => true,
                        JsonValueKind.False => false,
                        JsonValueKind.Number when field.Value.TryGetInt64(out long whole) => whole,
                        JsonValueKind.Number => field.Value.GetDouble(),
                        _ => throw new FormatException($"parameter '{field.Name}' is no single value"),
                    }
            );

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> Texts(JsonElement texts) =>
        texts.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);

    // JSON has no NaN and no infinity.
    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static double? Number(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static string Write(string kind, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            fields(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static T Read<T>(string line, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException(error.Message.TrimEnd('.'), error);
        }
    }
}
