namespace MlPipeline.Datasets.Images;

/// <summary>Resizes by area: a pixel of the result is the mean of the area of the source that it covers.</summary>
internal static class AreaResampling
{
    /// <param name="source">[height, width].</param>
    /// <param name="height">Rows of the source.</param>
    /// <param name="width">Columns of the source.</param>
    /// <param name="newHeight">Rows of the result.</param>
    /// <param name="newWidth">Columns of the result.</param>
    /// <returns>[newHeight, newWidth].</returns>
    public static byte[] Resize(byte[] source, int height, int width, int newHeight, int newWidth)
    {
        Interval[] rows = Intervals(height, newHeight);
        Interval[] columns = Intervals(width, newWidth);
        var result = new byte[newHeight * newWidth];
        var sums = new double[newWidth];
        for (int y = 0; y < newHeight; y++)
        {
            Array.Clear(sums);
            for (int row = rows[y].First; row <= rows[y].Last; row++)
                AddRow(source.AsSpan(row * width, width), columns, rows[y].Share(row), sums);
            for (int x = 0; x < newWidth; x++)
                result[y * newWidth + x] = (byte)Math.Clamp(Math.Round(sums[x]), 0, 255);
        }
        return result;
    }

    private static void AddRow(ReadOnlySpan<byte> row, Interval[] columns, double share, Span<double> sums)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            Interval covered = columns[x];
            double sum = covered.FirstShare * row[covered.First];
            if (covered.Last > covered.First)
            {
                int inner = 0;
                foreach (byte pixel in row[(covered.First + 1)..covered.Last])
                    inner += pixel;
                sum += covered.InnerShare * inner + covered.LastShare * row[covered.Last];
            }
            sums[x] += share * sum;
        }
    }

    private static Interval[] Intervals(int size, int newSize)
    {
        var intervals = new Interval[newSize];
        double length = (double)size / newSize;
        for (int i = 0; i < newSize; i++)
        {
            double start = (double)i * size / newSize;
            double end = (double)(i + 1) * size / newSize;
            int first = Math.Min((int)start, size - 1);
            int last = Math.Clamp((int)Math.Ceiling(end) - 1, first, size - 1);
            double firstPart = last == first ? length : first + 1 - start;
            intervals[i] = new Interval(first, last, firstPart / length, 1 / length, (end - last) / length);
        }
        return intervals;
    }

    /// <summary>The pixels First to Last, and the share of the whole that each of them has.</summary>
    private readonly record struct Interval(int First, int Last, double FirstShare, double InnerShare, double LastShare)
    {
        public double Share(int pixel) =>
            pixel == First ? FirstShare
            : pixel == Last ? LastShare
            : InnerShare;
    }
}
