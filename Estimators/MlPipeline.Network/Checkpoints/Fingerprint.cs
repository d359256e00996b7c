using System.Globalization;
using MlPipeline.Network.Data;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Checkpoints;

/// <summary>
/// What must be the same for a training to go on from a checkpoint: network, data, and every option that has a say in
/// the weights. As names and texts, so that a difference can be told. The number of epochs is stored with them and may
/// change.
/// </summary>
internal static class Fingerprint
{
    public static (string Name, string Value)[] Of(
        FeedForwardNetwork network,
        RowSource training,
        RowSource? validation,
        TrainingOptions options
    ) =>
        InvariantText.Make<(string Name, string Value)[]>(() =>
            [
                ("the network", $"'{network.Spec}'"),
                ("the training data", training.Fingerprint()),
                ("the validation data", validation?.Fingerprint() ?? "none"),
                .. Of(options),
            ]
        );

    public static (string Name, string Value)[] Of(TrainingOptions options) => Of(options, TrainingOptionTable.All);

    /// <summary>The options of a table that must be the same.</summary>
    public static (string Name, string Value)[] Of(TrainingOptions options, IEnumerable<TrainingOption> table) =>
        InvariantText.Make<(string Name, string Value)[]>(() =>
            [
                .. from option in table
                where option.IsInFingerprint
                select (option.Name, option.Fingerprint(options)?.ToString() ?? "none"),
            ]
        );

    public static void Write(BinaryWriter writer, (string Name, string Value)[] fingerprint)
    {
        writer.Write(fingerprint.Length);
        foreach ((string name, string value) in fingerprint)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    /// <summary>Compares all but the number of epochs.</summary>
    /// <returns>The number of epochs of the training that wrote the checkpoint.</returns>
    /// <exception cref="CheckpointException">The checkpoint is of another training.</exception>
    public static int Check(BinaryReader reader, (string Name, string Value)[] here, string path)
    {
        int count = reader.ReadInt32();
        Dictionary<string, string> stored = [];
        for (int i = 0; i < count; i++)
            stored[reader.ReadString()] = reader.ReadString();
        foreach ((string name, string value) in here)
        {
            if (!stored.TryGetValue(name, out string? other))
                throw new CheckpointException(
                    $"The checkpoint '{path}' is of another version of this program, which had no {name}; train "
                        + "without resuming."
                );
            if (other == value || name == nameof(TrainingOptions.Epochs))
                continue;
            throw new CheckpointException(
                $"The checkpoint '{path}' cannot be resumed: {name} was {other} and is now {value}; give the same, "
                    + $"or train without resuming."
            );
        }
        return int.Parse(stored[nameof(TrainingOptions.Epochs)], CultureInfo.InvariantCulture);
    }
}
