using System.Runtime.InteropServices;

namespace MlPipeline.Network.Format;

/// <summary>
/// Networks as bytes, little-endian. Version 2: the version, the spec (shape of the input, hidden layers as text,
/// outputs, loss by name), then each layer's parameters as 32-bit floats in the order of
/// <see cref="FeedForwardNetwork.GetLayerParameters"/>. Version 1, which knew dense layers only, is still read.
/// </summary>
internal static class NetworkFormat
{
    private const int Version = 2;
    private const int MostLayers = 10_000;
    private const int MostUnits = 1 << 24;

    public static void Write(BinaryWriter writer, FeedForwardNetwork network)
    {
        NetworkSpec spec = network.Spec;
        writer.Write(Version);
        writer.Write(spec.Input.Channels);
        writer.Write(spec.Input.Height);
        writer.Write(spec.Input.Width);
        writer.Write(new Architecture(spec.HiddenLayers).ToString());
        writer.Write(spec.OutputSize);
        writer.Write(spec.Loss.ToString());
        for (int i = 0; i < network.LayerCount; i++)
            writer.Write(MemoryMarshal.AsBytes<float>(network.GetLayerParameters(i)));
    }

    public static FeedForwardNetwork Read(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        return version switch
        {
            1 => ReadVersion1(reader),
            Version => ReadVersion2(reader),
            _ => throw new FormatException(
                $"The network has format version {version}; this program reads versions 1 to {Version}."
            ),
        };
    }

    private static FeedForwardNetwork ReadVersion2(BinaryReader reader)
    {
        var input = new TensorShape(
            Bounded(reader.ReadInt32(), MostUnits, "channels"),
            Bounded(reader.ReadInt32(), MostUnits, "rows"),
            Bounded(reader.ReadInt32(), MostUnits, "columns")
        );
        var spec = new NetworkSpec
        {
            Input = input,
            HiddenLayers = Architecture.Parse(reader.ReadString()).Layers,
            OutputSize = Bounded(reader.ReadInt32(), MostUnits, "outputs"),
            Loss = Kind<LossKind>(reader.ReadString()),
        };
        return ReadParameters(reader, spec);
    }

    private static FeedForwardNetwork ReadVersion1(BinaryReader reader)
    {
        int inputs = Bounded(reader.ReadInt32(), MostUnits, "inputs");
        var layers = new LayerSpec[Bounded(reader.ReadInt32(), MostLayers, "layers")];
        for (int i = 0; i < layers.Length; i++)
            layers[i] = new DenseSpec(
                Bounded(reader.ReadInt32(), MostUnits, "units"),
                Kind<ActivationKind>(reader.ReadString())
            );
        var spec = new NetworkSpec
        {
            InputSize = inputs,
            HiddenLayers = layers,
            OutputSize = Bounded(reader.ReadInt32(), MostUnits, "outputs"),
            Loss = Kind<LossKind>(reader.ReadString()),
        };
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
        // Before memory is taken for them: sizes of a damaged or hostile file can ask for terabytes.
        long left = (reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float);
        if (spec.ParameterCount > left)
            throw new FormatException(
                $"The network's file is damaged: its layers have {spec.ParameterCount} parameters, and {left} follow."
            );
        FeedForwardNetwork network = FeedForwardNetwork.Empty(spec);
        for (int i = 0; i < network.LayerCount; i++)
        {
            var parameters = new float[network.ExportLengthOf(i)];
            Span<byte> target = MemoryMarshal.AsBytes(parameters.AsSpan());
            if (reader.BaseStream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
                throw new FormatException($"The network's file ends within layer {i + 1}.");
            network.SetLayerParameters(i, parameters);
        }
        return network;
    }

    private static int Bounded(int value, int most, string what) =>
        value >= 0 && value <= most
            ? value
            : throw new FormatException($"The network's file is damaged: it says {value} {what}.");

    private static TKind Kind<TKind>(string name)
        where TKind : struct, Enum =>
        Enum.TryParse(name, out TKind kind) && Enum.IsDefined(kind)
            ? kind
            : throw new FormatException(
                $"The network has the {typeof(TKind).Name} '{name}', which this program does not know."
            );
}
