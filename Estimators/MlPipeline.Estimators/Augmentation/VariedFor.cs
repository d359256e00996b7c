namespace MlPipeline.Estimators.Augmentation;

/// <summary>Which cursors of an <see cref="AugmentedDataView"/> give varied rows.</summary>
internal enum VariedFor
{
    /// <summary>Those that are opened with a <see cref="PassRandom"/>. All others give the rows as they are.</summary>
    Training,

    /// <summary>All. Each that is opened without a <see cref="PassRandom"/> is the view's next pass.</summary>
    EveryCursor,
}
