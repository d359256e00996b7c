namespace MlPipeline.Network.Layers;

/// <summary>What a layer works with in a training step besides rows of x and y.</summary>
internal readonly unsafe struct LayerState
{
    /// <summary>The layer's parameters.</summary>
    public float* Parameters { get; init; }

    /// <summary>What <see cref="Layer.Derive"/> made of them.</summary>
    public float* Derived { get; init; }

    /// <summary>The layer's state of the whole batch.</summary>
    public float* Batch { get; init; }

    /// <summary>The layer's state of each row, from the first row of the call on.</summary>
    public Rows RowStates { get; init; }

    /// <summary>The place in the batch of the first row of the call.</summary>
    public int FirstRow { get; init; }

    /// <summary>Rows of the whole batch.</summary>
    public int BatchRows { get; init; }

    /// <summary>Random bits, other ones for each step and layer.</summary>
    public ulong Noise { get; init; }
}
