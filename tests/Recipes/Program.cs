using System.Diagnostics;

namespace MlPipeline.Recipes.Tests;

/// <summary>Another process than the one that trained: the recipe that loads a model and predicts.</summary>
internal static class Program
{
    public static void Main()
    {
        // recipe: Load
        var context = new MLContext();
        ITransformer model = context.Model.Load("named.zip", out DataViewSchema inputSchema);
        PredictionEngine<Picture, Answer> engine = context.Model.CreatePredictionEngine<Picture, Answer>(model);

        IDataView test = context.Data.LoadFromIdx("test-images.idx", "test-labels.idx");
        foreach (float[] pixels in test.GetColumn<float[]>("Features").Take(5))
        {
            Answer answer = engine.Predict(new Picture { Features = pixels });
            Console.WriteLine($"{answer.Class} ({answer.Score.Max():0.000})");
        }
        // end
        Trace.Assert(inputSchema["Features"].Type is VectorDataViewType);
    }

    /// <summary>Runs this program in the current directory, and gives what it writes.</summary>
    public static string Run()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
