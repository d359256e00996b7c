using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Tests;

public class MatrixProductTests
{
    public sealed record Product(
        bool TransposeA,
        bool TransposeB,
        int M,
        int N,
        int K,
        float Alpha,
        float Beta,
        int Gap,
        int Threads
    );

    [Fact]
    public void Equals_the_sums_in_double_precision_within_the_bound_of_float_arithmetic()
    {
        Gen<Product> cases =
            from transposeA in ArbMap.Default.GeneratorFor<bool>()
            from transposeB in ArbMap.Default.GeneratorFor<bool>()
            from m in Gen.Frequency((5, Gen.Choose(0, 60)), (1, Gen.Choose(200, 300)))
            from n in Gen.Frequency((5, Gen.Choose(0, 80)), (1, Gen.Choose(250, 330)))
            from k in Gen.Frequency((5, Gen.Choose(0, 60)), (1, Gen.Choose(380, 800)))
            from alpha in Gen.Elements(1f, 1f, 0f, -0.5f)
            from beta in Gen.Elements(0f, 1f, 0.25f)
            from gap in Gen.Choose(0, 5)
            from threads in Gen.Choose(1, 3)
            select new Product(transposeA, transposeB, m, n, k, alpha, beta, gap, threads);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(cases.ToArbitrary(), Holds));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 512, 784)]
    [InlineData(16, 97, 101)]
    [InlineData(127, 131, 137)]
    [InlineData(500, 300, 1000)]
    public void All_transposes_of_typical_and_odd_shapes_hold(int m, int n, int k)
    {
        foreach (bool transposeA in (bool[])[false, true])
        foreach (bool transposeB in (bool[])[false, true])
        foreach (float beta in (float[])[0, 1])
            Assert.True(Holds(new Product(transposeA, transposeB, m, n, k, 1, beta, Gap: 3, Threads: 2)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        float[] a = Values(300 * 900, 1);
        float[] b = Values(900 * 310, 2);
        float[] one = new float[300 * 310];
        float[] three = new float[300 * 310];
        MatrixProduct.Multiply(false, false, 300, 310, 900, 1, a, 900, b, 310, 0, one, 310, threads: 1);
        MatrixProduct.Multiply(false, false, 300, 310, 900, 1, a, 900, b, 310, 0, three, 310, threads: 3);
        Assert.Equal(one, three);
    }

    [Fact]
    public void C_is_not_read_with_beta_0()
    {
        float[] c = [float.NaN, float.NaN];
        MatrixProduct.Multiply(false, false, 1, 2, 1, 2, [3], 1, [1, 2], 2, 0, c, 2);
        Assert.Equal([6, 12], c);
        c = [float.NaN, float.NaN];
        MatrixProduct.Multiply(false, false, 1, 2, 0, 2, [], 1, [], 2, 0, c, 2);
        Assert.Equal([0, 0], c);
    }

    [Fact]
    public void Many_callers_at_once_do_not_disturb_each_other()
    {
        float[] a = Values(200 * 400, 3);
        float[] b = Values(400 * 100, 4);
        float[] expected = new float[200 * 100];
        MatrixProduct.Multiply(false, false, 200, 100, 400, 1, a, 400, b, 100, 0, expected, 100);
        System.Threading.Tasks.Parallel.For(
            0,
            20,
            i =>
            {
                var c = new float[200 * 100];
                MatrixProduct.Multiply(false, false, 200, 100, 400, 1, a, 400, b, 100, 0, c, 100, threads: 1 + i % 3);
                Assert.Equal(expected, c);
            }
        );
    }

    [Fact]
    public void Bad_arguments_are_told_by_name()
    {
        var ten = new float[10];
        Assert.Contains(
            "lda is 2; give at least 3",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    MatrixProduct.Multiply(false, false, 2, 2, 3, 1, ten, 2, ten, 2, 0, ten, 2)
                )
                .Message
        );
        Assert.Contains(
            "threads is 0",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    MatrixProduct.Multiply(false, false, 2, 2, 3, 1, ten, 3, ten, 2, 0, ten, 2, threads: 0)
                )
                .Message
        );
        Assert.Contains(
            "m is -1",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    MatrixProduct.Multiply(false, false, -1, 2, 3, 1, ten, 3, ten, 2, 0, ten, 2)
                )
                .Message
        );
        Assert.Contains(
            "takes 12 floats; 'b' has 10",
            Assert
                .Throws<ArgumentException>(() =>
                    MatrixProduct.Multiply(false, false, 2, 4, 3, 1, ten, 3, ten, 4, 0, ten, 4)
                )
                .Message
        );
    }

    // The bound of a chain of k rounded multiply-adds, of alpha and of beta.
    private static bool Holds(Product s)
    {
        (int rowsA, int columnsA) = s.TransposeA ? (s.K, s.M) : (s.M, s.K);
        (int rowsB, int columnsB) = s.TransposeB ? (s.N, s.K) : (s.K, s.N);
        int lda = Math.Max(1, columnsA + s.Gap);
        int ldb = Math.Max(1, columnsB + s.Gap);
        int ldc = Math.Max(1, s.N + s.Gap);
        float[] a = Values(rowsA * lda, 1);
        float[] b = Values(rowsB * ldb, 2);
        float[] before = Values(s.M * ldc, 3);
        float[] c = [.. before];
        MatrixProduct.Multiply(
            s.TransposeA,
            s.TransposeB,
            s.M,
            s.N,
            s.K,
            s.Alpha,
            a,
            lda,
            b,
            ldb,
            s.Beta,
            c,
            ldc,
            s.Threads
        );
        for (int i = 0; i < s.M; i++)
        {
            for (int j = 0; j < ldc; j++)
            {
                double sum = 0;
                double magnitude = 0;
                for (int k = 0; j < s.N && k < s.K; k++)
                {
                    double term =
                        (double)(s.TransposeA ? a[k * lda + i] : a[i * lda + k])
                        * (s.TransposeB ? b[j * ldb + k] : b[k * ldb + j]);
                    (sum, magnitude) = (sum + term, magnitude + Math.Abs(term));
                }
                float old = before[i * ldc + j];
                float actual = c[i * ldc + j];
                double expected = j < s.N ? s.Alpha * sum + s.Beta * old : old;
                double bound =
                    j < s.N
                        ? (s.K + 3) * Math.Pow(2, -24) * (Math.Abs(s.Alpha) * magnitude + Math.Abs(s.Beta * old))
                        : 0;
                if (Math.Abs(actual - expected) > bound)
                    return false;
            }
        }
        return true;
    }

    private static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = (float)(2 * random.NextDouble() - 1);
        return values;
    }
}
