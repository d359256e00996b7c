using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Tests;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_task_of_every_job_is_done_once(int degree)
    {
        using var team = new WorkerTeam(degree);
        var work = new Counting(100);
        for (int job = 0; job < 2_000; job++)
            team.Run(work, job % 100 + 1);
        int[] expected = [.. Enumerable.Range(0, 100).Select(task => 20 * (100 - task))];
        Assert.Equal(expected, work.Counts);
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_team_lives_on()
    {
        using var team = new WorkerTeam(3);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(), 8));
        var work = new Counting(8);
        team.Run(work, 8);
        Assert.All(work.Counts, count => Assert.Equal(1, count));
    }

    private sealed class Counting(int tasks) : IParallelWork
    {
        public int[] Counts { get; } = new int[tasks];

        public void Execute(int task, int worker) => Interlocked.Increment(ref Counts[task]);
    }

    private sealed class Failing : IParallelWork
    {
        public void Execute(int task, int worker)
        {
            if (task == 5)
                throw new InvalidOperationException();
        }
    }
}
