using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>One concatenation on one schema: its sources, and the output column's type and annotations.</summary>
internal sealed class BoundConcatenation : IPrimitiveTypeVisitor<Func<DataViewRow, Delegate>>
{
    private readonly ConcatenatedColumn _column;
    private readonly Func<DataViewRow, Delegate> _makeGetter;

    public BoundConcatenation(IHost host, ConcatenatedColumn column, DataViewSchema inputSchema)
    {
        _column = column;
        Sources = [.. column.Sources.Select(source => inputSchema.GetColumnOrNull(source.Name)
            ?? throw host.ExceptSchemaMismatch(nameof(inputSchema), "source", source.Name))];

        DataViewType item = ItemTypes.ItemOf(Sources[0].Type);
        foreach (DataViewSchema.Column source in Sources)
        {
            if (!ItemTypes.ItemOf(source.Type).Equals(item))
            {
                throw host.ExceptSchemaMismatch(
                    nameof(inputSchema), "source", source.Name, $"{item} or a vector of it", source.Type.ToString()!);
            }
        }

        if (item is not PrimitiveDataViewType primitive || PrimitiveTypes.Visit(item.RawType, this) is not { } makeGetter)
        {
            throw host.ExceptSchemaMismatch(
                nameof(inputSchema), "source", Sources[0].Name, "a primitive type or a vector of one", Sources[0].Type.ToString()!);
        }

        _makeGetter = makeGetter;
        bool variable = Sources.Any(source => source.Type is VectorDataViewType { IsKnownSize: false });
        Output = new DataViewSchema.DetachedColumn(column.Name, OutputType(primitive, variable), Annotate(variable));
    }

    public DataViewSchema.Column[] Sources { get; }

    public DataViewSchema.DetachedColumn Output { get; }

    public Delegate MakeGetter(DataViewRow input) => _makeGetter(input);

    public Func<DataViewRow, Delegate> Visit<T>()
        where T : notnull
        => row => new ConcatenatingGetter<T>(row, Sources).Getter;

    private static int SizeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    // A single vector passes through with its own dimensions.
    private VectorDataViewType OutputType(PrimitiveDataViewType item, bool variable)
        => Sources is [{ Type: VectorDataViewType only }] ? only
            : new VectorDataViewType(item, variable ? 0 : Sources.Sum(SizeOf));

    private DataViewSchema.Annotations Annotate(bool variable)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        bool named = Sources.Any(source => source.Type is not VectorDataViewType || source.HasSlotNames());
        if (named && !variable)
        {
            int size = Sources.Sum(SizeOf);
            builder.Add<VBuffer<ReadOnlyMemory<char>>>(
                AnnotationUtils.Kinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), GetSlotNames);
        }

        if (Sources.All(source => source.IsNormalized()))
            builder.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        return builder.ToAnnotations();
    }

    /// <summary>A scalar's slot is named after its column; a vector's slots keep their names, or stay unnamed.</summary>
    private void GetSlotNames(ref VBuffer<ReadOnlyMemory<char>> destination)
    {
        var names = new ReadOnlyMemory<char>[Sources.Sum(SizeOf)];
        int slot = 0;
        for (int i = 0; i < Sources.Length; i++)
        {
            string? alias = _column.Sources[i].Alias;
            if (Sources[i].Type is not VectorDataViewType)
            {
                names[slot++] = (alias ?? Sources[i].Name).AsMemory();
                continue;
            }

            if (Sources[i].HasSlotNames())
            {
                VBuffer<ReadOnlyMemory<char>> own = default;
                Sources[i].GetSlotNames(ref own);
                foreach ((int index, ReadOnlyMemory<char> name) in own.Items())
                    names[slot + index] = alias is null || name.IsEmpty ? name : $"{alias}.{name}".AsMemory();
            }

            slot += SizeOf(Sources[i]);
        }

        destination = new VBuffer<ReadOnlyMemory<char>>(names.Length, names);
    }
}
