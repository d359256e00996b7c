namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>
/// A type to compare: a constructor with a default, abstract members, a field, interfaces, every kind of parameter.
/// </summary>
public abstract class ApiExample : IDisposable, IProgress<ApiExample>
{
    public static readonly int Count;

    protected ApiExample(int count = 3) => Number = count;

    protected int Number { get; }

    public static int Parse(string text, out bool found, params string[] others)
    {
        found = others.Contains(text);
        return text.Length;
    }

    public abstract void Dispose();

    public abstract void Report(ApiExample value);
}
