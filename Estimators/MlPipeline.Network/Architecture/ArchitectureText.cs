using System.Globalization;
using MlPipeline.Foundation;

namespace MlPipeline.Network;

/// <summary>Reads an architecture's text.</summary>
internal static class ArchitectureText
{
    private static IEnumerable<string> AllWords =>
        Words.Concat(Enum.GetValues<ActivationKind>().Select(ActivationSpec.WordOf));

    private static readonly string[] Words =
    [
        "conv",
        "dense",
        "batchnorm",
        "layernorm",
        "avgpool",
        "maxpool",
        "dropout",
        "flatten",
    ];

    public static Architecture Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var architecture = new Architecture();
        int number = 0;
        foreach (string part in text.Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            number++;
            if (part.Length == 0)
            {
                if (text.Trim().Length == 0)
                    break;
                throw new FormatException(
                    $"Layer {number} of the network is empty; separate layers by one comma or semicolon."
                );
            }
            architecture = new Arguments(part, number).AddTo(architecture);
        }
        return architecture;
    }

    /// <summary>One layer's word and arguments, taken from left to right.</summary>
    private sealed class Arguments(string text, int number)
    {
        private readonly string[] _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        private int _next = 1;

        public Architecture AddTo(Architecture architecture)
        {
            if (
                Enum.GetValues<ActivationKind>()
                    .Where(kind => Is(_words[0], ActivationSpec.WordOf(kind)) || Is(_words[0], kind.ToString()))
                    .Cast<ActivationKind?>()
                    .FirstOrDefault() is
                { } activation
            )
            {
                End();
                return architecture.Activate(activation);
            }
            LayerSpec layer = Layer();
            End();
            return architecture.Then(layer);
        }

        private LayerSpec Layer() =>
            _words[0].ToLowerInvariant() switch
            {
                "conv" => Convolution(),
                "dense" => new DenseSpec(Whole("the number of units")),
                "batchnorm" => new BatchNormalizationSpec(Named("momentum", 0.1f), Named("epsilon", 1e-5f)),
                "layernorm" => new LayerNormalizationSpec(Named("epsilon", 1e-5f)),
                "avgpool" => new PoolingSpec(PoolingKind.Average, Whole("the size")),
                "maxpool" => new PoolingSpec(PoolingKind.Max, Whole("the size")),
                "dropout" => new DropoutSpec(Number("the rate")),
                "flatten" => new FlattenSpec(),
                _ => throw Error($"'{_words[0]}' is no layer; choose one of {string.Join(", ", AllWords)}"),
            };

        private ConvolutionSpec Convolution()
        {
            int filters = Whole("the number of filters");
            string[] sizes = Take("the kernel's size, such as 5x5").Split('x', 'X');
            if (
                sizes.Length is not (1 or 2)
                || !InvariantNumber.TryParseInt32(sizes[0], out int height)
                || !InvariantNumber.TryParseInt32(sizes[^1], out int width)
            )
                throw Error($"'{string.Join('x', sizes)}' is no kernel's size; write it as 5x5");
            int stride = 1;
            ConvolutionPadding padding = ConvolutionPadding.Same;
            while (_next < _words.Length)
            {
                if (TakeIf("same"))
                    padding = ConvolutionPadding.Same;
                else if (TakeIf("valid"))
                    padding = ConvolutionPadding.Valid;
                else if (TakeIf("stride"))
                    stride = Whole("the stride");
                else
                    throw Error(
                        $"'{_words[_next]}' is unknown; after the kernel's size come 'same' or 'valid' and 'stride N'"
                    );
            }
            return new ConvolutionSpec(filters, height, width, stride, padding);
        }

        private float Named(string name, float otherwise) => TakeIf(name) ? Number("the " + name) : otherwise;

        private int Whole(string what)
        {
            string word = Take(what);
            return InvariantNumber.TryParseInt32(word, out int value)
                ? value
                : throw Error($"{what} is '{word}'; give {InvariantNumber.WholeForm}");
        }

        private float Number(string what)
        {
            string word = Take(what);
            return InvariantNumber.TryParseSingle(word, out float value)
                ? value
                : throw Error($"{what} is '{word}'; give {InvariantNumber.Form}");
        }

        private string Take(string what) => _next < _words.Length ? _words[_next++] : throw Error($"{what} is missing");

        private bool TakeIf(string name)
        {
            bool here = _next < _words.Length && Is(_words[_next], name);
            if (here)
                _next++;
            return here;
        }

        private void End()
        {
            if (_next < _words.Length)
                throw Error($"'{_words[_next]}' is one word too many");
        }

        private static bool Is(string word, string name) =>
            string.Equals(word, name, StringComparison.OrdinalIgnoreCase);

        private FormatException Error(string what) => new($"Layer {number} of the network, '{text}': {what}.");
    }
}
