using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.ML;
using MlPipeline.Conformance.Tests.Transforms;

namespace MlPipeline.Conformance.Tests.Model;

/// <summary>A model's zip, taken apart and put together with changes.</summary>
internal sealed class ModelZip
{
    private const int AtModel = 0x10;

    public List<(string Name, byte[] Content)> Entries { get; private init; } = [];

    /// <summary>The numbers of the entries that are models with a header.</summary>
    public IEnumerable<int> Models => Enumerable.Range(0, Entries.Count).Where(i => Entries[i].Name.EndsWith("/Model.key", StringComparison.Ordinal));

    /// <summary>A model of most transforms there are.</summary>
    public static ModelZip OfManyTransforms()
    {
        var context = new MLContext(1);
        IDataView rows = Golden.Rows(context);
        IEstimator<ITransformer> chain = context.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(context.Transforms.Conversion.MapValueToKey("Weights", "Weight"))
            .Append(context.Transforms.NormalizeMeanVariance("Normal", "Features", fixZero: false))
            .Append(context.Transforms.NormalizeBinning("Bins", "Features"))
            .Append(context.Transforms.NormalizeLpNorm("Norm", "Features"))
            .Append(context.Transforms.ReplaceMissingValues("Full", "Features"))
            .Append(context.Transforms.Concatenate("All", "Normal", "Bins"))
            .Append(context.Transforms.Conversion.ConvertType("Wide", "All", Microsoft.ML.Data.DataKind.Double))
            .Append(context.Transforms.Categorical.OneHotEncoding("Hot", "Label"))
            .Append(context.BinaryClassification.Calibrators.Platt(slope: -1, offset: 0, scoreColumnName: "Weight"))
            .Append(context.Transforms.SelectColumns("All", "Hot", "Key", "Probability"));
        return new ModelZip { Entries = Golden.Entries(RoundTrip.Save(context, chain.Fit(rows), rows.Schema)) };
    }

    /// <summary>The zip with another content of one entry.</summary>
    public MemoryStream With(int entry, byte[] content) => Zip([.. Entries.Select((old, i) => i == entry ? (old.Name, content) : old)]);

    /// <summary>The zip with one more entry.</summary>
    public MemoryStream With(string name, byte[] content) => Zip([.. Entries, (name, content)]);

    /// <summary>Where the model's own data lie in an entry.</summary>
    public (int Start, int Length) DataOf(int entry)
    {
        ReadOnlySpan<byte> header = Entries[entry].Content.AsSpan(AtModel);
        return ((int)BinaryPrimitives.ReadInt64LittleEndian(header), (int)BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
    }

    public static MemoryStream Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name, content.Length > 1 << 20 ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                stream.Write(content);
            }
        }
        zip.Position = 0;
        return zip;
    }
}
