using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Data;

/// <summary>
/// A set of at most 256 floats, told apart by their bits and numbered in the order they came: a hash table with open
/// addressing.
/// </summary>
internal sealed class DistinctValues
{
    /// <summary>What a byte can number.</summary>
    public const int Most = 256;

    /// <summary>Memory of a set.</summary>
    public const int Bytes = Slots * sizeof(ushort) + Most * sizeof(float);

    private const int SlotBits = 10;
    private const int Slots = 1 << SlotBits;

    // The number of the value in a slot, plus 1; 0 in an empty slot.
    private readonly ushort[] _numbers = new ushort[Slots];
    private readonly float[] _values = new float[Most];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The values, in the order they came.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Empties the set.</summary>
    public void Clear()
    {
        Array.Clear(_numbers);
        Count = 0;
    }

    /// <summary>The number of a value; -1 where it is not in the set.</summary>
    public int Find(float value) => _numbers[SlotOf(value)] - 1;

    /// <summary>
    /// The number of a value, which is added where it is new; -1 where it is new and there is no room.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(float value)
    {
        int slot = SlotOf(value);
        if (_numbers[slot] > 0)
            return _numbers[slot] - 1;
        if (Count == Most)
            return -1;
        _values[Count++] = value;
        _numbers[slot] = (ushort)Count;
        return Count - 1;
    }

    /// <summary>Where the value is, or belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        // Fibonacci hashing: the upper bits of the product depend on every bit of the value.
        int slot = (int)((uint)bits * 2654435769u >> (32 - SlotBits));
        while (_numbers[slot] > 0 && BitConverter.SingleToInt32Bits(_values[_numbers[slot] - 1]) != bits)
            slot = (slot + 1) % Slots;
        return slot;
    }
}
