using System.Globalization;
using Microsoft.ML;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Foundation;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// The models of the best trials, as zip files: <c>trial-000012.zip</c>. A file takes its name only when it is
/// complete; it is written before its trial's outcome, so that the outcome of a best trial never stands without its
/// model.
/// </summary>
internal sealed class ModelStore(MLContext context, DataViewSchema schema, string directory, int kept)
{
    /// <summary>Keeps a trial's model if it is among the best, and drops those that no longer are.</summary>
    /// <param name="trial">The trial, which is about to end.</param>
    /// <param name="metric">Its metric.</param>
    /// <param name="model">Its model.</param>
    /// <param name="trials">All trials so far.</param>
    /// <param name="isMaximize">Whether a higher metric is better.</param>
    /// <exception cref="StudyException">The file cannot be written.</exception>
    public void Offer(int trial, double metric, ITransformer model, IReadOnlyList<TrialRecord> trials, bool isMaximize)
    {
        IEnumerable<(int Id, double Metric)> complete = trials
            .Where(other =>
                other.State == TrialState.Complete
                && other.Id != trial
                && other.Metric is { } known
                && double.IsFinite(known)
            )
            .Select(other => (other.Id, other.Metric!.Value));
        int[] best =
        [
            .. complete
                .Append((trial, metric))
                .OrderBy(other => isMaximize ? -other.Item2 : other.Item2)
                .ThenBy(other => other.Item1)
                .Take(kept)
                .Select(other => other.Item1),
        ];
        if (!best.Contains(trial))
            return;
        try
        {
            Directory.CreateDirectory(directory);
            AtomicFile.Write(PathOf(directory, trial), file => context.Model.Save(model, schema, file));
            foreach (TrialRecord other in trials)
            {
                if (other.State != TrialState.Running && !best.Contains(other.Id))
                    File.Delete(PathOf(directory, other.Id));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StudyException(
                $"The model of trial {trial} cannot be written to '{directory}': {error.Message.TrimEnd('.')}; make "
                    + "room or make it writable, then resume the study.",
                error
            );
        }
    }

    /// <summary>Where a trial's model lies, if it is kept.</summary>
    public static string PathOf(string directory, int trial) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"trial-{trial:D6}.zip"));
}
