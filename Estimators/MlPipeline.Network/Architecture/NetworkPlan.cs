using MlPipeline.Network.Activations;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// From a spec to the layers that run: shapes follow from the input on, rows are made flat where a layer needs that, a
/// nonlinearity whose derivative needs its input becomes a layer of its own, and borders follow from the output back.
/// </summary>
internal static class NetworkPlan
{
    /// <summary>One layer to be: what it is and the shapes around it.</summary>
    /// <param name="Layer">The kind of the layer and its sizes.</param>
    /// <param name="Input">The shape of its input.</param>
    /// <param name="Output">The shape of its output.</param>
    internal readonly record struct Step(LayerSpec Layer, TensorShape Input, TensorShape Output);

    /// <summary>The layers that run, the output layer last.</summary>
    public static Layer[] MakeLayers(NetworkSpec spec)
    {
        Step[] steps = [.. StepsOf(spec)];
        var borders = new (int Y, int X)[steps.Length + 1];
        for (int i = steps.Length - 1; i >= 0; i--)
            borders[i] = steps[i].Layer.InputBorder(borders[i + 1]);

        var layers = new Layer[steps.Length];
        Layout x = steps[0].Layer is ConvolutionSpec or FlattenSpec
            ? Layout.OfInput(spec.Input, borders[0])
            : Layout.Between(spec.Input, borders[0]);
        Layout dx = Layout.Between(spec.Input);
        for (int i = 0; i < steps.Length; i++)
        {
            Layout y = Layout.Between(steps[i].Output, borders[i + 1]);
            Layout dy = Layout.Between(steps[i].Output, steps[i].Layer.GradientBorder);
            layers[i] = steps[i].Layer.Create(new Ports(x, y, dx, dy));
            x = y;
            dx = dy;
        }
        return layers;
    }

    /// <summary>The steps from the input to the logits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A layer does not fit; the message names it.</exception>
    public static IEnumerable<Step> StepsOf(NetworkSpec spec)
    {
        TensorShape shape = spec.Input;
        for (int i = 0; i < spec.HiddenLayers.Count; i++)
        {
            LayerSpec layer = spec.HiddenLayers[i];
            foreach (LayerSpec part in PartsOf(layer, shape))
            {
                Step step;
                try
                {
                    step = new Step(part, shape, part.OutputOf(shape));
                }
                catch (Exception error) when (error is ArgumentException or OverflowException)
                {
                    string reason = error is OverflowException ? "is too large" : error.Message;
                    throw Require.OutOfRange(
                        nameof(NetworkSpec.HiddenLayers),
                        $"Hidden layer {i + 1}, '{layer}', {reason}."
                    );
                }
                yield return step;
                shape = step.Output;
            }
        }
        if (!shape.IsFlat)
        {
            yield return new Step(new FlattenSpec(), shape, TensorShape.Flat(shape.Size));
            shape = TensorShape.Flat(shape.Size);
        }
        // The output function belongs to the loss, so the last layer stops at the logits.
        yield return new Step(new DenseSpec(spec.OutputSize), shape, TensorShape.Flat(spec.OutputSize));
    }

    private static IEnumerable<LayerSpec> PartsOf(LayerSpec layer, TensorShape input)
    {
        if (layer.NeedsFlatInput && !input.IsFlat)
            yield return new FlattenSpec();
        if (layer is FlattenSpec)
            yield break;
        ActivationKind activation = layer is ActivationSpec ? ActivationKind.Identity : layer.FinalActivation;
        if (Enum.IsDefined(activation) && Activation.Of(activation).NeedsInput)
        {
            yield return layer.With(ActivationKind.Identity)!;
            yield return new ActivationSpec(activation);
        }
        else
        {
            yield return layer;
        }
    }
}
