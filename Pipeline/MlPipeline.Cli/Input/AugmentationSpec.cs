using System.Globalization;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Input;

/// <summary>
/// Augmentation as words on the command line: <c>rotate=15,shift=2,elastic=34:4@0.5,flip</c>. A word is an operation,
/// its values after <c>=</c> with <c>:</c> between, and its probability after <c>@</c>.
/// </summary>
internal static class AugmentationSpec
{
    private const float DefaultFlip = 0.5f;

    private static readonly Operation[] Operations =
    [
        new(
            "rotate",
            "DEGREES",
            "turn by up to so much to either side",
            (options, word) => options with { Rotation = word.Range() }
        ),
        new(
            "shift",
            "PIXELS",
            "move across and down by up to so many pixels; below 1, that share of the side",
            (options, word) => options with { Shift = word.Range() }
        ),
        new(
            "zoom",
            "SHARE",
            "size times 1 - SHARE to 1 + SHARE",
            (options, word) => options with { Zoom = word.Range() }
        ),
        new("shear", "SHARE", "slant by up to so much", (options, word) => options with { Shear = word.Range() }),
        new(
            "elastic",
            "ALPHA:SIGMA",
            "smooth random displacements (Simard 2003); 34:4 where no values are given",
            Elastic
        ),
        new(
            "flip",
            "",
            "exchange left and right; half of the pictures, or flip@PROBABILITY",
            (options, word) => options with { HorizontalFlip = word.NoValue().Probability ?? DefaultFlip }
        ),
        new(
            "brightness",
            "SHARE",
            "brighter or darker by up to this share of the pixels' range",
            (options, word) => options with { Brightness = word.Range() }
        ),
        new(
            "contrast",
            "SHARE",
            "differences from the mean times 1 - SHARE to 1 + SHARE",
            (options, word) => options with { Contrast = word.Range() }
        ),
        new(
            "noise",
            "SHARE",
            "Gaussian noise of up to this share of the pixels' range",
            (options, word) => options with { Noise = word.Range() }
        ),
        new(
            "erase",
            "SHARE",
            "erase a rectangle of up to this share of the area",
            (options, word) => options with { Erasing = word.Range() }
        ),
        new("affine", "", "rotate=15,shift=2,zoom=0.1,shear=0.1", Affine),
        new(
            "fill",
            "VALUE",
            "value outside an image; otherwise 0",
            (options, word) => options with { Fill = word.NoProbability().Number() }
        ),
        new(
            "copies",
            "COUNT",
            "variants of each image; otherwise 1",
            (options, word) => options with { Copies = word.NoProbability().Whole() }
        ),
        new("keep", "", "have the picture itself before its copies", Keep),
    ];

    /// <summary>The grammar, for the help text.</summary>
    public static string Grammar { get; } =
        "words with commas between, such as rotate=15,shift=2,elastic=34:4,erase=0.2@0.5; @ gives the probability, "
        + "1 where it is left out. "
        + $"{string.Join("; ", Operations.Select(operation => $"{operation.Form}: {operation.Meaning}"))}.";

    /// <exception cref="InputException">A word cannot be understood; the message names it.</exception>
    public static AugmentationOptions Parse(string option, string text)
    {
        var options = new AugmentationOptions();
        HashSet<string> seen = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var word = Word.Of(option, part);
            Operation operation =
                Array.Find(Operations, o => o.Name == word.Name)
                ?? throw new InputException(
                    $"{option} has '{part}'; did you mean "
                        + $"'{NearestName.Of(word.Name, Operations.Select(o => o.Name))}'? There are "
                        + $"{string.Join(", ", Operations.Select(o => o.Form))}."
                );
            if (!seen.Add(word.Name))
                throw new InputException($"{option} has '{word.Name}' twice; give it once.");
            options = operation.Set(options, word with { Form = operation.Form });
        }
        return options;
    }

    private static AugmentationOptions Keep(AugmentationOptions options, Word word)
    {
        word.NoValue().NoProbability();
        return options with { KeepOriginals = true };
    }

    private static AugmentationOptions Affine(AugmentationOptions options, Word word)
    {
        word.NoValue().NoProbability();
        AugmentationOptions affine = AugmentationOptions.Affine;
        return options with
        {
            Rotation = affine.Rotation,
            Shift = affine.Shift,
            Zoom = affine.Zoom,
            Shear = affine.Shear,
        };
    }

    private static AugmentationOptions Elastic(AugmentationOptions options, Word word)
    {
        float probability = word.Probability ?? 1;
        if (word.Values.Length == 0)
            return options with
            {
                ElasticDistortion = AugmentationOptions.Elastic.ElasticDistortion with { Probability = probability },
            };
        if (word.Values.Length != 2)
            throw word.Wrong();
        return options with { ElasticDistortion = new ElasticDistortion(word.Number(0), word.Number(1), probability) };
    }

    private sealed record Operation(
        string Name,
        string Value,
        string Meaning,
        Func<AugmentationOptions, Word, AugmentationOptions> Set
    )
    {
        public string Form => Value.Length == 0 ? Name : $"{Name}={Value}";
    }

    /// <summary>An operation's name, values and probability as they were typed.</summary>
    private sealed record Word(
        string Option,
        string Text,
        string Name,
        string[] Values,
        float? Probability,
        string Form = ""
    )
    {
        public static Word Of(string option, string text)
        {
            string[] apart = text.Split('@');
            float? probability = null;
            if (apart.Length > 1)
            {
                if (apart.Length > 2 || !TryNumber(apart[1], out float number))
                    throw new InputException(
                        $"{option} has '{text}'; give a probability from 0 to 1 after the @, such as {apart[0]}@0.5."
                    );
                probability = number;
            }
            string[] sides = apart[0].Split('=', 2);
            return new Word(
                option,
                text,
                sides[0].ToLowerInvariant(),
                sides.Length == 1 ? [] : sides[1].Split(':'),
                probability
            );
        }

        public InputException Wrong() => new($"{Option} has '{Text}'; give {Form}.");

        public float Number(int index = 0) =>
            index < Values.Length && TryNumber(Values[index], out float number) ? number : throw Wrong();

        public int Whole() =>
            Values.Length == 1 && InvariantNumber.TryParseInt32(Values[0], out int number) ? number : throw Wrong();

        public AugmentationRange Range() =>
            Values.Length == 1 ? new AugmentationRange(Number(), Probability ?? 1) : throw Wrong();

        public Word NoValue() => Values.Length == 0 ? this : throw Wrong();

        public Word NoProbability() => Probability == null ? this : throw Wrong();

        private static bool TryNumber(string text, out float number) =>
            InvariantNumber.TryParseSingle(text, out number);
    }
}
