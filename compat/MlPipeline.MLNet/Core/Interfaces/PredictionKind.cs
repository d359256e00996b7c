namespace Microsoft.ML;

/// <summary>What a predictor predicts.</summary>
public enum PredictionKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Something else.</summary>
    Custom = 1,

    /// <summary>Yes or no.</summary>
    BinaryClassification = 2,

    /// <summary>One of several classes.</summary>
    MulticlassClassification = 3,

    /// <summary>A number.</summary>
    Regression = 4,

    /// <summary>Several numbers.</summary>
    MultiOutputRegression = 5,

    /// <summary>An order.</summary>
    Ranking = 6,

    /// <summary>What a user likes.</summary>
    Recommendation = 7,

    /// <summary>What is unusual.</summary>
    AnomalyDetection = 8,

    /// <summary>A cluster.</summary>
    Clustering = 9,

    /// <summary>Classes of a sequence.</summary>
    SequenceClassification = 10,
}
