using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Named values that describe a column: the names of its slots, the values of its keys, and so on.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters) => (Schema, _getters) = (schema, getters);

        /// <summary>None.</summary>
        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);

        /// <summary>The annotations' names and types.</summary>
        public DataViewSchema Schema { get; }

        /// <summary>The getter of an annotation.</summary>
        /// <exception cref="InvalidOperationException">It has values of another type.</exception>
        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if ((uint)column.Index >= (uint)_getters.Length || Schema[column.Index].Name != column.Name)
                throw new ArgumentOutOfRangeException(nameof(column), $"There is no annotation '{column.Name}'; there are: {this}.");
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}': annotation '{column.Name}' is {Schema[column.Index].Type}, not {typeof(TValue).Name}.");
        }

        /// <summary>Gets the annotation of that kind.</summary>
        /// <exception cref="InvalidOperationException">There is none, or it has values of another type.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            Column column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetValue)}': there is no annotation '{kind}'; there are: {this}.");
            GetGetter<TValue>(column)(ref value);
        }

        /// <inheritdoc/>
        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        /// <summary>Collects annotations.</summary>
        [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
        public sealed class Builder
        {
            private readonly List<DetachedColumn> _columns = [];
            private readonly List<Delegate> _getters = [];

            /// <summary>Adds those of others whose names the selector takes.</summary>
            public void Add(Annotations? annotations, Func<string, bool> selector)
            {
                ArgumentNullException.ThrowIfNull(selector);
                if (annotations == null) return;
                foreach (Column column in annotations.Schema)
                {
                    if (column.IsHidden || !selector(column.Name)) continue;
                    _columns.Add(new DetachedColumn(column));
                    _getters.Add(annotations._getters[column.Index]);
                }
            }

            /// <summary>Adds one.</summary>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null) =>
                Add(name, type, (Delegate)getter, annotations);

            /// <summary>Adds one whose getter is a ValueGetter of the type's values.</summary>
            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                ArgumentNullException.ThrowIfNull(getter);
                var column = new DetachedColumn(name, type, annotations);
                if (getter.GetType() is not { IsGenericType: true } given || given.GetGenericTypeDefinition() != typeof(ValueGetter<>) || given.GenericTypeArguments[0] != type.RawType)
                    throw new ArgumentException($"Annotation '{name}' is {type}, so its getter must be a ValueGetter of {type.RawType}; got {getter.GetType()}.", nameof(getter));
                _columns.Add(column);
                _getters.Add(getter);
            }

            /// <summary>Adds one that is a single value.</summary>
            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null) =>
                Add(name, type, (ref TValue destination) => destination = value, annotations);

            /// <summary>The annotations.</summary>
            public Annotations ToAnnotations() => _columns.Count == 0 ? Empty : new(new DataViewSchema(_columns), [.. _getters]);
        }
    }
}
