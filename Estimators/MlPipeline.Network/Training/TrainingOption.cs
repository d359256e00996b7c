namespace MlPipeline.Network.Training;

/// <summary>The declaration of an option of <see cref="TrainingOptions"/>.</summary>
internal sealed record TrainingOption : OptionDeclaration
{
    private TrainingOption(string name, Type type, string help)
        : base(name, type, help) { }

    /// <summary>Gets the value.</summary>
    public required Func<TrainingOptions, object?> Get { get; init; }

    /// <summary>Returns a copy of the options with another value, which is not null.</summary>
    public required Func<TrainingOptions, object, TrainingOptions> With { get; init; }

    /// <summary>
    /// Whether a training resumes from a checkpoint only if the option is the same; false where it does not influence
    /// the weights, or where another option's text includes it.
    /// </summary>
    public bool IsInFingerprint { get; init; } = true;

    /// <summary>Gets what the fingerprint compares, which is the value unless the option says otherwise.</summary>
    public required Func<TrainingOptions, object?> Fingerprint { get; init; }

    /// <summary>Checks what a range cannot express.</summary>
    public Action<TrainingOptions>? CheckMore { get; init; }

    /// <summary>Declares an option.</summary>
    public static TrainingOption Of<T>(
        string name,
        Func<TrainingOptions, T> get,
        Func<TrainingOptions, T, TrainingOptions> with,
        string help
    )
    {
        Type? optional = Nullable.GetUnderlyingType(typeof(T));
        return new TrainingOption(name, optional ?? typeof(T), help)
        {
            IsOptional = optional != null,
            Get = options => get(options),
            With = (options, value) => with(options, (T)value),
            Fingerprint = options => get(options),
        };
    }

    /// <summary>Checks the value in some options.</summary>
    /// <exception cref="ArgumentException">It is not allowed.</exception>
    public void Check(TrainingOptions options)
    {
        Check(Get(options), Name);
        CheckMore?.Invoke(options);
    }
}
