using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

public sealed class JournalReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string Study => _directory.Of("study");

    [Fact]
    public void Follows_a_study_that_is_written_without_a_part_in_it()
    {
        using TrialJournal journal = TrialJournal.Open(Study, Headers.Sample(), StudyMode.Create);
        journal.Begin(Headers.Proposal);
        using JournalReader reader = JournalReader.Open(Study);
        Assert.Equal("sample", reader.Header.Name);
        Assert.Equal((TrialState.Running, 100), (reader.Trials[0].State, reader.Trials[0].Seed));
        Assert.Single(Directory.GetFiles(Path.Combine(Study, "processes")));

        int seen = reader.EventsAfter(0).Count;
        reader.Refresh();
        Assert.Empty(reader.EventsAfter(seen));
        journal.Report(0, Headers.Epoch(1, 0.5));
        reader.Refresh();
        Assert.Equal(0, Assert.Single(reader.EventsAfter(seen)).Trial);
        Assert.Equal(0.5, Assert.Single(reader.Trials[0].Epochs).Metric);
        journal.Finish(0, new TrialOutcome(TrialState.Complete, 0.75, 2));
        Assert.Equal(TrialState.Running, reader.Trials[0].State);
        reader.Refresh();
        Assert.Equal((TrialState.Complete, 0.75), (reader.Trials[0].State, reader.Trials[0].Metric));
    }

    [Fact]
    public void Reads_lines_that_are_whole_and_the_rest_when_it_is()
    {
        using (TrialJournal journal = TrialJournal.Open(Study, Headers.Sample(), StudyMode.Create))
            journal.Begin(Headers.Proposal);
        string path = Path.Combine(Study, TrialJournal.FileName);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^5]);
        using JournalReader reader = JournalReader.Open(Study);
        Assert.Empty(reader.Trials);
        File.WriteAllBytes(path, whole);
        reader.Refresh();
        Assert.Single(reader.Trials);
    }

    [Fact]
    public void Tells_whether_somebody_is_at_the_study()
    {
        Assert.False(TrialJournal.HasWriter(Study));
        using (TrialJournal journal = TrialJournal.Open(Study, Headers.Sample(), StudyMode.Create))
            Assert.True(TrialJournal.HasWriter(Study));
        Assert.False(TrialJournal.HasWriter(Study));
        // What a killed process left: its number is nobody's, or that of a process that began later.
        File.WriteAllText(Path.Combine(Study, "processes", "999999999-gone"), "");
        string old = Path.Combine(Study, "processes", $"{Environment.ProcessId}-before");
        File.WriteAllText(old, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-100));
        Assert.False(TrialJournal.HasWriter(Study));
    }

    [Fact]
    public void What_is_no_study_is_one_sentence_and_leaves_nothing_behind()
    {
        Assert.StartsWith($"There is no study in '{Study}'", Message(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Study));
        Directory.CreateDirectory(Study);
        string path = Path.Combine(Study, TrialJournal.FileName);
        File.WriteAllText(path, "");
        Assert.Contains("it has no whole line", Message(), StringComparison.Ordinal);
        File.WriteAllText(path, "something else\n");
        Assert.Contains("is no journal of a study", Message(), StringComparison.Ordinal);
        using (TrialJournal journal = TrialJournal.Open(_directory.Of("other"), Headers.Sample(), StudyMode.Create))
            journal.Begin(Headers.Proposal);
        File.AppendAllText(
            Path.Combine(_directory.Of("other"), TrialJournal.FileName),
            "{\"event\":\"epoch\",\"trial\":5}\n"
        );
        Assert.Contains(
            "is damaged, within its first 3 lines",
            Assert.Throws<StudyException>(() => JournalReader.Open(_directory.Of("other"))).Message,
            StringComparison.Ordinal
        );
    }

    private string Message() => Assert.Throws<StudyException>(() => JournalReader.Open(Study)).Message;
}
