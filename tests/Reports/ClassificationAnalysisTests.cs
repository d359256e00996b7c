using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Reports.Tests;

public class ClassificationAnalysisTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Figures_equal_those_worked_out_by_hand()
    {
        var analysis = new ClassificationAnalysis(Names, errors: 2);
        analysis.Add(0, [0.9f, 0.1f, 0]);
        analysis.Add(0, [0.2f, 0.8f, 0]);
        analysis.Add(1, [0.25f, 0.7f, 0.05f]);
        analysis.Add(1, [0.65f, 0.35f, 0]);
        analysis.Add(1, [0.05f, 0.95f, 0]);
        Classification result = analysis.Summarize();

        Assert.Equal(
            [
                [1, 1, 0],
                [1, 2, 0],
                [0, 0, 0],
            ],
            result.ConfusionMatrix
        );
        // a: 1 of 2 predicted, 1 of 2 found. b: 2 of 3 predicted, 2 of 3 found. c: none.
        Assert.Equal(new ClassFigures("a", 2, 0.5, 0.5, 0.5), result.Classes[0]);
        Assert.Equal(new ClassFigures("b", 3, 2.0 / 3, 2.0 / 3, 2.0 / 3), result.Classes[1]);
        Assert.Equal(new ClassFigures("c", 0, null, null, null), result.Classes[2]);
        Assert.Equal([new Confusion("a", "b", 1, 0.5), new Confusion("b", "a", 1, 1.0 / 3)], result.Confusions);
        Assert.Equal([1, 3], analysis.MostConfidentErrors.Select(wrong => wrong.Row));
        Assert.Equal(0.2, analysis.MostConfidentErrors[0].TrueProbability, 6);

        // Bins (0.6, 0.7]: 0.7 right and 0.65 wrong; (0.7, 0.8]: 0.8 wrong; (0.8, 0.9]: 0.9 right; (0.9, 1]: 0.95
        // right.
        Assert.Equal([0, 0, 0, 0, 0, 0, 2, 1, 1, 1], result.Calibration!.Bins.Select(bin => bin.Count));
        Assert.Equal((2 * Math.Abs(0.5 - 0.675) + 0.8 + 0.1 + 0.05) / 5, result.Calibration.ExpectedError, 6);
    }

    [Fact]
    public void Whatever_the_rows_the_sums_agree()
    {
        Gen<(int Truth, float[] Scores)> row =
            from truth in Gen.Choose(0, 2)
            from scores in Gen.Choose(0, 1000).Select(value => value / 1000f).ArrayOf(3)
            select (truth, scores);
        Prop.ForAll(
                row.ListOf().ToArbitrary(),
                rows =>
                {
                    var analysis = new ClassificationAnalysis(Names, errors: 5);
                    foreach ((int truth, float[] scores) in rows)
                        analysis.Add(truth, scores);
                    Classification result = analysis.Summarize();
                    long wrong = result.Confusions.Sum(pair => pair.Count);
                    long correct = Enumerable.Range(0, 3).Sum(i => result.ConfusionMatrix[i][i]);
                    Assert.Equal(rows.Count, correct + wrong);
                    Assert.Equal(rows.Count, result.Classes.Sum(one => one.Rows));
                    Assert.Equal(rows.Count, result.Calibration!.Bins.Sum(bin => bin.Count));
                    Assert.Equal(Math.Min(5, wrong), analysis.MostConfidentErrors.Count);
                    Assert.Equal(
                        analysis.MostConfidentErrors.OrderByDescending(error => error.Probability),
                        analysis.MostConfidentErrors
                    );
                    Assert.InRange(result.Calibration.ExpectedError, 0, 1);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Rows_of_another_shape_are_refused()
    {
        var analysis = new ClassificationAnalysis(Names);
        Assert.Contains(
            "There are 2 probabilities for 3 classes.",
            Assert.Throws<ArgumentException>(() => analysis.Add(0, [0.5f, 0.5f])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Add(3, [1, 0, 0]));
    }
}
