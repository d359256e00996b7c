namespace MlPipeline.AutoTune.Tuners;

/// <summary>The stream of random numbers that tuners draw from, apart from those of training.</summary>
internal static class TunerRandomness
{
    public const string Stream = "tuner";
}
