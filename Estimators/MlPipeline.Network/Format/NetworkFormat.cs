using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlPipeline.Network.Format;

/// <summary>
/// Networks as bytes, little-endian. Version 2: the version, the length of the rest, then the spec (shape of the input,
/// hidden layers as text, outputs, loss by name), each layer's parameters as 32-bit floats in the order of
/// <see cref="FeedForwardNetwork.GetLayerParameters"/>, and a CRC-32 of all after the length. Version 1, which had dense
/// layers only and no checksum, is still read.
/// </summary>
internal static class NetworkFormat
{
    private const int Version = 2;
    private const int MostLayers = 10_000, MostUnits = 1 << 24;

    public static void Write(BinaryWriter writer, FeedForwardNetwork network)
    {
        var content = new MemoryStream();
        using (var inner = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            NetworkSpec spec = network.Spec;
            inner.Write(spec.Input.Channels);
            inner.Write(spec.Input.Height);
            inner.Write(spec.Input.Width);
            inner.Write(new Architecture(spec.HiddenLayers).ToString());
            inner.Write(spec.OutputSize);
            inner.Write(spec.Loss.ToString());
            for (int i = 0; i < network.LayerCount; i++) inner.Write(MemoryMarshal.AsBytes<float>(network.GetLayerParameters(i)));
        }
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, checked((int)content.Length));
        var checksum = Checksum.Start();
        checksum.Add(bytes);
        writer.Write(Version);
        writer.Write(bytes.Length);
        writer.Write(bytes);
        writer.Write(checksum.Value);
    }

    public static FeedForwardNetwork Read(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        return version switch
        {
            1 => ReadVersion1(reader),
            Version => ReadVersion2(reader),
            _ => throw new FormatException($"The network has format version {version}; this program reads versions 1 to {Version}."),
        };
    }

    private static FeedForwardNetwork ReadVersion2(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        if (length < 0) throw new FormatException($"The network's file is damaged: it says {length} bytes.");
        byte[] bytes = Take(reader, length);
        var checksum = Checksum.Start();
        checksum.Add(bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(Take(reader, sizeof(uint))) != checksum.Value) throw new FormatException("The network's file is damaged: its checksum does not fit.");

        using var inner = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var input = new TensorShape(Bounded(inner.ReadInt32(), MostUnits, "channels"), Bounded(inner.ReadInt32(), MostUnits, "rows"), Bounded(inner.ReadInt32(), MostUnits, "columns"));
        var spec = new NetworkSpec
        {
            Input = input,
            HiddenLayers = Architecture.Parse(inner.ReadString()).Layers,
            OutputSize = Bounded(inner.ReadInt32(), MostUnits, "outputs"),
            Loss = Kind<LossKind>(inner.ReadString()),
        };
        return ReadParameters(inner, spec);
    }

    private static FeedForwardNetwork ReadVersion1(BinaryReader reader)
    {
        int inputs = Bounded(reader.ReadInt32(), MostUnits, "inputs");
        var layers = new LayerSpec[Bounded(reader.ReadInt32(), MostLayers, "layers")];
        for (int i = 0; i < layers.Length; i++) layers[i] = new DenseSpec(Bounded(reader.ReadInt32(), MostUnits, "units"), Kind<ActivationKind>(reader.ReadString()));
        var spec = new NetworkSpec { InputSize = inputs, HiddenLayers = layers, OutputSize = Bounded(reader.ReadInt32(), MostUnits, "outputs"), Loss = Kind<LossKind>(reader.ReadString()) };
        return ReadParameters(reader, spec);
    }

    private static FeedForwardNetwork ReadParameters(BinaryReader reader, NetworkSpec spec)
    {
        try
        {
            spec.Validate();
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"The network's file is damaged: {error.Message}", error);
        }
        long bytes = sizeof(float) * spec.ParameterCount;
        if (reader.BaseStream.CanSeek && reader.BaseStream.Length - reader.BaseStream.Position < bytes)
            throw new FormatException($"The network's file ends before the {bytes:N0} bytes of its parameters.");
        FeedForwardNetwork network = FeedForwardNetwork.Empty(spec);
        for (int i = 0; i < network.LayerCount; i++)
        {
            var parameters = new float[network.ExportLengthOf(i)];
            Span<byte> target = MemoryMarshal.AsBytes(parameters.AsSpan());
            if (reader.BaseStream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw new FormatException($"The network's file ends within layer {i + 1}.");
            network.SetLayerParameters(i, parameters);
        }
        return network;
    }

    // In pieces: a damaged length must not make room for more than the file has.
    private static byte[] Take(BinaryReader reader, int length)
    {
        const int Piece = 1 << 20;
        var content = new MemoryStream(Math.Min(length, Piece));
        var piece = new byte[Math.Min(length, Piece)];
        while (content.Length < length)
        {
            int read = reader.Read(piece, 0, Math.Min(piece.Length, length - (int)content.Length));
            if (read == 0) throw new FormatException($"The network's file ends after {content.Length:N0} of {length:N0} bytes.");
            content.Write(piece, 0, read);
        }
        return content.ToArray();
    }

    private static int Bounded(int value, int most, string what) =>
        value >= 0 && value <= most ? value : throw new FormatException($"The network's file is damaged: it says {value} {what}.");

    private static TKind Kind<TKind>(string name) where TKind : struct, Enum =>
        Enum.TryParse(name, out TKind kind) && Enum.IsDefined(kind) ? kind : throw new FormatException($"The network has the {typeof(TKind).Name} '{name}', which this program does not know.");
}
