using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class SourceMutatorTests
{
    private static readonly KernelSource _source = KernelSource.FromText(
        """
        [Range("x", 0, 5)]
        class K
        {
            int F(int x)
            {
                int y = x + 1;
                y <<= 2;
                if (y > 9 && !b)
                    y--;
                return -y;
            }
        }
        """,
        "K.cs");

    [Fact]
    public void Operators_numbers_conditions_and_statements()
        => Assert.Equal(
            [
                "K.cs:6: `+` made `-`",
                "K.cs:6: `1` made `2`",
                "K.cs:7: `y <<= 2;` made `;`",
                "K.cs:7: `<<=` made `>>=`",
                "K.cs:7: `2` made `3`",
                "K.cs:8: `y > 9 && !b` made `!(y > 9 && !b)`",
                "K.cs:8: `&&` made `||`",
                "K.cs:8: `>` made `>=`",
                "K.cs:8: `9` made `10`",
                "K.cs:8: `!` made (nothing)",
                "K.cs:9: `y--;` made `;`",
                "K.cs:9: `--` made `++`",
                "K.cs:10: `-` made (nothing)",
            ],
            SourceMutator.All(_source, static (_, _) => true).Select(static m => m.ToString()));

    [Fact]
    public void Only_statements_that_are_wanted()
        => Assert.All(SourceMutator.All(_source, static (file, line) => file == "K.cs" && line == 7), static m => Assert.Equal(7, m.Line));

    [Fact]
    public void A_change_replaces_its_place_and_nothing_else()
    {
        var change = SourceMutator.All(_source, static (_, line) => line == 7).First();
        Assert.Equal(_source.Files[0].Text.Replace("y <<= 2;", ";", StringComparison.Ordinal), change.Apply(_source).Files[0].Text);
    }
}
