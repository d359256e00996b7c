namespace Microsoft.ML;

/// <summary>Trains predictors.</summary>
public interface ITrainer
{
    /// <summary>What it wants of its data.</summary>
    TrainerInfo Info { get; }

    /// <summary>What its predictors predict.</summary>
    PredictionKind PredictionKind { get; }

    /// <summary>Trains.</summary>
    IPredictor Train(TrainContext context);
}

/// <summary>Trains predictors of a type.</summary>
public interface ITrainer<out TPredictor> : ITrainer
    where TPredictor : IPredictor
{
    /// <summary>Trains.</summary>
    new TPredictor Train(TrainContext context);
}
