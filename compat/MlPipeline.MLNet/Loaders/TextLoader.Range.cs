using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <content>Which fields.</content>
public sealed partial class TextLoader
{
    /// <summary>Fields that follow each other, counted from 0.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
    public sealed class Range
    {
        /// <summary>The first field.</summary>
        public int Min;

        /// <summary>The last field, included; null for the last of the line.</summary>
        public int? Max;

        /// <summary>Whether it goes to the end of the line, however long the first line is.</summary>
        public bool AutoEnd;

        /// <summary>Whether it goes to the end of each line, so that vectors vary in size.</summary>
        public bool VariableEnd;

        /// <summary>Whether it takes all fields that no other range takes.</summary>
        public bool AllOther;

        /// <summary>Whether one field makes a vector of one item.</summary>
        public bool ForceVector;

        /// <summary>Field 0, until it is set.</summary>
        public Range()
        {
        }

        /// <summary>One field.</summary>
        public Range(int index)
        {
            if (index < 0) throw new ArgumentOutOfRangeException(nameof(index), index, "Fields are counted from 0.");
            (Min, Max) = (index, index);
        }

        /// <summary>The fields from <paramref name="min"/> to <paramref name="max"/>, both included; to the end of the line where that is null.</summary>
        public Range(int min, int? max)
        {
            if (min < 0) throw new ArgumentOutOfRangeException(nameof(min), min, "Fields are counted from 0.");
            if (max < min) throw new ArgumentOutOfRangeException(nameof(max), max, $"The last field comes before the first, {min}.");
            (Min, Max, AutoEnd) = (min, max, max == null);
        }

        internal bool IsOpen => AutoEnd || VariableEnd || Max == null;
    }
}
