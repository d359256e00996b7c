using System.Globalization;
using MlPipeline.Network.Training;

namespace MlPipeline.Estimators.Trainers;

/// <summary>The declaration of an option of the feedforward trainers: a field of their Options.</summary>
public sealed record TrainerOption : OptionDeclaration
{
    /// <summary>Makes a declaration into that of a field.</summary>
    /// <param name="declaration">What is known about the option.</param>
    /// <param name="field">The name of the field of Options.</param>
    /// <param name="owner">The class that has the field.</param>
    /// <param name="get">Gets the field.</param>
    /// <param name="set">Sets the field.</param>
    public TrainerOption(
        OptionDeclaration declaration,
        string field,
        Type owner,
        Func<FeedForwardOptionsBase, object?> get,
        Action<FeedForwardOptionsBase, object?> set
    )
        : base(declaration)
    {
        Field = field;
        Owner = owner;
        Get = get;
        Set = set;
    }

    /// <summary>The name of the field of Options.</summary>
    public string Field { get; }

    /// <summary>The class that has the field: all trainers' base, or the Options of one trainer.</summary>
    public Type Owner { get; }

    /// <summary>Gets the field.</summary>
    public Func<FeedForwardOptionsBase, object?> Get { get; }

    /// <summary>Sets the field.</summary>
    public Action<FeedForwardOptionsBase, object?> Set { get; }

    /// <summary>What the field's value in some options is set by in a C# object initializer.</summary>
    public string ToCSharp(FeedForwardOptionsBase options) => $"{Field} = {Literal(Get(options))}";

    /// <exception cref="ArgumentException">The value in some options is not allowed.</exception>
    internal void Check(FeedForwardOptionsBase options) => Check(Get(options), Field);

    private string Literal(object? value) =>
        value switch
        {
            null => "null",
            float number => number.ToString(CultureInfo.InvariantCulture) + "f",
            bool flag => flag ? "true" : "false",
            int[] numbers => $"[{string.Join(", ", numbers)}]",
            Enum => $"{Type.Name}.{value}",
            _ when Parse != null => $"{Type.Name}.Parse(\"{ToText(value)}\")",
            _ => ToText(value),
        };
}
