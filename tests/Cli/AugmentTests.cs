using System.Text.Json;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Tests;

/// <summary><c>--augment</c>: the grammar, the contact sheet, and training with it.</summary>
public sealed class AugmentTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Words_become_options()
    {
        AugmentationOptions all = AugmentationSpec.Parse(
            "--augment",
            "rotate=15, shift=2@0.5,zoom=0.1,shear=0.2,elastic=30:5@0.9,flip,"
                + "brightness=0.1,contrast=0.2,noise=0.05,erase=0.3@0.25,fill=-1,copies=3,keep"
        );
        Assert.Equal(
            new AugmentationOptions
            {
                Rotation = 15,
                Shift = new(2, 0.5f),
                Zoom = 0.1f,
                Shear = 0.2f,
                ElasticDistortion = new(30, 5, 0.9f),
                HorizontalFlip = 0.5f,
                Brightness = 0.1f,
                Contrast = 0.2f,
                Noise = 0.05f,
                Erasing = new(0.3f, 0.25f),
                Fill = -1,
                Copies = 3,
                KeepOriginals = true,
            },
            all
        );
        Assert.Equal(AugmentationOptions.AffineElastic, AugmentationSpec.Parse("--augment", "affine,elastic=20:4"));
        Assert.Equal(
            AugmentationOptions.Elastic with
            {
                HorizontalFlip = 0.2f,
            },
            AugmentationSpec.Parse("--augment", "flip@0.2,elastic")
        );
        Assert.Equal(
            AugmentationOptions.Affine with
            {
                Rotation = 3,
            },
            AugmentationSpec.Parse("--augment", "affine,rotate=3")
        );
    }

    [Theory]
    [InlineData(
        "rotat=15",
        "--augment has 'rotat=15'; did you mean 'rotate'? There are rotate=DEGREES, shift=PIXELS, zoom=SHARE, "
            + "shear=SHARE, elastic=ALPHA:SIGMA, flip, brightness=SHARE, contrast=SHARE, noise=SHARE, erase=SHARE, "
            + "affine, fill=VALUE, copies=COUNT, keep."
    )]
    [InlineData("rotate", "--augment has 'rotate'; give rotate=DEGREES.")]
    [InlineData("flip,rotate=x", "--augment has 'rotate=x'; give rotate=DEGREES.")]
    [InlineData("elastic=34", "--augment has 'elastic=34'; give elastic=ALPHA:SIGMA.")]
    [InlineData(
        "shift=2@often",
        "--augment has 'shift=2@often'; give a probability from 0 to 1 after the @, such as shift=2@0.5."
    )]
    [InlineData("flip=0.5", "--augment has 'flip=0.5'; give flip.")]
    [InlineData("copies=2@0.5", "--augment has 'copies=2@0.5'; give copies=COUNT.")]
    [InlineData("flip,flip", "--augment has 'flip' twice; give it once.")]
    public void A_bad_word_is_named(string spec, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<InputException>(() => AugmentationSpec.Parse("--augment", spec)).Message);

    [Fact]
    public void The_contact_sheet_has_originals_and_then_varied_copies()
    {
        CommandLine.Result result = _cli.Run(
            "datasets",
            "show",
            "glyphs",
            "--augment",
            "affine,elastic,erase=0.2@0.5",
            "--output",
            "sheet.png"
        );
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.EndsWith(
            "10 training images, and 9 varied copies of each, are in sheet.png.",
            result.Output.TrimEnd(),
            StringComparison.Ordinal
        );
        GrayImage sheet = ImageFile.ReadGray(_cli.PathOf("sheet.png"));
        Assert.Equal((560, 572), (sheet.Height, sheet.Width));
        byte[] Cell(int row, int column) =>
            [
                .. Enumerable
                    .Range(0, 56 * 56)
                    .Select(i =>
                        sheet.Pixels[(row * 56 + i / 56) * 572 + column * 56 + (column == 0 ? 0 : 12) + i % 56]
                    ),
            ];
        for (int row = 0; row < 10; row++)
        {
            byte[][] cells = [.. Enumerable.Range(0, 10).Select(column => Cell(row, column))];
            Assert.Equal(10, cells.Select(Convert.ToBase64String).Distinct().Count());
            Assert.All(cells, cell => Assert.Contains(cell, pixel => pixel > 128));
        }
    }

    [Fact]
    public void Training_with_it_is_repeatable_on_any_number_of_threads_and_keeps_to_the_training_images()
    {
        JsonElement Train(params string[] more) =>
            _cli.Run(["train", "--epochs", "1", "--layers", "16", "--json", .. more]).Json;
        JsonElement plain = Train();
        JsonElement one = Train("--augment", "affine,elastic", "--threads", "1");
        JsonElement two = Train("--augment", "affine,elastic", "--threads", "2");
        foreach (string figure in (string[])["trainLoss", "testLoss", "testAccuracy"])
            Assert.Equal(one.GetProperty(figure).GetDouble(), two.GetProperty(figure).GetDouble());
        Assert.NotEqual(plain.GetProperty("trainLoss").GetDouble(), one.GetProperty("trainLoss").GetDouble());
        Assert.Equal(
            two.GetProperty("testAccuracy").GetDouble(),
            _cli.Run("evaluate", "--json").Json.GetProperty("testAccuracy").GetDouble()
        );
    }

    [Theory]
    [InlineData("Rotation is 400; give 0 to 180 degrees.", "train", "--augment", "rotate=400")]
    [InlineData(
        "--augment is drawn into a PNG file; give --output FILE.png.",
        "datasets",
        "show",
        "glyphs",
        "--augment",
        "flip"
    )]
    public void Bad_input_gets_a_sentence_and_leaves_nothing_behind(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(args);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error, result.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Fact]
    public void Help_explains_the_grammar()
    {
        string help = string.Join(
            ' ',
            _cli.Run("train", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Contains(
            "elastic=ALPHA:SIGMA: smooth random displacements (Simard 2003); 34:4 where no values are given",
            help,
            StringComparison.Ordinal
        );
        Assert.Contains("@ gives the probability, 1 where it is left out", help, StringComparison.Ordinal);
    }
}
