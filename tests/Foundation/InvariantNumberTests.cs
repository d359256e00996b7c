using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Foundation.Tests;

/// <summary>Numbers are read whole and under every culture the same, or not at all.</summary>
public class InvariantNumberTests
{
    [Theory]
    [InlineData("0,002")] // a decimal comma
    [InlineData("1,000")] // a thousands separator
    [InlineData("1 000")]
    [InlineData("1'000")]
    [InlineData("0.5x")]
    [InlineData(" 0.5")]
    [InlineData("0.5 ")]
    [InlineData("(1)")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("½")]
    [InlineData("")]
    public void What_is_not_wholly_a_number_is_refused(string text)
    {
        Assert.False(InvariantNumber.TryParseDouble(text, out _));
        Assert.False(InvariantNumber.TryParseSingle(text, out _));
        Assert.False(InvariantNumber.TryParseInt32(text, out _));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("2147483648")]
    public void A_whole_number_has_no_decimals_and_fits(string text) =>
        Assert.False(InvariantNumber.TryParseInt32(text, out _));

    [Fact]
    public void Every_number_is_read_as_it_was_written_under_a_culture_with_decimal_commas()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        Prop.ForAll(
                ArbMap.Default.ArbFor<NormalFloat>(),
                ArbMap.Default.ArbFor<int>(),
                (number, whole) =>
                {
                    CultureInfo.CurrentCulture = commas;
                    try
                    {
                        return InvariantNumber.TryParseDouble(
                                number.Get.ToString("R", CultureInfo.InvariantCulture),
                                out double value
                            )
                            && value.Equals(number.Get)
                            && InvariantNumber.TryParseInt32(whole.ToString(CultureInfo.InvariantCulture), out int read)
                            && read == whole;
                    }
                    finally
                    {
                        CultureInfo.CurrentCulture = before;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
