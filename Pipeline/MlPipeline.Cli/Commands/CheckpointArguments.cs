using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Network;

namespace MlPipeline.Cli.Commands;

/// <summary>Options for where and how often a training is saved, and for resuming it.</summary>
internal sealed class CheckpointArguments
{
    private readonly Option<string?> _file = new("--checkpoint")
    {
        Description = "File for checkpoints, from which an interrupted training can be resumed.",
    };
    private readonly Option<int> _epochs = new("--checkpoint-epochs")
    {
        Description = "Epochs from one checkpoint to the next; 0: only at the end, and when interrupted.",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<double?> _minutes = new("--checkpoint-minutes")
    {
        Description = "Minutes from one checkpoint to the next, besides those after epochs. Default: none.",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Resume from the file of --checkpoint; the result is that of a training without interruption.",
    };

    public IEnumerable<Option> All => [_file, _epochs, _minutes, _resume];

    /// <exception cref="InputException">The options do not go together, or are outside their range.</exception>
    public CheckpointOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_file) is not { } file)
        {
            if (parsed.GetValue(_resume))
                throw new InputException($"{_resume.Name} needs the file to resume from; give {_file.Name} FILE.");
            if (parsed.GetValue(_minutes) is { })
                throw new InputException($"{_minutes.Name} needs a file to write to; give {_file.Name} FILE.");
            return null;
        }
        double? minutes = parsed.GetValue(_minutes);
        if (minutes is { } m && !(m > 0 && m <= TimeSpan.MaxValue.TotalMinutes))
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"{_minutes.Name} is {m}; give a number above 0.")
            );
        bool resume = parsed.GetValue(_resume);
        if (resume && !File.Exists(file))
            throw new InputException(
                $"There is no checkpoint '{file}' to resume from; check {_file.Name}, or train without {_resume.Name}."
            );
        OutputFile.CheckWritable(file);
        return new CheckpointOptions
        {
            Path = file,
            EveryEpochs = parsed.GetValue(_epochs),
            EveryTime = minutes is { } given ? TimeSpan.FromMinutes(given) : null,
            Resume = resume,
        };
    }
}
