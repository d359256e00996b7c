using System.Globalization;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// How far an operation goes at most, and how often it happens. A number alone is a limit with probability 1.
/// </summary>
/// <param name="Limit">
/// The strongest; what is drawn is uniform from 0 to it, to either side where there are two. 0: never.
/// </param>
/// <param name="Probability">Share of the pictures it happens to, 0 to 1.</param>
public readonly record struct AugmentationRange(float Limit, float Probability = 1)
{
    /// <summary>A limit, with probability 1.</summary>
    public static implicit operator AugmentationRange(float limit) => new(limit);

    /// <summary>Whether it ever happens.</summary>
    internal bool IsOn => Limit != 0 && Probability > 0;

    /// <summary>Whether it happens to this picture.</summary>
    internal bool Happens(ref RowRandom random) => IsOn && random.NextDouble() < Probability;

    /// <summary>A strength uniform in [-Limit, Limit].</summary>
    internal double Signed(ref RowRandom random) => Limit * random.NextSigned();

    /// <exception cref="ArgumentOutOfRangeException">The limit or the probability is outside its range.</exception>
    internal void Validate(string name, float most, string unit = "")
    {
        if (!(Limit >= 0 && Limit <= most))
            throw new ArgumentOutOfRangeException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"{name} is {Limit}; give 0 to {most}{unit}.")
            );
        Require.Probability(Probability, name);
    }
}
