using System.Runtime.InteropServices;

namespace MlPipeline.Network;

/// <summary>
/// Networks as bytes: version and sizes as 32-bit integers, then each layer's weights [inputs, outputs] and biases as
/// 32-bit floats. Kinds are stored by name, so that the order of the enums may change.
/// </summary>
internal static class NetworkFormat
{
    private const int Version = 1;
    private const int MostLayers = 10_000, MostUnits = 1 << 24;

    public static void Write(BinaryWriter writer, FeedForwardNetwork network)
    {
        NetworkSpec spec = network.Spec;
        writer.Write(Version);
        writer.Write(spec.InputSize);
        writer.Write(spec.HiddenLayers.Count);
        foreach (DenseSpec layer in spec.HiddenLayers)
        {
            writer.Write(layer.Units);
            writer.Write(layer.Activation.ToString());
        }
        writer.Write(spec.OutputSize);
        writer.Write(spec.Loss.ToString());
        for (int i = 0; i < network.LayerCount; i++) writer.Write(MemoryMarshal.AsBytes<float>(network.GetLayerParameters(i)));
    }

    public static FeedForwardNetwork Read(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        if (version != Version) throw new FormatException($"The network has format version {version}; this program reads version {Version}.");
        int inputs = Bounded(reader.ReadInt32(), MostUnits, "inputs");
        var layers = new DenseSpec[Bounded(reader.ReadInt32(), MostLayers, "layers")];
        for (int i = 0; i < layers.Length; i++) layers[i] = new DenseSpec(Bounded(reader.ReadInt32(), MostUnits, "units"), Kind<ActivationKind>(reader.ReadString()));
        var spec = new NetworkSpec { InputSize = inputs, HiddenLayers = layers, OutputSize = Bounded(reader.ReadInt32(), MostUnits, "outputs"), Loss = Kind<LossKind>(reader.ReadString()) };
        CheckFits(spec, reader.BaseStream);
        FeedForwardNetwork network = FeedForwardNetwork.Empty(spec);
        for (int i = 0; i < network.LayerCount; i++)
        {
            var parameters = new float[network.Layers[i].ExportLength];
            Span<byte> bytes = MemoryMarshal.AsBytes(parameters.AsSpan());
            if (reader.Read(bytes) is var read && read < bytes.Length && !Fill(reader, bytes[read..])) throw new FormatException($"The network's file ends within layer {i + 1}.");
            network.SetLayerParameters(i, parameters);
        }
        return network;
    }

    // Before memory is taken for them: sizes of a damaged or hostile file can ask for terabytes.
    private static void CheckFits(NetworkSpec spec, Stream stream)
    {
        long left = (stream.Length - stream.Position) / sizeof(float);
        if (spec.ParameterCount > left) throw new FormatException($"The network's file is damaged: its layers have {spec.ParameterCount} parameters, and {left} follow.");
    }

    private static bool Fill(BinaryReader reader, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int read = reader.Read(bytes);
            if (read == 0) return false;
            bytes = bytes[read..];
        }
        return true;
    }

    private static int Bounded(int value, int most, string what) =>
        value >= 0 && value <= most ? value : throw new FormatException($"The network's file is damaged: it says {value} {what}.");

    private static TKind Kind<TKind>(string name) where TKind : struct, Enum =>
        Enum.TryParse(name, out TKind kind) && Enum.IsDefined(kind) ? kind : throw new FormatException($"The network has the {typeof(TKind).Name} '{name}', which this program does not know.");
}
