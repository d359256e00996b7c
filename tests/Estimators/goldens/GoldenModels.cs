using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using static MlPipeline.Estimators.Tests.LearningTasks;

namespace MlPipeline.Estimators.Tests.Goldens;

/// <summary>
/// Models of every task, saved with Microsoft.ML 5.0.1 and a normalizer before the network, and the scores they gave.
/// Made by
/// <c>dotnet artifacts/bin/MlPipeline.Estimators.Tests/release/MlPipeline.Estimators.Tests.dll goldens</c>, once: a
/// file that is made anew does not tell whether the old one can still be read. <c>multiclass-v1.zip</c> is older:
/// version 0.1.0 saved it, on an imitation of ML.NET that is gone.
/// </summary>
internal static class GoldenModels
{
    private const int RowsScored = 20;

    /// <summary>The file of a task's model, and that of its scores.</summary>
    public static (string Model, string Scores) Files(LearningTask task)
    {
        string name = Path.Combine(Folder(), $"{task.ToString().ToLowerInvariant()}-mlnet-5.0.1");
        return ($"{name}.zip", $"{name}.json");
    }

    /// <summary>The rows that are scored.</summary>
    public static IDataView Data(MLContext context) => context.Data.LoadFromEnumerable(Rows(RowsScored));

    /// <summary>Writes all files.</summary>
    public static void Write()
    {
        foreach (LearningTask task in Enum.GetValues<LearningTask>())
        {
            var context = new MLContext(1);
            IDataView data = context.View(400);
            ITransformer model = context
                .Transforms.NormalizeMeanVariance("Features")
                .Append(context.Trainer(task))
                .Fit(data);
            (string zip, string scores) = Files(task);
            context.Model.Save(model, data.Schema, zip);
            File.WriteAllText(scores, JsonSerializer.Serialize(Scores(model.Transform(Data(context)))));
        }
    }

    private static string Folder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
