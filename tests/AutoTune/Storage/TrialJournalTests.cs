using System.Diagnostics;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

public sealed class TrialJournalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string JournalPath => Path.Combine(_directory.Of("study"), TrialJournal.FileName);

    private TrialJournal Open(StudyMode mode = StudyMode.CreateOrJoin) =>
        TrialJournal.Open(_directory.Of("study"), Headers.Sample(), mode);

    /// <summary>Cut at every byte of its last line, the journal loses that line alone.</summary>
    [Fact]
    public void A_torn_last_line_is_cut_off_wherever_it_was_torn()
    {
        using (TrialJournal journal = Open())
        {
            journal.Begin(Headers.Proposal);
            journal.Report(0, Headers.Epoch(1, 0.5));
            journal.Finish(0, new TrialOutcome(TrialState.Complete, 0.5, 1));
        }
        byte[] whole = File.ReadAllBytes(JournalPath);
        int last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = last; length < whole.Length; length += 3)
        {
            File.WriteAllBytes(JournalPath, whole[..length]);
            using TrialJournal journal = Open(StudyMode.Resume);
            journal.Refresh();
            Assert.Equal(TrialState.Running, journal.TrialOf(0).State);
            Assert.Single(journal.TrialOf(0).Epochs);
            journal.Reclaim();
            journal.Finish(0, new TrialOutcome(TrialState.Complete, 0.75, 1));
            using TrialJournal again = Open(StudyMode.Resume);
            again.Refresh();
            Assert.Equal(0.75, again.TrialOf(0).Metric);
        }
    }

    [Fact]
    public void A_damaged_line_within_is_an_error_that_says_where()
    {
        using (TrialJournal journal = Open())
            journal.Begin(Headers.Proposal);
        File.AppendAllText(JournalPath, "{\"event\":\"epoch\",\"trial\":5}\n");
        using TrialJournal read = Open(StudyMode.Resume);
        Assert.Contains(JournalPath, Assert.Throws<StudyException>(read.Refresh).Message, StringComparison.Ordinal);
        File.WriteAllText(JournalPath, "something else\n");
        Assert.Contains(
            "is no journal of a study",
            Assert.Throws<StudyException>(() => Open(StudyMode.Resume)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_one_sentence()
    {
        File.WriteAllText(_directory.Of("file"), "");
        string message = Assert
            .Throws<StudyException>(() =>
                TrialJournal.Open(Path.Combine(_directory.Of("file"), "study"), Headers.Sample(), StudyMode.Create)
            )
            .Message;
        Assert.StartsWith("The study 'sample' cannot be written to", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_name_leaves_nothing_behind()
    {
        Assert.Throws<StudyException>(() => Open(StudyMode.Resume));
        Assert.False(Directory.Exists(_directory.Of("study")));
    }

    [Fact]
    public void The_journal_grows_by_the_same_for_every_trial()
    {
        using TrialJournal journal = Open();
        long[] lengths = new long[4];
        for (int i = 0; i < lengths.Length; i++)
        {
            for (int t = 0; t < 50; t++)
            {
                int id = journal.Begin(_ => Headers.Proposal(3))!.Id;
                journal.Report(id, Headers.Epoch(1, 0.5));
                journal.Finish(id, new TrialOutcome(TrialState.Complete, 0.5, 1));
            }
            lengths[i] = new FileInfo(JournalPath).Length;
        }
        Assert.InRange(lengths[3] - lengths[2], 0.95 * (lengths[2] - lengths[1]), 1.05 * (lengths[2] - lengths[1]));
    }

    [SkippableFact]
    public void A_process_that_was_killed_is_gone()
    {
        // A process of its own that holds the file that says it is alive, as this runtime locks files.
        using TrialJournal journal = Open();
        journal.Begin(Headers.Proposal);
        string processes = Path.Combine(_directory.Of("study"), "processes");
        string own = Assert.Single(Directory.GetFiles(processes));
        using (
            var holder = Process.Start(
                new ProcessStartInfo(
                    "flock",
                    ["-x", Path.Combine(processes, "other"), "sh", "-c", "echo held; sleep 60"]
                )
                {
                    RedirectStandardOutput = true,
                }
            )
        )
        {
            Skip.If(holder == null, "Skipped: there is no flock.");
            Assert.Equal("held", holder.StandardOutput.ReadLine());
            File.AppendAllText(
                JournalPath,
                File.ReadLines(JournalPath)
                    .Last()
                    .Replace(Path.GetFileName(own), "other", StringComparison.Ordinal)
                    .Replace("\"trial\":0", "\"trial\":1", StringComparison.Ordinal) + "\n"
            );
            Assert.Null(journal.Reclaim());
            holder.Kill(entireProcessTree: true);
            holder.WaitForExit();
        }
        // Its children, which hold the lock as well, end a moment after it.
        Assert.Equal(1, Eventually.NotNull(journal.Reclaim).Id);
    }
}
