using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Fields of a kernel class that hold what their initialisers say, for every object of it.</summary>
public sealed class ReadonlyFieldTests
{
    [Theory]
    [InlineData("memory.WriteInt32(0, _c[memory.ReadInt32(1) & 3]);", "private readonly int[] _c = [1, -2, 3, 5];")]
    [InlineData("memory.WriteInt32(0, _x + P);", "private readonly int _x = 3 * 4; public int P { get; } = 7;")]
    [InlineData("memory.WriteInt32(0, _p.A);", "private readonly S _p = new S { A = 5 }; struct S { public int A; }")]
    [InlineData("memory.WriteInt32(0, _x);", "private readonly int _x = 3; private readonly int _y; public K() { _y = 4; }")]
    public void They_are_constants_and_tables(string body, string members)
        => KernelComparison.AssertSame(KernelComparison.Kernel(body, members), runs: 3);

    [Theory]
    [InlineData("memory.WriteInt32(0, _x);", "private readonly int _x = 3; public K() { _x = 4; }")]
    [InlineData("memory.WriteInt32(0, _x);", "private readonly int _x; public K(int x) { _x = x; }")]
    [InlineData("memory.WriteInt32(0, _x);", "private int _x = 3;")]
    public void What_a_constructor_or_a_method_may_set_is_refused(string body, string members) => Assert.Contains(
        FrontEnd.Load(KernelSource.FromText(KernelComparison.Kernel(body, members)), "K", new TransformOptions()).Diagnostics,
        static d => d.Descriptor == DiagnosticDescriptors.MutableField);

    [Fact]
    public void An_array_in_one_is_not_written() => Assert.NotEmpty(
        FrontEnd.Load(
            KernelSource.FromText(KernelComparison.Kernel("_c[1] = 2; memory.WriteInt32(0, _c[1]);",
                "private readonly int[] _c = [1, 2];")),
            "K", new TransformOptions()).Diagnostics);
}
