using Accel.Rtl;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>What is counted ahead for a loop's condition is as wide as what the loop itself counts may become.</summary>
public sealed class CountedAheadTests
{
    [Theory]
    // Up to 60, and two iterations beyond: 62.
    [InlineData("for (int i = 0; i < n; i++)", "[Range(\"i\", 0, 60)]", 6)]
    // 63, and two beyond: one bit more.
    [InlineData("for (int i = 0; i < n; i++)", "[Range(\"i\", 0, 63)]", 7)]
    [InlineData("for (int i = 63; i > n; i -= 3)", "[Range(\"i\", -3, 63)]", 7)]
    // Nothing is promised but that it is not negative.
    [InlineData("for (int i = 0; i < n; i++)", "", 31)]
    public void The_counter_ahead_keeps_to_the_promise_of_the_counter(string loop, string promise, int widthBits)
    {
        var source = Kernels.Source(
            "int n = memory.ReadInt32(0); int sum = 0; " + loop + " { sum += i & 3; } memory.WriteInt32(1, sum);",
            "[Pipeline(\"i\")] " + promise);
        TransformOptions options = new() { ClockPeriodNs = 5 };
        foreach (uint bound in new uint[] { 0, 1, 2, 3, 59, 60 })
        {
            _ = Kernels.Check(source, [bound, 0], options);
        }

        var ahead = Kernels.Compile(source, options).Signals.OfType<RegisterSignal>().Single(r => r.NameHint == "i_next");
        Assert.Equal(widthBits, ahead.WidthBits);
    }
}
