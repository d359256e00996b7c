namespace Microsoft.ML.Data;

/// <summary>Work that several getters of a row need, done once at each row.</summary>
internal sealed class PerRow(DataViewRow row, Action work)
{
    private long _position = -1;

    public void Update()
    {
        if (_position == row.Position && _position >= 0) return;
        work();
        _position = row.Position; // only now: work that threw is not done
    }
}
