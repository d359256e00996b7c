namespace MlPipeline.Images.Bmp;

/// <summary>
/// Run lengths: a count and a colour (for 4 bits two that alternate), or after a 0 the end of the row, the end of the image,
/// a step right and up, or so many colours one by one, filled up to 16 bits. What is stepped over has colour 0.
/// </summary>
internal static class BmpRle
{
    private const int EndOfRow = 0, EndOfImage = 1, Step = 2;

    public static byte[] Decode(BmpHeader header, ReadOnlySpan<byte> data)
    {
        var indices = new byte[header.Width * header.Height];
        bool nibbles = header.Bits == 4;
        int x = 0, y = 0;
        for (int at = 0; ;)
        {
            if (at + 2 > data.Length) throw BmpDecoder.Damaged("its pixels end early");
            int count = data[at++], value = data[at++];
            if (count > 0)
            {
                for (int i = 0; i < count; i++) Put((byte)(!nibbles ? value : i % 2 == 0 ? value >> 4 : value & 15));
            }
            else if (value == EndOfRow)
            {
                (x, y) = (0, y + 1);
            }
            else if (value == EndOfImage)
            {
                return indices;
            }
            else if (value == Step)
            {
                if (at + 2 > data.Length) throw BmpDecoder.Damaged("its pixels end early");
                (x, y) = (x + data[at], y + data[at + 1]);
                at += 2;
            }
            else
            {
                int bytes = nibbles ? (value + 1) / 2 : value;
                if (at + bytes > data.Length) throw BmpDecoder.Damaged("its pixels end early");
                for (int i = 0; i < value; i++) Put((byte)(!nibbles ? data[at + i] : i % 2 == 0 ? data[at + i / 2] >> 4 : data[at + i / 2] & 15));
                at += (bytes + 1) / 2 * 2;
            }
        }

        void Put(byte index)
        {
            if (x >= header.Width || y >= header.Height) throw BmpDecoder.Damaged("a run goes beyond its row or the image");
            indices[y * header.Width + x++] = index;
        }
    }
}
