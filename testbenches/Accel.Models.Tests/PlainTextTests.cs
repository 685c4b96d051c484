namespace Accel.Models.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("block.0.attn", "block.0.attn")]
    [InlineData("\u00e9\u00df\u6f22 \ud83d\ude00", "\u00e9\u00df\u6f22 \ud83d\ude00")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    [InlineData("a\u009b31m", "a\\u009b31m")]
    [InlineData("a\nb\tc\rd", "a\\u000ab\\u0009c\\u000dd")]
    [InlineData("x\u202egnp.exe", "x\\u202egnp.exe")]
    [InlineData("x\u2028y\u200b\ufeff", "x\\u2028y\\u200b\\ufeff")]
    [InlineData("tag \U000E0041", "tag \\udb40\\udc41")]
    public void A_name_is_one_line_that_moves_no_cursor(string text, string expected) => Assert.Equal(expected, PlainText.Name(text));

    [Fact]
    public void Half_a_character_is_escaped() => Assert.Equal("half \\ud800!", PlainText.Name("half \ud800!"));

    [Fact]
    public void A_long_name_keeps_its_ends_and_says_its_length()
    {
        string name = PlainText.Name("begin" + new string('x', 1_000_000) + "end");
        Assert.InRange(name.Length, 100, PlainText.MostOfName);
        Assert.StartsWith("beginx", name, StringComparison.Ordinal);
        Assert.EndsWith("xend", name, StringComparison.Ordinal);
        Assert.Contains("(1,000,008 characters)", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_of_the_family_is_safe_and_short()
    {
        string evil = "\u001b]0;x\u0007" + new string('y', 1_000_000);
        AccelException[] errors =
        [
            new ModelFormatException(evil, evil, evil, evil),
            new ModelDoesNotFitException(evil, evil, 1, 1),
            new ModelDoesNotFitException(evil, evil, evil, 1, 1, 1),
            new Accel.Inputs.InputException(evil, evil, evil),
            new Accel.Inputs.InputShapeException(evil, evil, evil, evil),
        ];
        Assert.All(errors, static e =>
        {
            Assert.InRange(e.Message.Length, 10, 2 * PlainText.MostOfMessage);
            Assert.DoesNotContain(e.Message + e.Remedy, char.IsControl);
        });
    }
}
