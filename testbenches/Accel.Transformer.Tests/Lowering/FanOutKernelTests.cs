using Accel.Rtl;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Kernels whose registers drive few loads compute what they compute without, in the same cycles.</summary>
public sealed class FanOutKernelTests
{
    private const string Body = """
        int sum = 0; int last = 0;
        for (int i = 0; i < 20; i++)
        {
            int x = memory.ReadInt32(i);
            sum += (x & 1) != 0 ? x : -last;
            last = x > 50 ? last ^ x : last + 3;
            memory.WriteInt32(20 + i, sum ^ last);
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("[Pipeline(\"i\", InitiationInterval = 0)]")]
    public void A_kernel_with_copies_of_registers_is_the_same_to_the_cycle(string attributes)
    {
        var source = Kernels.Source(Body, attributes);
        var limited = new TransformOptions { MaxFanOut = TransformOptions.FewestLoads };
        Assert.Equal(Kernels.Check(source, Kernels.Cells(40)), Kernels.Check(source, Kernels.Cells(40), limited));
        Assert.Contains(Kernels.Compile(source, limited).Signals, static s => s is RegisterSignal { IsCopy: true });
        Assert.DoesNotContain(Kernels.Compile(source).Signals, static s => s is RegisterSignal { IsCopy: true });
    }

    [Fact]
    public void A_limit_below_the_least_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(static () => new TransformOptions { MaxFanOut = TransformOptions.FewestLoads - 1 });
}
