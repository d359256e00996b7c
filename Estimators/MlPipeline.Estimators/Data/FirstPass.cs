using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators.Augmentation;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// The first pass over training rows, which finds out whether they vary: the augmented views that a cursor's
/// <see cref="PassRandom"/> reaches say so when the cursor is opened.
/// </summary>
internal static class FirstPass
{
    /// <summary>Opens the rows: those of pass 0 where they vary, and otherwise as they are, in their order.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="name">What they are for, as messages say it.</param>
    /// <param name="code">How labels are coded.</param>
    /// <param name="augmented">The paths to augmented views (<see cref="AugmentedViews.PathsFrom"/>).</param>
    /// <param name="pass">What the views were asked with; null where there are none.</param>
    public static CursorReader Open(
        RoleMappedData data,
        string name,
        LabelCode code,
        List<IDataView[]> augmented,
        out PassRandom? pass
    )
    {
        pass = augmented.Count == 0 ? null : new PassRandom(0);
        var reader = new CursorReader(data, name, code, pass);
        if (pass is not { Varies: false })
            return reader;
        // Without a PassRandom, because a source that nothing varies would shuffle its rows by it.
        reader.Dispose();
        return new CursorReader(data, name, code, pass: null);
    }

    /// <summary>
    /// Refuses rows that AugmentImages would have to vary but cannot, and warns of those of
    /// <see cref="AugmentImagesTransformer.Augment"/> that stay the same in every epoch.
    /// </summary>
    /// <param name="augmented">The paths to augmented views.</param>
    /// <param name="pass">What they were asked with.</param>
    /// <param name="channel">Receives the warnings.</param>
    /// <exception cref="InvalidOperationException">A step keeps the pass from AugmentImages.</exception>
    public static void CheckReached(List<IDataView[]> augmented, PassRandom? pass, IChannel channel)
    {
        foreach (IDataView[] path in augmented)
        {
            var view = (AugmentedDataView)path[^1];
            if (pass!.HasReached(view))
                continue;
            string step = AugmentedViews.StepThatLosesThePass(path);
            if (view.VariedFor == VariedFor.Training)
                throw new InvalidOperationException(
                    $"The training rows would not be augmented: {step}, a step between AugmentImages of column "
                        + $"'{view.Column.Name}' and the trainer, does not tell it which epoch the rows are for; put "
                        + "AugmentImages after all caching, shuffling, sampling and splitting."
                );
            channel.Warning(
                MessageSensitivity.Schema,
                $"Column '{view.Column.Name}' is not augmented anew each epoch: {step} does not tell Augment which "
                    + "epoch the rows are for; call it after all caching, shuffling, sampling and splitting."
            );
        }
    }
}
