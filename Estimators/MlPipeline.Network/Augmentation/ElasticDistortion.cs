using System.Globalization;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Elastic distortion (Simard, Steinkraus, Platt 2003): every pixel has a random displacement, uniform in [-1, 1]
/// across and down; the displacements are smoothed by a Gaussian whose weights sum to 1, and multiplied by
/// <paramref name="Alpha"/>. A pixel then moves by about <c>Alpha / (6.1 Sigma)</c> in either direction (standard
/// deviation): by 1.4 pixels with 34 and 4, the paper's values for digits of 28x28.
/// </summary>
/// <param name="Alpha">How strong, at least 0. 0: never.</param>
/// <param name="Sigma">How smooth: standard deviation of the Gaussian in pixels, 0.5 to 1000.</param>
/// <param name="Probability">Share of the pictures it happens to, 0 to 1.</param>
public readonly record struct ElasticDistortion(float Alpha, float Sigma, float Probability = 1)
{
    private const float LeastSigma = 0.5f;
    private const float MostSigma = 1000;

    /// <summary>Whether it ever happens.</summary>
    internal bool IsOn => Alpha != 0 && Probability > 0;

    /// <summary>Whether it happens to this picture.</summary>
    internal bool Happens(ref RowRandom random) => IsOn && random.NextDouble() < Probability;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Validate(string name)
    {
        if (!(Alpha >= 0) || !float.IsFinite(Alpha))
            throw new ArgumentOutOfRangeException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"{name}.Alpha is {Alpha}; give 0 or more.")
            );
        if (Alpha > 0 && !(Sigma >= LeastSigma && Sigma <= MostSigma))
            throw new ArgumentOutOfRangeException(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}.Sigma is {Sigma}; give {LeastSigma} to {MostSigma} pixels."
                )
            );
        Require.Probability(Probability, name);
    }
}
