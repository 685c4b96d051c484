using Accel.Rtl.Tests.Reference;

namespace Accel.Rtl.Tests.Vhdl;

public sealed class RandomNetlistsInGhdlTests
{
    [Theory]
    [InlineData(1, 40, 20)]
    [InlineData(2, 80, 40)]
    [InlineData(3, 150, 80)]
    [InlineData(4, 300, 33)]
    [InlineData(5, 300, 8)]
    [InlineData(6, 60, 140)]
    public void The_interpreter_and_ghdl_agree_in_every_cycle(int seed, int operators, int width)
    {
        GhdlReplay.SkipUnlessInstalled();
        GhdlReplay.AssertSame(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width }), seed);
    }
}
