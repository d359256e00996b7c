using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <content>Which column.</content>
public sealed partial class TextLoader
{
    /// <summary>A column and the fields it is read from: one field for a value, several for a vector.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
    public sealed class Column
    {
        /// <summary>The name.</summary>
        public string? Name;

        /// <summary>The fields.</summary>
        public Range[]? Source;

        /// <summary>For keys, how many values; the file has them counted from 0.</summary>
        public KeyCount? KeyCount;

        /// <summary>A column that is to be set.</summary>
        public Column()
        {
        }

        /// <summary>A column of one field.</summary>
        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, [new Range(index)])
        {
        }

        /// <summary>A vector of the fields from <paramref name="minIndex"/> to <paramref name="maxIndex"/>, both included.</summary>
        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, [new Range(minIndex, maxIndex)])
        {
        }

        /// <summary>A column of some ranges of fields.</summary>
        public Column(string name, DataKind dataKind, Range[] source, KeyCount? keyCount = null)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(source);
            (Name, DataKind, Source, KeyCount) = (name, dataKind, source, keyCount);
        }

        /// <summary>The type of the values.</summary>
        public DataKind DataKind { get; set; } = DataKind.Single;

        /// <summary>Whether it is a vector although it may have one field only.</summary>
        internal bool IsVector => Source!.Length > 1 || Source[0] is { ForceVector: true } or { IsOpen: true } or { AllOther: true } || Source[0].Max > Source[0].Min;
    }
}
