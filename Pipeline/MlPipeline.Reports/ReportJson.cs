using System.Text.Json.Serialization;

namespace MlPipeline.Reports;

/// <summary>
/// How reports are JSON. The encoder is the strict default one, which writes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and
/// quotes as \u escapes: so no name can end the script element that holds the data.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(IReadOnlyList<Report>))]
internal sealed partial class ReportJson : JsonSerializerContext;
