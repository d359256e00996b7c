using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>One column to convert: to which kind, and for key columns how many keys there are.</summary>
internal sealed record ConvertedColumn(string Name, string InputName, DataKind OutputKind, ulong? KeyCount = null)
{
    public PrimitiveDataViewType OutputType
    {
        get
        {
            PrimitiveDataViewType item = DataKinds.TypeOrNull(OutputKind)
                ?? throw new ArgumentOutOfRangeException(
                    nameof(OutputKind), OutputKind, $"Column '{Name}': {OutputKind} is no data kind; give one of DataKind's members.");
            return KeyCount is { } count ? new KeyDataViewType(item.RawType, count) : item;
        }
    }
}
