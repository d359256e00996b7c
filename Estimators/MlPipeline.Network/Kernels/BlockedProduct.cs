using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// Products of matrices in any layout, in blocks that fit the caches. For a slice of the depth, A is packed twelve rows
/// at a time and B in panels of 32 columns; then twelve rows of A after the other meet a group of B's panels, which
/// stays in L2. Sums carry over from slice to slice in C itself, so every element is one chain of multiply-adds, as in
/// <see cref="MicroKernel"/>. Packing and tiles go to threads; buffers are kept for the next product.
/// </summary>
internal sealed unsafe class BlockedProduct : IDisposable
{
    // With GroupColumns 384 KB, under half of a usual L2 cache. Long slices, because each reads and writes all of C.
    private const int SliceDepth = 384;
    private const int GroupColumns = 256;

    // Rows of a task: ten panels or so keep the overhead of a task small and leave enough tasks to share evenly.
    private const int TaskRows = 10 * TileRows;

    // Bounds of the packed slices, 6 MB each.
    private const int MostRows = 4096 / TileRows * TileRows;
    private const int MostColumns = 4096;

    // Up to so many rows, packing B costs more than reading it where it lies.
    private const int FewRows = 24;

    private const int TileRows = MicroKernel.MostRows;

    private static readonly Lock Shared = new();
    private static BlockedProduct? s_shared;

    [ThreadStatic]
    private static BlockedProduct? t_own;

    private readonly WorkerTeam _team;
    private readonly PackPhase _pack;
    private readonly ComputePhase _compute;
    private AlignedBuffer _left = new(0);
    private AlignedBuffer _right = new(0);

    private Operation _operation;
    private int _firstRow;
    private int _rows;
    private int _firstColumn;
    private int _columns;
    private int _firstTerm;
    private int _depth;

    private BlockedProduct(int threads)
    {
        _team = new WorkerTeam(threads);
        _pack = new PackPhase(this);
        _compute = new ComputePhase(this);
    }

    /// <summary>
    /// <c>C[m, n] = alpha * A[m, k] * B[k, n] + beta * C</c>; element (i, j) of A lies at <c>A[i * ARow + j *
    /// AColumn]</c>, likewise B, one distance of each being 1; and of C at <c>C[i * CRow + j]</c>.
    /// </summary>
    internal readonly struct Operation(
        int m,
        int n,
        int k,
        float alpha,
        float beta,
        float* a,
        nint aRow,
        nint aColumn,
        float* b,
        nint bRow,
        nint bColumn,
        float* c,
        nint cRow
    )
    {
        public readonly int M = m;
        public readonly int N = n;
        public readonly int K = k;
        public readonly float Alpha = alpha;
        public readonly float Beta = beta;
        public readonly float* A = a;
        public readonly float* B = b;
        public readonly float* C = c;
        public readonly nint ARow = aRow;
        public readonly nint AColumn = aColumn;
        public readonly nint BRow = bRow;
        public readonly nint BColumn = bColumn;
        public readonly nint CRow = cRow;
    }

    /// <summary>Computes a product on so many threads.</summary>
    public static void Run(in Operation operation, int threads)
    {
        // Two callers at once: the second goes on alone rather than wait.
        if (threads == 1 || operation.M <= FewRows || !Shared.TryEnter())
        {
            (t_own ??= new BlockedProduct(1)).Run(in operation);
            return;
        }
        try
        {
            if (s_shared?._team.Degree != threads)
            {
                s_shared?.Dispose();
                s_shared = new BlockedProduct(threads);
            }
            s_shared.Run(in operation);
        }
        finally
        {
            Shared.Exit();
        }
    }

    public void Dispose() => _team.Dispose();

    private void Run(in Operation o)
    {
        if (o.Beta != 1)
            Scale(in o);
        if (o.K == 0 || o.Alpha == 0)
            return;
        _operation = o;
        int done = o.M <= FewRows && o.Alpha == 1 && o.BColumn == 1 ? MultiplyUnpacked(in o) : 0;
        for (_firstColumn = done; _firstColumn < o.N; _firstColumn += MostColumns)
        {
            _columns = Math.Min(MostColumns, o.N - _firstColumn);
            for (_firstRow = 0; _firstRow < o.M; _firstRow += MostRows)
            {
                _rows = Math.Min(MostRows, o.M - _firstRow);
                MultiplyBlock(o.K);
            }
        }
    }

    // Whole panels of a B that is stored by rows; gives their columns.
    private static int MultiplyUnpacked(in Operation o)
    {
        int whole = o.N / Panels.Width * Panels.Width;
        for (int j = 0; j < whole; j += Panels.Width)
            Sgemm.MultiplyPanel(o.M, o.K, o.A, o.ARow, o.AColumn, o.B + j, o.BRow, o.C + j, o.CRow, add: o.Beta != 0);
        return whole;
    }

    private void MultiplyBlock(int terms)
    {
        int slices = Parts(terms, SliceDepth);
        int depth = Parts(terms, slices);
        if (_left.Length < RoundUp(_rows) * depth)
            _left = new AlignedBuffer(RoundUp(_rows) * depth);
        if (_right.Length < Panels.Padded(_columns) * depth)
            _right = new AlignedBuffer(Panels.Padded(_columns) * depth);
        for (_firstTerm = 0; _firstTerm < terms; _firstTerm += depth)
        {
            _depth = Math.Min(depth, terms - _firstTerm);
            _team.Run(_pack, Parts(_rows, TaskRows) + Parts(_columns, GroupColumns));
            _team.Run(_compute, Parts(_rows, TaskRows) * Parts(_columns, GroupColumns));
        }
    }

    private static void Scale(in Operation o)
    {
        for (int r = 0; r < o.M; r++)
        {
            var row = new Span<float>(o.C + r * o.CRow, o.N);
            // What C holds is not read with beta = 0: it may be NaN.
            if (o.Beta != 0)
                TensorPrimitives.Multiply(row, o.Beta, row);
            else if (o.K == 0 || o.Alpha == 0)
                row.Clear();
        }
    }

    private static int Parts(int length, int part) => (length + part - 1) / part;

    private static int RoundUp(int rows) => Parts(rows, TileRows) * TileRows;

    private sealed class PackPhase(BlockedProduct product) : IParallelWork
    {
        public void Execute(int task, int worker)
        {
            int rowTasks = Parts(product._rows, TaskRows);
            if (task < rowTasks)
                PackLeft(task * TaskRows);
            else
                PackRight((task - rowTasks) * GroupColumns);
        }

        // Twelve rows as they are stored, row by row or column by column, but without gaps: rows 4 KB apart would
        // displace each other in L1.
        private void PackLeft(int first)
        {
            ref readonly Operation o = ref product._operation;
            int depth = product._depth;
            int end = Math.Min(first + TaskRows, product._rows);
            for (int r = first; r < end; r += TileRows)
            {
                float* source = o.A + (product._firstRow + r) * o.ARow + product._firstTerm * o.AColumn;
                float* packed = product._left.Pointer + (nint)r * depth;
                int rows = Math.Min(TileRows, end - r);
                if (o.AColumn == 1)
                    for (int i = 0; i < rows; i++)
                        new ReadOnlySpan<float>(source + i * o.ARow, depth).CopyTo(
                            new Span<float>(packed + (nint)i * depth, depth)
                        );
                else if (rows == TileRows)
                    for (int k = 0; k < depth; k++)
                        Copy12(source + k * o.AColumn, packed + (nint)k * TileRows);
                else
                    for (int k = 0; k < depth; k++)
                        new ReadOnlySpan<float>(source + k * o.AColumn, rows).CopyTo(
                            new Span<float>(packed + (nint)k * TileRows, rows)
                        );
            }
            if (o.Alpha == 1)
                return;
            Span<float> all = product._left.Span.Slice(first * depth, RoundUp(end - first) * depth);
            TensorPrimitives.Multiply(all, o.Alpha, all);
        }

        private void PackRight(int first)
        {
            ref readonly Operation o = ref product._operation;
            float* source = o.B + product._firstTerm * o.BRow + (product._firstColumn + first) * o.BColumn;
            Panels.Pack(
                source,
                o.BRow,
                o.BColumn,
                product._depth,
                Math.Min(GroupColumns, product._columns - first),
                product._right.Pointer + (nint)first * product._depth
            );
        }

        private static void Copy12(float* from, float* to)
        {
            for (int i = 0; i < TileRows; i += 4)
                Vector128.Load(from + i).Store(to + i);
        }
    }

    private sealed class ComputePhase(BlockedProduct product) : IParallelWork
    {
        // Neighbouring tasks, which one worker does, share a group of B's panels.
        public void Execute(int task, int worker)
        {
            ref readonly Operation o = ref product._operation;
            int rowTasks = Parts(product._rows, TaskRows);
            int depth = product._depth;
            int firstRow = task % rowTasks * TaskRows;
            int endRow = Math.Min(firstRow + TaskRows, product._rows);
            int firstColumn = task / rowTasks * GroupColumns;
            int endColumn = Math.Min(firstColumn + GroupColumns, product._columns);
            (nint aRow, nint aStep) = o.AColumn == 1 ? ((nint)depth, 1) : (1, TileRows);
            bool add = product._firstTerm > 0 || o.Beta != 0;
            for (int r = firstRow; r < endRow; r += TileRows)
            {
                float* a = product._left.Pointer + (nint)r * depth;
                float* c = o.C + (product._firstRow + r) * o.CRow + product._firstColumn;
                int rows = Math.Min(TileRows, endRow - r);
                for (int j = firstColumn; j < endColumn; j += Panels.Width)
                {
                    float* b = product._right.Pointer + (nint)j * depth;
                    if (j + Panels.Width <= endColumn)
                        Sgemm.MultiplyPanel(rows, depth, a, aRow, aStep, b, Panels.Width, c + j, o.CRow, add);
                    else
                        MultiplyEdge(rows, depth, a, aRow, aStep, b, c + j, o.CRow, endColumn - j, add);
                }
            }
        }

        // Kernels write whole panels; where C ends earlier they write beside it.
        private static void MultiplyEdge(
            int rows,
            int depth,
            float* a,
            nint aRow,
            nint aStep,
            float* b,
            float* c,
            nint cRow,
            int width,
            bool add
        )
        {
            float* tile = stackalloc float[TileRows * Panels.Width];
            if (add)
                for (int r = 0; r < rows; r++)
                    new ReadOnlySpan<float>(c + r * cRow, width).CopyTo(
                        new Span<float>(tile + r * Panels.Width, width)
                    );
            Sgemm.MultiplyPanel(rows, depth, a, aRow, aStep, b, Panels.Width, tile, Panels.Width, add);
            for (int r = 0; r < rows; r++)
                new ReadOnlySpan<float>(tile + r * Panels.Width, width).CopyTo(new Span<float>(c + r * cRow, width));
        }
    }
}
