using System.Globalization;
using System.Text.Json;
using MlPipeline.Cli.Output;
using Spectre.Console;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>All results of a benchmark.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Cases">The cases, in order.</param>
/// <param name="Peak">The peak of the machine.</param>
/// <param name="Gemm">Matrix products by size; empty if not requested.</param>
/// <param name="Scaling">Training times by rows and units; empty if not requested.</param>
internal sealed record BenchmarkReport(
    Machine Machine,
    IReadOnlyList<CaseResult> Cases,
    MachinePeak Peak,
    IReadOnlyList<GemmResult> Gemm,
    IReadOnlyList<ScalingResult> Scaling
)
{
    /// <summary>Writes the fields of the JSON object.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("machine");
        json.WriteString("cpu", Machine.Cpu);
        json.WriteNumber("cores", Machine.Cores);
        json.WriteNumber("vectorBits", Machine.VectorBits);
        json.WriteNumber("preferredVectorBits", Machine.PreferredVectorBits);
        json.WriteString("os", Machine.Os);
        json.WriteString("dotnet", Machine.Dotnet);
        json.WriteEndObject();
        json.WriteString("mlnet", LibraryVersions.MLNet);
        json.WriteString("autoML", LibraryVersions.AutoML);

        json.WriteStartArray("cases");
        foreach (CaseResult result in Cases)
            WriteCase(json, result);
        json.WriteEndArray();

        json.WriteStartObject("peak");
        json.Number("oneThreadGflops", Peak.OneThreadGflops);
        json.Number("allThreadsGflops", Peak.AllThreadsGflops);
        json.WriteNumber("threads", Peak.Threads);
        json.WriteEndObject();

        json.WriteStartArray("gemm");
        foreach (GemmResult gemm in Gemm)
        {
            json.WriteStartObject();
            json.WriteNumber("size", gemm.Size);
            json.WriteNumber("threads", gemm.Threads);
            json.Number("gflops", gemm.Gflops);
            json.Number("fractionOfPeak", gemm.FractionOfPeak);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        json.WriteStartArray("scaling");
        foreach (ScalingResult result in Scaling)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", result.Rows);
            json.WriteNumber("units", result.Units);
            json.WriteNumber("parameters", result.Parameters);
            json.Number("epochSeconds", result.Seconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Prints the results as tables.</summary>
    public void WriteTables()
    {
        Tables.Figures(
            ("processor", Machine.Cpu),
            (
                "cores; vectors",
                string.Create(CultureInfo.InvariantCulture, $"{Machine.Cores}; {Machine.VectorBits} bits{Preferred()}")
            ),
            ("system", Machine.Os),
            ("runtime; ML.NET; AutoML", $"{Machine.Dotnet}; {LibraryVersions.MLNet}; {LibraryVersions.AutoML}"),
            ("multiply-add peak, one thread", Metric.Gflops.Text(Peak.OneThreadGflops)),
            (
                string.Create(CultureInfo.InvariantCulture, $"multiply-add peak, all {Peak.Threads} threads"),
                Metric.Gflops.Text(Peak.AllThreadsGflops)
            )
        );
        if (Cases.Count > 0)
            Tables.Write(CaseTable());
        if (Gemm.Count > 0)
            Tables.Write(GemmTable());
        if (Scaling.Count > 0)
            Tables.Write(ScalingTable());
        foreach (CaseResult result in Cases.Where(result => result.Ours.Skipped != null))
            Console.WriteLine($"Skipped {result.Case.Name}: {result.Ours.Skipped}");
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("case", result.Case.Name);
        json.Number(result.Case.Metric.Field, result.Ours.Value);
        json.Number("microseconds", result.Ours.Microseconds);
        json.WriteNumber("threads", result.Ours.Threads);
        json.WriteString("peer", result.Peer?.Peer);
        json.Number(result.Case.Metric.PeerField, result.Peer?.Value);
        json.Number("peerThreads", result.Peer?.Threads);
        json.Number("peerBlasThreads", result.Peer?.BlasThreads);
        json.Number("ratio", result.Ratio);
        json.WriteString("skipped", result.Ours.Skipped);
        json.WriteEndObject();
    }

    private Table CaseTable()
    {
        bool hasPeers = Cases.Any(result => result.Peer != null);
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("case")
            .AddColumn(Right("ours"))
            .AddColumn(Right("a row"));
        if (hasPeers)
            table.AddColumn("fastest peer").AddColumn(Right("its figure")).AddColumn(Right("ratio"));
        foreach (CaseResult result in Cases)
        {
            string ours = result.Ours.Value is { } value ? result.Case.Metric.Text(value) : "skipped";
            string row = result.Ours.Microseconds is { } time
                ? time.ToString("N2", CultureInfo.InvariantCulture) + " µs"
                : "";
            string[] peer = result.Peer is { } p
                ?
                [
                    p.Peer,
                    result.Case.Metric.Text(p.Value),
                    result.Ratio is { } ratio ? ratio.ToString("F2", CultureInfo.InvariantCulture) : "",
                ]
                : ["", "", ""];
            table.AddRow([.. (string[])[result.Case.Name, ours, row], .. hasPeers ? peer : []]);
        }
        return table;
    }

    private Table GemmTable()
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn(Right("sgemm of size"))
            .AddColumn(Right("threads"))
            .AddColumn(Right("speed"))
            .AddColumn(Right("of the peak"));
        foreach (GemmResult gemm in Gemm)
        {
            table.AddRow(
                gemm.Size.ToString(CultureInfo.InvariantCulture),
                gemm.Threads.ToString(CultureInfo.InvariantCulture),
                Metric.Gflops.Text(gemm.Gflops),
                gemm.FractionOfPeak.ToString("P0", CultureInfo.InvariantCulture)
            );
        }
        return table;
    }

    private Table ScalingTable()
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn(Right("training rows"))
            .AddColumn(Right("units"))
            .AddColumn(Right("parameters"))
            .AddColumn(Right("an epoch"))
            .AddColumn(Right("a row"));
        foreach (ScalingResult result in Scaling)
        {
            table.AddRow(
                result.Rows.ToString("N0", CultureInfo.InvariantCulture),
                result.Units.ToString(CultureInfo.InvariantCulture),
                result.Parameters.ToString("N0", CultureInfo.InvariantCulture),
                Metric.Seconds.Text(result.Seconds),
                (1e6 * result.Seconds / result.Rows).ToString("N1", CultureInfo.InvariantCulture) + " µs"
            );
        }
        return table;
    }

    private string Preferred() =>
        Machine.PreferredVectorBits < Machine.VectorBits
            ? $", of which .NET prefers {Machine.PreferredVectorBits}"
            : "";

    private static TableColumn Right(string heading) => new TableColumn(heading).RightAligned();
}
