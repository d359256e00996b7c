using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// Dropout (Srivastava et al. 2014): in training each value is zero with probability <paramref name="Rate"/>, and
/// divided by 1 - <paramref name="Rate"/> else, so that scoring needs no correction.
/// </summary>
/// <param name="Rate">From 0 to below 1.</param>
public sealed record DropoutSpec(float Rate) : LayerSpec
{
    internal override string Words => string.Create(CultureInfo.InvariantCulture, $"dropout {Rate}");

    // Scoring leaves this layer out, so its output must lie where its input lies.
    internal override (int Y, int X) InputBorder((int Y, int X) outputBorder) => outputBorder;

    internal override TensorShape OutputOf(TensorShape input) =>
        Rate is >= 0 and < 1
            ? input
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"has a rate of {Rate}; give a number from 0 to below 1")
            );

    internal override Layer Create(Ports ports) => new Dropout(ports, Rate);
}
