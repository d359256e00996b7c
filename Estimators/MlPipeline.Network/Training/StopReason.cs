namespace MlPipeline.Network;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    AllEpochs,

    /// <summary>The validation figures had stopped getting better (<see cref="EarlyStopping"/>).</summary>
    EarlyStopping,

    /// <summary>The callback <see cref="TrainingOptions.OnEpoch"/> said so.</summary>
    Callback,
}
