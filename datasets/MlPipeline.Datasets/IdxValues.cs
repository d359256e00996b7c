using System.Buffers.Binary;
using System.Globalization;

namespace MlPipeline.Datasets;

/// <summary>The types of values that an IDX file may hold: the third byte of its magic number.</summary>
internal enum IdxType : byte
{
    Byte = 0x08,
    SignedByte = 0x09,
    Int16 = 0x0B,
    Int32 = 0x0C,
    Single = 0x0D,
    Double = 0x0E,
}

/// <summary>Brings values of every IDX type to bytes.</summary>
internal static class IdxValues
{
    /// <summary>Bytes of one value; 0 where the type is unknown.</summary>
    public static int SizeOf(IdxType type) =>
        type switch
        {
            IdxType.Byte or IdxType.SignedByte => 1,
            IdxType.Int16 => 2,
            IdxType.Int32 or IdxType.Single => 4,
            IdxType.Double => 8,
            _ => 0,
        };

    /// <summary>
    /// Whole numbers from 0 to 255 as they are. Floating-point values that all lie from 0 to 1 are taken as shares of
    /// 255 where
    /// <paramref name="sharesOf255"/> is set, and rounded.
    /// </summary>
    /// <exception cref="DatasetException">A value is none of these.</exception>
    public static byte[] ToBytes(byte[] values, IdxType type, bool sharesOf255, string path)
    {
        if (type == IdxType.Byte)
            return values;
        int size = SizeOf(type);
        double scale =
            sharesOf255 && type is IdxType.Single or IdxType.Double && AllFrom0To1(values, type, size) ? 255 : 1;
        var bytes = new byte[values.Length / size];
        for (int i = 0; i < bytes.Length; i++)
        {
            double value = Read(values, i, type, size);
            double scaled = scale == 1 ? value : Math.Round(scale * value);
            if (!(scaled >= 0 && scaled <= byte.MaxValue && scaled == Math.Truncate(scaled)))
            {
                string shares = sharesOf255 ? ", or shares from 0 to 1" : "";
                throw new DatasetException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Value {i} of '{path}' is {value}; give whole numbers from 0 to 255{shares}."
                    )
                );
            }
            bytes[i] = (byte)scaled;
        }
        return bytes;
    }

    private static bool AllFrom0To1(byte[] values, IdxType type, int size)
    {
        for (int i = 0; i < values.Length / size; i++)
            if (Read(values, i, type, size) is not (>= 0 and <= 1))
                return false;
        return true;
    }

    private static double Read(byte[] values, int index, IdxType type, int size)
    {
        ReadOnlySpan<byte> at = values.AsSpan(index * size, size);
        return type switch
        {
            IdxType.SignedByte => (sbyte)at[0],
            IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(at),
            IdxType.Int32 => BinaryPrimitives.ReadInt32BigEndian(at),
            IdxType.Single => BinaryPrimitives.ReadSingleBigEndian(at),
            _ => BinaryPrimitives.ReadDoubleBigEndian(at),
        };
    }
}
