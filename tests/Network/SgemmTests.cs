using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Tests;

public unsafe class SgemmTests
{
    [Fact]
    public void Product_equals_one_chain_of_multiply_adds_to_the_last_bit()
    {
        var shapes =
            from m in Gen.Choose(0, 40)
            from n in Gen.Choose(1, 70)
            from k in Gen.Choose(0, 50)
            from transposed in ArbMap.Default.GeneratorFor<bool>()
            select (m, n, k, transposed);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(shapes.ToArbitrary(), s => Equal(s.m, s.n, s.k, s.transposed))
        );
    }

    [Theory]
    [InlineData(12, 32, 784)]
    [InlineData(64, 128, 784)]
    [InlineData(1, 10, 1)]
    [InlineData(23, 97, 101)]
    public void Product_of_typical_shapes_is_exact_too(int m, int n, int k) =>
        Assert.True(Equal(m, n, k, transposed: false));

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void Every_vector_width_gives_the_same_bits(int bits)
    {
        // Narrower vectors work on every machine; wider ones only where the hardware has them.
        if (bits > Sgemm.VectorBits)
            return;
        const int K = 37;
        var random = new Random(bits);
        for (int rows = 1; rows <= 30; rows++)
        {
            var a = new AlignedBuffer(rows * K);
            var b = new AlignedBuffer(K * Panels.Width);
            AlignedBuffer actual = new(rows * Panels.Width);
            AlignedBuffer expected = new(rows * Panels.Width);
            AlignedBuffer zeros = new(Panels.Width);
            foreach (ref float value in a.Span)
                value = random.NextSingle() - 0.5f;
            foreach (ref float value in b.Span)
                value = random.NextSingle() - 0.5f;
            Sgemm.MultiplyPanel(rows, K, a.Pointer, K, 1, b.Pointer, Panels.Width, expected.Pointer, Panels.Width);
            var tile = new MicroKernel.Tile(K, K, 1, Panels.Width, Panels.Width, initRow: 0);
            if (bits == 512)
                MicroKernel.Panel<Lane512>(in tile, rows, a.Pointer, b.Pointer, actual.Pointer, zeros.Pointer);
            else if (bits == 256)
                MicroKernel.Panel<Lane256>(in tile, rows, a.Pointer, b.Pointer, actual.Pointer, zeros.Pointer);
            else
                MicroKernel.Panel<Lane128>(in tile, rows, a.Pointer, b.Pointer, actual.Pointer, zeros.Pointer);
            Assert.Equal(expected.Span.ToArray(), actual.Span.ToArray());
        }
    }

    [Fact]
    public void Panels_place_every_element_where_the_layout_says()
    {
        const int Rows = 5;
        const int Columns = 70;
        var source = new AlignedBuffer(Rows * Columns);
        for (int i = 0; i < source.Length; i++)
            source.Span[i] = i + 1;
        var panels = new AlignedBuffer(Panels.Length(Rows, Columns));
        Panels.Pack(source.Pointer, Columns, 1, Rows, Columns, panels.Pointer);
        for (int k = 0; k < Rows; k++)
        for (int j = 0; j < Columns; j++)
            Assert.Equal(k * Columns + j + 1, panels.Span[Panels.Offset(Rows, k, j)]);
        Assert.Equal(Rows * Columns, panels.Span.ToArray().Count(v => v != 0));
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(31, 29)]
    [InlineData(4, 10)]
    [InlineData(1, 32)]
    [InlineData(3, 3)]
    public void A_block_is_transposed_and_nothing_beside_it_is_touched(int rows, int columns)
    {
        var source = new AlignedBuffer(Panels.Width * Panels.Width);
        var target = new AlignedBuffer(Panels.Width * Panels.Width);
        for (int i = 0; i < source.Length; i++)
            source.Span[i] = i + 1;
        Transposition.Copy(source.Pointer, Panels.Width, rows, columns, target.Pointer, Panels.Width);
        for (int i = 0; i < Panels.Width; i++)
        for (int j = 0; j < Panels.Width; j++)
            Assert.Equal(
                i < rows && j < columns ? source.Span[i * Panels.Width + j] : 0,
                target.Span[j * Panels.Width + i]
            );
    }

    private static bool Equal(int m, int n, int k, bool transposed)
    {
        var random = new Random(HashCode.Combine(m, n, k));
        var a = new AlignedBuffer((long)m * k);
        var b = new AlignedBuffer((long)k * n);
        var bias = new AlignedBuffer(Panels.Padded(n));
        var panels = new AlignedBuffer(Panels.Length(k, n));
        var c = new AlignedBuffer((long)m * Panels.Padded(n));
        foreach (AlignedBuffer buffer in (AlignedBuffer[])[a, b, bias])
        foreach (ref float value in buffer.Span)
            value = (float)(2 * random.NextDouble() - 1);
        Panels.Pack(b.Pointer, n, 1, k, n, panels.Pointer);
        (nint row, nint step) = transposed ? ((nint)1, (nint)m) : (k, 1);
        Sgemm.Multiply(m, n, k, a.Pointer, row, step, panels.Pointer, c.Pointer, Panels.Padded(n), bias.Pointer);
        for (int r = 0; r < m; r++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = bias.Span[j];
                for (int i = 0; i < k; i++)
                {
                    float x = a.Pointer[r * row + i * step];
                    float y = b.Span[i * n + j];
                    sum =
                        System.Runtime.Intrinsics.X86.Fma.IsSupported
                        || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported
                            ? MathF.FusedMultiplyAdd(x, y, sum)
                            : x * y + sum;
                }
                if (c.Span[r * Panels.Padded(n) + j] != sum)
                    return false;
            }
        }
        return true;
    }
}
