using System.Diagnostics;

namespace MlPipeline.Network.Training;

/// <summary>What an epoch has come to so far.</summary>
internal sealed class EpochProgress
{
    private double _loss;
    private double _seconds;
    private long _correct;
    private long _started;
    private float _rate;

    /// <summary>Steps that are over.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether all of them are.</summary>
    public bool IsTrained { get; private set; }

    private double Seconds => IsTrained ? _seconds : _seconds + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Time runs from here.</summary>
    public void Begin() => _started = Stopwatch.GetTimestamp();

    /// <summary>The last step is over.</summary>
    public void End() => (_seconds, IsTrained) = (Seconds, true);

    public void Add(double loss, int correct, float rate)
    {
        Steps++;
        _loss = _loss + loss;
        _correct = _correct + correct;
        _rate = rate;
    }

    public EpochResult Result(int epoch, int rows, bool hasAccuracy) =>
        new(
            epoch,
            new Evaluation(_loss / rows, hasAccuracy ? (double)_correct / rows : double.NaN),
            null,
            _seconds,
            rows / _seconds
        )
        {
            LearningRate = _rate,
        };

    public void Save(BinaryWriter writer)
    {
        writer.Write(Steps);
        writer.Write(IsTrained);
        writer.Write(_loss);
        writer.Write(_correct);
        writer.Write(Seconds);
        writer.Write(_rate);
    }

    public static EpochProgress Restore(BinaryReader reader) =>
        new()
        {
            Steps = reader.ReadInt32(),
            IsTrained = reader.ReadBoolean(),
            _loss = reader.ReadDouble(),
            _correct = reader.ReadInt64(),
            _seconds = reader.ReadDouble(),
            _rate = reader.ReadSingle(),
        };
}
