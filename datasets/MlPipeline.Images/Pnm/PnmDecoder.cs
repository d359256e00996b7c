namespace MlPipeline.Images.Pnm;

/// <summary>PBM, PGM and PPM, P1 to P6: a header of numbers in text, then the samples as text or bytes.</summary>
internal static class PnmDecoder
{
    private const string Format = "PNM";
    private const int MostValue = 65_535;

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.Length > 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6' && IsSpace(file[2]);

    public static RgbaImage Decode(ReadOnlySpan<byte> file)
    {
        int kind = file[1] - '0', at = 2;
        bool isText = kind <= 3, isBitmap = kind is 1 or 4;
        int channels = kind is 3 or 6 ? 3 : 1;
        int width = Number(file, ref at), height = Number(file, ref at), most = isBitmap ? 1 : Number(file, ref at);
        ImageDecoder.CheckSize(Format, width, height);
        if (most is < 1 or > MostValue) throw Damaged($"its largest value is {most}, 1 to {MostValue} can be");

        long samples = (long)width * height * channels;
        long needed = isText ? samples : isBitmap ? (width + 7L) / 8 * height : samples * (most > 255 ? 2 : 1);
        if (!isText) at++; // one space after the header
        if (file.Length - at < needed) throw Damaged("its pixels end early");

        var image = new RgbaImage(new byte[width * height * RgbaImage.Channels], height, width);
        for (int i = 0; i < width * height; i++)
        {
            Span<byte> pixel = image.Pixels.AsSpan(i * RgbaImage.Channels, RgbaImage.Channels);
            for (int c = 0; c < channels; c++)
            {
                int sample = kind switch
                {
                    1 => 1 - Bit(file, ref at),
                    4 => 1 - (file[at + i / width * ((width + 7) / 8) + i % width / 8] >> (7 - i % width % 8) & 1),
                    2 or 3 => Number(file, ref at),
                    _ => most > 255 ? file[at++] << 8 | file[at++] : file[at++],
                };
                if (sample > most) throw Damaged($"a value is {sample}, its largest is said to be {most}");
                pixel[c] = (byte)((sample * 255 + most / 2) / most);
            }
            if (channels == 1) pixel[1] = pixel[2] = pixel[0];
            pixel[3] = 255;
        }
        return image;
    }

    // Digits after any space and comments, which go from # to the end of the line.
    private static int Number(ReadOnlySpan<byte> file, ref int at)
    {
        SkipSpace(file, ref at);
        int start = at;
        long number = 0;
        for (; at < file.Length && char.IsAsciiDigit((char)file[at]) && number <= int.MaxValue; at++) number = number * 10 + file[at] - '0';
        if (at == start || number > int.MaxValue) throw Damaged(at >= file.Length ? "it ends early" : $"there is no number at byte {start}");
        return (int)number;
    }

    // The text of bitmaps needs no space between its digits.
    private static int Bit(ReadOnlySpan<byte> file, ref int at)
    {
        SkipSpace(file, ref at);
        if (at >= file.Length) throw Damaged("its pixels end early");
        return file[at++] switch
        {
            (byte)'0' => 0,
            (byte)'1' => 1,
            _ => throw Damaged($"there is neither 0 nor 1 at byte {at - 1}"),
        };
    }

    private static void SkipSpace(ReadOnlySpan<byte> file, ref int at)
    {
        for (; at < file.Length && (IsSpace(file[at]) || file[at] == '#'); at++)
        {
            if (file[at] == '#')
                while (at < file.Length - 1 && file[at] is not ((byte)'\n' or (byte)'\r')) at++;
        }
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\v' or (byte)'\f';

    private static InvalidDataException Damaged(string what) => ImageDecoder.Damaged(Format, what);
}
