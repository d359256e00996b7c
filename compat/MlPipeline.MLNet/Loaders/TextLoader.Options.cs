using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <content>How the text is read.</content>
public sealed partial class TextLoader
{
    /// <summary>How the text is read.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
    public class Options
    {
        /// <summary>Whether a field may stand in double quotes, with separators inside, and quotes written twice.</summary>
        public bool AllowQuoting;

        /// <summary>Whether a line may end in a length and index:value pairs, the other values being 0.</summary>
        public bool AllowSparse;

        /// <summary>The number of fields in a line; null to find it out.</summary>
        public int? InputSize;

        /// <summary>What separates fields.</summary>
        public char[] Separators = ['\t'];

        /// <summary>What separates the fraction from the whole.</summary>
        public char DecimalMarker = '.';

        /// <summary>The columns.</summary>
        public Column[]? Columns;

        /// <summary>Whether white space at the end of lines and around fields is dropped.</summary>
        public bool TrimWhitespace;

        /// <summary>A file whose first line names the fields, instead of the data's own.</summary>
        public string? HeaderFile;

        /// <summary>How many rows to read at most; null for all.</summary>
        public long? MaxRows;

        /// <summary>Whether the first line of each file names the fields.</summary>
        public bool HasHeader;

        /// <summary>Whether several cursors may read at once.</summary>
        public bool UseThreads = true;

        /// <summary>Whether a quoted field may go on over several lines.</summary>
        public bool ReadMultilines;

        /// <summary>What makes a quote inside a quoted field part of it.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether an empty field is NaN, for numbers that have it, instead of 0.</summary>
        public bool MissingRealsAsNaNs;

        internal Options Clone() => (Options)MemberwiseClone();
    }
}
