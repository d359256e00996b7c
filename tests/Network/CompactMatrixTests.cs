using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Data;

namespace MlPipeline.Network.Tests;

/// <summary>
/// Whatever rows are added, they come back bit for bit; and what pixels and their normalizations are takes a byte a
/// feature.
/// </summary>
public class CompactMatrixTests
{
    private const int Rows = 2_500;

    private enum Column
    {
        Bytes,
        Scaled,
        ShiftedAndScaled,
        Few,
        Constant,
        Floats,
        AnyBits,
        LateFloats,
        LateValues,
    }

    [Fact]
    public void Every_mix_of_columns_comes_back_bit_for_bit()
    {
        var mixes =
            from width in Gen.Choose(1, 40)
            from kinds in Gen.Elements(Enum.GetValues<Column>()).ArrayOf(width)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (kinds, seed);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(mixes.ToArbitrary(), mix => ComesBack(Table(mix.kinds, mix.seed), out _))
        );
    }

    [Fact]
    public void Bytes_under_any_scale_and_offset_come_back_and_take_a_byte_each()
    {
        var mixes =
            from kinds in Gen.Elements(
                    Column.Bytes,
                    Column.Scaled,
                    Column.ShiftedAndScaled,
                    Column.Constant,
                    Column.LateValues
                )
                .ArrayOf(33)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (kinds, seed);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(
                mixes.ToArbitrary(),
                mix => ComesBack(Table(mix.kinds, mix.seed), out CompactMatrix matrix) && IsCompact(matrix)
            )
        );
    }

    [Theory]
    [InlineData(Column.AnyBits)]
    [InlineData(Column.Floats)]
    [InlineData(Column.LateFloats)]
    public void One_column_of_many_values_turns_the_matrix_to_floats(object kind)
    {
        Assert.True(ComesBack(Table([Column.Bytes, (Column)kind, Column.Few], seed: 1), out CompactMatrix matrix));
        Assert.False(IsCompact(matrix));
    }

    [Fact]
    public void Special_values_come_back()
    {
        float[] special =
        [
            0,
            -0f,
            float.Epsilon,
            -float.Epsilon,
            float.MinValue,
            float.MaxValue,
            1e-40f,
            1,
            float.BitIncrement(1),
            float.NaN,
            float.PositiveInfinity,
        ];
        float[][] table =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(r =>
                    Enumerable.Range(0, 20).Select(c => special[(r + c) % (1 + c % special.Length)]).ToArray()
                ),
        ];
        Assert.True(ComesBack(table, out CompactMatrix matrix));
        // Columns 0 and 11 hold 0 alone, all others values that no scale gives.
        Assert.True(IsCompact(matrix, tables: 18));
    }

    [Fact]
    public void A_wide_matrix_of_few_rows_has_no_tables_that_would_outweigh_them()
    {
        float[][] table =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(r =>
                    Enumerable.Range(0, 20_000).Select(c => c % 2 == 0 ? r % 3 : MathF.Sqrt(r % 3 + c)).ToArray()
                ),
        ];
        Assert.True(ComesBack(table, out CompactMatrix matrix));
        Assert.InRange(matrix.Bytes, 0, (300 + 64) * 20_000 * sizeof(float));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2049)]
    public void Blocks_end_where_they_may(int rows) =>
        Assert.True(ComesBack(Table([Column.Bytes, Column.Few], seed: 2)[..Math.Min(rows, Rows)], out _));

    [Fact]
    public void No_more_bytes_are_taken_than_the_limit()
    {
        foreach (Column kind in (Column[])[Column.Bytes, Column.Few, Column.Floats, Column.LateFloats])
        {
            float[][] table = Table([.. Enumerable.Repeat(kind, 16)], seed: 3);
            foreach (long limit in (long[])[0, 10_000, 30_000, 1_000_000])
            {
                var matrix = new CompactMatrix(16, limit);
                int taken = table.TakeWhile(row => matrix.TryAdd(row)).Count();
                Assert.Equal(taken, matrix.Rows);
                Assert.True(matrix.Bytes <= limit, $"{kind}: {matrix.Bytes} of {limit}");
                Assert.Equal(limit == 1_000_000, taken == Rows);
                Assert.True(Same(table[..taken], matrix));
            }
        }
    }

    [Fact]
    public void A_limit_below_the_size_of_floats_holds_all_rows_as_bytes()
    {
        float[][] table = Table([.. Enumerable.Repeat(Column.Scaled, 64)], seed: 4);
        var matrix = new CompactMatrix(64, limit: Rows * 64 * 2);
        Assert.All(table, row => Assert.True(matrix.TryAdd(row)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Trained_weights_are_the_same_bits_as_from_floats(bool shuffle)
    {
        float[][] table = Table(
            [.. Enumerable.Repeat(Column.Scaled, 20), Column.Few, Column.ShiftedAndScaled],
            seed: 5
        );
        int[] classes = [.. table.Select(row => row[0] > 0.5 * row[1] ? 1 : 0)];
        float[] Train(FeatureMatrix matrix)
        {
            var network = new FeedForwardNetwork(
                new NetworkSpec
                {
                    InputSize = 22,
                    HiddenLayers = [new DenseSpec(10, ActivationKind.Tanh)],
                    OutputSize = 2,
                },
                InitializerKind.Xavier,
                seed: 1
            );
            NetworkTrainer.Fit(
                network,
                TrainingSet.OfClasses(matrix, classes),
                new TrainingOptions { Epochs = 2, Shuffle = shuffle }
            );
            return network.GetLayerParameters(0);
        }
        var floats = new FloatMatrix(22);
        foreach (float[] row in table)
            row.CopyTo(floats.AddRow());
        Assert.True(ComesBack(table, out CompactMatrix compact) && IsCompact(compact, tables: 1));
        Assert.Equal(Train(floats), Train(compact));
    }

    private static bool ComesBack(float[][] table, out CompactMatrix matrix)
    {
        matrix = new CompactMatrix(table[0].Length);
        foreach (float[] row in table)
            if (!matrix.TryAdd(row))
                return false;
        return matrix.Rows == table.Length && Same(table, matrix);
    }

    private static bool Same(float[][] table, CompactMatrix matrix)
    {
        var row = new float[matrix.Width];
        for (int r = 0; r < table.Length; r++)
        {
            matrix.CopyRow(r, row);
            if (!MemoryMarshal.AsBytes<float>(row).SequenceEqual(MemoryMarshal.AsBytes<float>(table[r])))
                return false;
        }
        return true;
    }

    // Two full blocks at a byte a feature, the one being filled, in floats, and perhaps tables.
    private static bool IsCompact(CompactMatrix matrix, int tables = 0) =>
        matrix.Bytes == matrix.Width * (2 * 1024 + 1024 * sizeof(float)) + tables * DistinctValues.Bytes;

    private static float[][] Table(Column[] kinds, int seed)
    {
        var random = new Random(seed);
        float[][] table = [.. Enumerable.Range(0, Rows).Select(_ => new float[kinds.Length])];
        for (int c = 0; c < kinds.Length; c++)
        {
            Func<int, float> draw = Draw(kinds[c], random);
            for (int r = 0; r < Rows; r++)
                table[r][c] = draw(r);
        }
        return table;
    }

    private static Func<int, float> Draw(Column kind, Random random)
    {
        // As normalizers compute them: by the largest value, by a deviation, around a mean.
        float scale = random.Next(3) switch
        {
            0 => 1f / random.Next(1, 256),
            1 => (float)Math.Exp(20 * random.NextDouble() - 10),
            _ => 1 / (1 + 90 * random.NextSingle()),
        };
        int most = random.Next(1, 257);
        int first = random.Next(257 - most);
        float mean = random.Next(2) == 0 ? random.Next(256) : first + most * random.NextSingle();
        float constant = random.NextSingle() - 0.5f;
        float[] few =
        [
            .. Enumerable.Range(0, random.Next(1, 100)).Select(_ => BitConverter.Int32BitsToSingle(random.Next())),
        ];
        return kind switch
        {
            Column.Bytes => _ => first + random.Next(most),
            Column.Scaled => _ => (first + random.Next(most)) * scale,
            Column.ShiftedAndScaled => _ => (first + random.Next(most) - mean) * scale,
            Column.LateValues => row => random.Next(row > 1200 ? 256 : 3) * 85 % 256 * scale,
            Column.Few => _ => few[random.Next(few.Length)],
            Column.Constant => _ => constant,
            Column.Floats => _ => random.NextSingle() - 0.5f,
            Column.LateFloats => row => row < 1500 ? 0 : random.NextSingle(),
            _ => _ => BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32)),
        };
    }
}
