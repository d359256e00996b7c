using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>How the members of a class stand for columns. Start from <see cref="Create"/> and change what a run decides: names, vector sizes, annotations.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Which members count.</summary>
    [Flags]
    public enum Direction
    {
        /// <summary>Those that can be read.</summary>
        Read = 1,

        /// <summary>Those that can be written.</summary>
        Write = 2,

        /// <summary>Those that can be read or written.</summary>
        Both = Read | Write,
    }

    /// <summary>The column of that name.</summary>
    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName) ?? throw new ArgumentOutOfRangeException(nameof(columnName), columnName, "The schema definition has no such column.");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.ColumnName != columnName) throw new ArgumentOutOfRangeException(nameof(columnName), columnName, $"The column's name is '{value.ColumnName}'; give the same.");
            int index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0) this[index] = value;
            else Add(value);
        }
    }

    /// <summary>What the public fields and properties of a class and their attributes say.</summary>
    /// <exception cref="ArgumentException">A member is of no type that a column can have, or two stand for one column.</exception>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        SchemaDefinition definition = [];
        HashSet<string> names = [];
        foreach (MemberInfo member in MemberColumns.Of(userType, direction))
        {
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (!names.Add(name)) throw new ArgumentException($"Two members of {userType} stand for the column '{name}'; name one otherwise with [ColumnName].", nameof(userType));
            definition.Add(new Column(member.Name, name, MemberColumns.TypeOf(member)));
        }
        return definition;
    }

    /// <summary>A member and its column.</summary>
    public sealed class Column
    {
        private readonly Dictionary<string, Action<DataViewSchema.Annotations.Builder>> _annotations = [];

        internal Column(string memberName, string columnName, DataViewType columnType) =>
            (MemberName, ColumnName, ColumnType) = (memberName, columnName, columnType);

        /// <summary>The member.</summary>
        public string MemberName { get; }

        /// <summary>The column's name.</summary>
        public string ColumnName { get; set; }

        /// <summary>The column's type; its values must be the member's.</summary>
        public DataViewType ColumnType { get; set; }

        /// <summary>The column's annotations.</summary>
        public DataViewSchema.Annotations Annotations
        {
            get
            {
                DataViewSchema.Annotations.Builder builder = new();
                foreach (Action<DataViewSchema.Annotations.Builder> add in _annotations.Values) add(builder);
                return builder.ToAnnotations();
            }
        }

        /// <summary>Adds an annotation.</summary>
        /// <param name="kind">Its name.</param>
        /// <param name="value">Its value; an array for a vector, a string for text.</param>
        /// <param name="annotationType">Its type.</param>
        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            ArgumentException.ThrowIfNullOrEmpty(kind);
            ArgumentNullException.ThrowIfNull(annotationType);
            if (_annotations.ContainsKey(kind)) throw new ArgumentException($"Column '{ColumnName}' has an annotation '{kind}' already.", nameof(kind));
            Delegate getter = AnnotationValues.GetGetter(value, annotationType);
            _annotations[kind] = builder => builder.Add(kind, annotationType, getter);
        }

        internal void CopyAnnotations(DataViewSchema.Annotations annotations)
        {
            _annotations.Clear();
            _annotations[string.Empty] = builder => builder.Add(annotations, _ => true);
        }
    }
}
