using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The kinds of annotations, and ways to read them.</summary>
public static class AnnotationUtils
{
    /// <summary>The type of <see cref="Kinds.ScoreColumnSetId"/>.</summary>
    public static KeyDataViewType ScoreColumnSetIdType { get; } = new(typeof(uint), int.MaxValue);

    /// <summary>The type of names of so many slots.</summary>
    public static VectorDataViewType GetNamesType(int size) => new(TextDataViewType.Instance, size);

    /// <summary>Gets an annotation of a kind and type, if the column has it.</summary>
    public static bool TryGetAnnotation<T>(this DataViewSchema schema, PrimitiveDataViewType type, string kind, int col, ref T value)
    {
        DataViewSchema.Annotations annotations = schema[col].Annotations;
        if (annotations.Schema.GetColumnOrNull(kind) is not { } column || !column.Type.Equals(type)) return false;
        annotations.GetValue(kind, ref value);
        return true;
    }

    /// <summary>The largest value of an unsigned annotation (such as a score set's number) and the column that has it; 0 and -1 where none has.</summary>
    public static uint GetMaxAnnotationKind(this DataViewSchema schema, out int colMax, string annotationKind, Func<DataViewSchema, int, bool>? filterFunc = null)
    {
        uint max = 0;
        colMax = -1;
        for (int col = 0; col < schema.Count; col++)
        {
            uint value = 0;
            if (schema[col].Annotations.Schema.GetColumnOrNull(annotationKind) is not { Type: KeyDataViewType { RawType: var raw } } || raw != typeof(uint)) continue;
            if (filterFunc != null && !filterFunc(schema, col)) continue;
            schema[col].Annotations.GetValue(annotationKind, ref value);
            if (value <= max) continue;
            (max, colMax) = (value, col);
        }
        return max;
    }

    /// <summary>The columns whose unsigned annotation has a value.</summary>
    public static IEnumerable<int> GetColumnSet(this DataViewSchema schema, string annotationKind, uint value)
    {
        for (int col = 0; col < schema.Count; col++)
        {
            uint have = 0;
            if (schema[col].Annotations.Schema.GetColumnOrNull(annotationKind) is not { Type: KeyDataViewType }) continue;
            schema[col].Annotations.GetValue(annotationKind, ref have);
            if (have == value) yield return col;
        }
    }

    /// <summary>The annotations of what a trainer's transformer adds.</summary>
    public static IEnumerable<SchemaShape.Column> GetTrainerOutputAnnotation(bool isNormalized = false)
    {
        yield return new SchemaShape.Column(Kinds.ScoreColumnSetId, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true);
        yield return new SchemaShape.Column(Kinds.ScoreColumnKind, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, false);
        yield return new SchemaShape.Column(Kinds.ScoreValueKind, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, false);
        if (isNormalized) yield return new SchemaShape.Column(Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);
    }

    /// <summary>The annotations of a multiclass score: those of every score, and names of the classes where the label has them.</summary>
    public static IEnumerable<SchemaShape.Column> AnnotationsForMulticlassScoreColumn(SchemaShape.Column? labelColumn = null)
    {
        if (labelColumn is { IsKey: true } label && label.Annotations.TryFindColumn(Kinds.KeyValues, out SchemaShape.Column keyValues) && keyValues.Kind == SchemaShape.Column.VectorKind.Vector)
        {
            if (keyValues.ItemType is TextDataViewType)
                yield return new SchemaShape.Column(Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, keyValues.ItemType, false);
            yield return new SchemaShape.Column(Kinds.TrainingLabelValues, SchemaShape.Column.VectorKind.Vector, keyValues.ItemType, false);
        }
        foreach (SchemaShape.Column column in GetTrainerOutputAnnotation()) yield return column;
    }

    /// <summary>Whether a column says that its values are normalized.</summary>
    public static bool IsNormalized(this SchemaShape.Column column) =>
        column.Annotations.TryFindColumn(Kinds.IsNormalized, out SchemaShape.Column annotation)
        && annotation.Kind == SchemaShape.Column.VectorKind.Scalar && annotation.ItemType is BooleanDataViewType;

    /// <summary>Whether a column names its slots.</summary>
    public static bool HasSlotNames(this SchemaShape.Column col) =>
        col.Annotations.TryFindColumn(Kinds.SlotNames, out SchemaShape.Column annotation)
        && annotation.Kind == SchemaShape.Column.VectorKind.Vector && annotation.ItemType is TextDataViewType;

    /// <summary>Whether a column names its slots, so many of them.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column, int vectorSize) =>
        vectorSize > 0 && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames) is { Type: VectorDataViewType { ItemType: TextDataViewType } type } && type.Size == vectorSize;

    /// <summary>Names of annotations.</summary>
    public static class Kinds
    {
        /// <summary>Names of a vector's slots.</summary>
        public const string SlotNames = "SlotNames";

        /// <summary>What keys stand for.</summary>
        public const string KeyValues = "KeyValues";

        /// <summary>The set a score column belongs to.</summary>
        public const string ScoreColumnSetId = "ScoreColumnSetId";

        /// <summary>What kind of predictor a score comes from.</summary>
        public const string ScoreColumnKind = "ScoreColumnKind";

        /// <summary>What a score column's value is.</summary>
        public const string ScoreValueKind = "ScoreValueKind";

        /// <summary>Whether values are normalized.</summary>
        public const string IsNormalized = "IsNormalized";

        /// <summary>Whether a column is for people to see.</summary>
        public const string IsUserVisible = "IsUserVisible";

        /// <summary>What the classes of a score stand for.</summary>
        public const string TrainingLabelValues = "TrainingLabelValues";

        /// <summary>Which slots of a vector are categories.</summary>
        public const string CategoricalSlotRanges = "CategoricalSlotRanges";
    }

    /// <summary>Values of annotations.</summary>
    public static class Const
    {
        /// <summary>Kinds of predictors.</summary>
        public static class ScoreColumnKind
        {
            /// <summary>Yes or no.</summary>
            public const string BinaryClassification = "BinaryClassification";

            /// <summary>One of several classes.</summary>
            public const string MulticlassClassification = "MulticlassClassification";

            /// <summary>A number.</summary>
            public const string Regression = "Regression";
        }

        /// <summary>Values of a score set.</summary>
        public static class ScoreValueKind
        {
            /// <summary>The score.</summary>
            public const string Score = "Score";

            /// <summary>The predicted label.</summary>
            public const string PredictedLabel = "PredictedLabel";

            /// <summary>The probability.</summary>
            public const string Probability = "Probability";
        }
    }
}
