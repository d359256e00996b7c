using System.Reflection;

namespace MlPipeline.AutoTune.Tests;

/// <summary>What a contract's suite runs over; an implementation that is missing there fails it.</summary>
internal static class Implementations
{
    public static IEnumerable<string> Of<TContract>() =>
        Assembly
            .Load("MlPipeline.AutoTune")
            .GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(TContract)))
            .Select(type => type.Name)
            .Order();
}
