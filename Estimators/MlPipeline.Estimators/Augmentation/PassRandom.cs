namespace MlPipeline.Estimators.Augmentation;

/// <summary>
/// Asks every <see cref="AugmentedDataView"/> behind a cursor for the rows of a certain pass. It is the cursor's
/// <see cref="Random"/>, which ML.NET's transforms pass on to their source, and which otherwise only shuffles rows.
/// A view that gets it says so (<see cref="Reach"/>), so that whoever opened the cursor learns whether its rows vary.
/// </summary>
/// <param name="pass">The pass: an epoch, from 1; 0 where nothing is learned from the rows.</param>
internal sealed class PassRandom(int pass) : Random(pass)
{
    private readonly HashSet<AugmentedDataView> _reached = [];

    /// <summary>The pass.</summary>
    public int Pass { get; } = pass;

    /// <summary>Whether the cursor reads images that a view varies.</summary>
    public bool Varies { get; private set; }

    /// <summary>Records that a view gives the rows of this pass.</summary>
    /// <param name="view">The view.</param>
    /// <param name="readsImages">Whether its images are among the columns that are read.</param>
    public void Reach(AugmentedDataView view, bool readsImages)
    {
        _reached.Add(view);
        Varies |= readsImages;
    }

    /// <summary>Whether a view has been reached.</summary>
    public bool HasReached(AugmentedDataView view) => _reached.Contains(view);
}
