namespace Microsoft.ML.Data;

/// <summary>Copies of a column's values by place.</summary>
internal abstract class StoredColumn
{
    /// <summary>Copies the input's current value.</summary>
    public abstract void Put(int place);

    /// <summary>Lets go of the input: nothing more will be put.</summary>
    public abstract void Seal(int count);

    /// <summary>A getter of the value at a place that changes.</summary>
    public abstract Delegate CreateGetter(Func<int> place);
}

/// <summary>Copies of a column's values by place.</summary>
internal abstract class StoredColumn<T>(ValueGetter<T> input) : StoredColumn
{
    private ValueGetter<T> _input = input;
    private T[] _values = [];

    protected T[] Values => _values;

    public sealed override void Put(int place)
    {
        if (place >= _values.Length) Array.Resize(ref _values, (int)Math.Min(Array.MaxLength, Math.Max(16, 2L * _values.Length)));
        _input(ref _values[place]);
    }

    public sealed override void Seal(int count)
    {
        _input = (ref T _) => throw new InvalidOperationException("The column is complete.");
        Array.Resize(ref _values, count);
    }
}

/// <summary>Single values.</summary>
internal sealed class ValueColumn<T>(ValueGetter<T> input) : StoredColumn<T>(input)
{
    public override Delegate CreateGetter(Func<int> place) => new ValueGetter<T>((ref T value) => value = Values[place()]);
}

/// <summary>Vectors, copied out again so that no reader can change what is stored.</summary>
internal sealed class VectorColumn<T>(ValueGetter<VBuffer<T>> input) : StoredColumn<VBuffer<T>>(input)
{
    public override Delegate CreateGetter(Func<int> place) => new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) => Values[place()].CopyTo(ref value));
}
