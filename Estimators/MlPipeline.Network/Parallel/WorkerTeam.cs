using System.Runtime.ExceptionServices;

namespace MlPipeline.Network.Parallel;

/// <summary>Work that falls into independent tasks.</summary>
internal interface IParallelWork
{
    /// <summary>Does one task.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="worker">Which worker does it; two tasks with the same worker never run at once.</param>
    void Execute(int task, int worker);
}

/// <summary>
/// A few threads that do tasks together with the caller. Between jobs they spin for a moment, then park: a training
/// step hands out work every few microseconds, far too often to wake threads each time. A job allocates nothing.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforePark = 2_000;

    // One ticket a worker, each on its own cache line. Upper half: number of the job. Lower half: the next task of the
    // worker's share. One compare-and-swap takes a task of a job, or learns that the job is over, so a worker that
    // comes late can never take a task of the next one by mistake.
    private const int TicketStride = 8;
    private readonly long[] _tickets;
    private long _job;
    private IParallelWork? _work;
    private int _tasks;
    private int _done;
    private int _parked;
    private volatile bool _stop;
    private ExceptionDispatchInfo? _error;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread[] _threads;

    /// <param name="degree">Workers, the caller included; at least 1.</param>
    public WorkerTeam(int degree)
    {
        Require.AtLeast(1, degree, nameof(degree));
        Degree = degree;
        _tickets = new long[(degree + 1) * TicketStride];
        _threads = new Thread[degree - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"MlPipeline worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Workers, the caller included.</summary>
    public int Degree { get; }

    /// <summary>Does all tasks; returns when the last is done. Call from one thread at a time.</summary>
    public void Run(IParallelWork work, int tasks)
    {
        if (_threads.Length == 0 || tasks <= 1)
        {
            for (int task = 0; task < tasks; task++)
                work.Execute(task, 0);
            return;
        }
        // Closed before its fields change: a worker still looking at the last job must find no task in it.
        long job = _job + 1;
        for (int worker = 0; worker < Degree; worker++)
            Interlocked.Exchange(ref Ticket(worker), (job - 1) << 32 | int.MaxValue);
        _work = work;
        _tasks = tasks;
        _done = 0;
        for (int worker = 0; worker < Degree; worker++)
            Interlocked.Exchange(ref Ticket(worker), job << 32 | (long)ShareStart(worker, tasks));
        Interlocked.Exchange(ref _job, job);
        if (Volatile.Read(ref _parked) > 0)
            Wake();
        Work(job, 0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _done) < tasks)
            spin.SpinOnce(sleep1Threshold: -1);
        if (Interlocked.Exchange(ref _error, null) is { } error)
            error.Throw();
    }

    public void Dispose()
    {
        _stop = true;
        _wake.Release(_threads.Length + 1);
        foreach (Thread thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Wake()
    {
        int parked = Interlocked.Exchange(ref _parked, 0);
        if (parked > 0)
            _wake.Release(parked);
    }

    private void Loop(int worker)
    {
        long last = 0;
        while (true)
        {
            last = WaitForJob(last);
            if (_stop)
                return;
            Work(last, worker);
        }
    }

    private long WaitForJob(long last)
    {
        for (int spins = 0; ; spins++)
        {
            long job = Volatile.Read(ref _job);
            if (job != last || _stop)
                return job;
            if (spins < SpinsBeforePark)
            {
                Thread.SpinWait(8);
                continue;
            }
            // Announced before looking again: either this sees the new job, or Run sees the announcement.
            Interlocked.Increment(ref _parked);
            if (Volatile.Read(ref _job) == last && !_stop)
                _wake.Wait();
            spins = 0;
        }
    }

    // A worker does its own share first, the same tasks each time a job of that size comes, so that what they touch
    // stays in its core's cache; then it helps the others.
    private void Work(long job, int worker)
    {
        for (int i = 0; i < Degree; i++)
            WorkOn(job, (worker + i) % Degree, worker);
    }

    private void WorkOn(long job, int share, int worker)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref Ticket(share));
            int task = (int)ticket;
            IParallelWork? work = _work;
            if (ticket >> 32 != job || task >= ShareStart(share + 1, _tasks))
                return;
            if (Interlocked.CompareExchange(ref Ticket(share), ticket + 1, ticket) != ticket)
                continue;
            try
            {
                work!.Execute(task, worker);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
            }
            Interlocked.Increment(ref _done);
        }
    }

    private ref long Ticket(int worker) => ref _tickets[(worker + 1) * TicketStride];

    private int ShareStart(int worker, int tasks) => (int)((long)tasks * worker / Degree);
}
