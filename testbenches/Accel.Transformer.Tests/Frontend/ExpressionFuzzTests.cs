using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using CsCheck;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>.NET's integer semantics, at random: promotions, conversions, wrap-around, shifts, division, order of effects.</summary>
public sealed class ExpressionFuzzTests
{
    [Fact]
    public void Random_arithmetic_computes_as_in_CSharp()
    {
        int rejected = 0;
        int count = int.TryParse(Environment.GetEnvironmentVariable("ACCEL_FUZZ"), out int given) ? given : 40;
        Gen.Int[0, int.MaxValue].Sample(seed => rejected += TryOne(seed) ? 0 : 1, iter: count, threads: 1);
        Assert.True(rejected * 2 < count, $"{rejected} of {count} programs are no C#");
    }

    // Some random programs mix long and ulong, which C# itself rejects; they say nothing.
    private static bool TryOne(int seed)
    {
        string source = "#pragma warning disable\n" + KernelComparison.Kernel("unchecked {\n" + new ExpressionFuzz(seed).Body(12) + "}");
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText(source), "K", new TransformOptions());
        if (result.Diagnostics.Any(item => item.Descriptor == DiagnosticDescriptors.CompileError))
        {
            return false;
        }

        KernelComparison.AssertSame(source, 64, 6);
        return true;
    }
}
