using Accel.Transformer.Frontend;
using Accel.Transformer.Tests.Lowering;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Several kernel classes in one design: their entry points are its members, one class after the other.</summary>
public sealed class OneDesignTests
{
    private const string Design = "Both";

    private static readonly KernelSource _source = new(
    [
        new("mixer.cs", """
            using Hast.Transformer.SimpleMemory;
            namespace Filters;
            public class Mixer
            {
                private static readonly int[] Weights = { 3, 1, 4, 1, 5, 9, 2, 6 };

                public virtual void Run(SimpleMemory memory)
                {
                    for (int i = 0; i < 8; i++) memory.WriteInt32(i, Shared.Mix(memory.ReadInt32(i)) + Weights[i]);
                }
            }
            """),
        new("summer.cs", """
            using Accel.Hast;
            using Hast.Transformer.SimpleMemory;
            namespace Sums;
            public class Summer
            {
                [Persistent] private int _total;

                public virtual void Run(SimpleMemory memory)
                {
                    for (int i = 0; i < 8; i++) _total += memory.ReadInt32(i);
                    memory.WriteInt32(0, _total);
                }

                public virtual void Clear(SimpleMemory memory)
                {
                    memory.WriteInt32(1, Shared.Mix(_total));
                    _total = 0;
                }
            }
            """),
        new("shared.cs", "internal static class Shared { public static int Mix(int x) => (x * 3) ^ 5; }"),
    ])
    {
        Designs = new KernelSource([]).Designs.Add(Design, ["Mixer", "Sums.Summer"]),
    };

    [Fact]
    public void Members_of_both_classes_are_run_by_number()
    {
        var result = KernelCompiler.Compile(_source, Design, new TransformOptions());
        Assert.Empty(result.Diagnostics);
        Assert.Equal(Design, result.Module!.Name);
        Assert.Equal(["Mixer.Run", "Summer.Run", "Summer.Clear"], result.Report!.Processes[0].EntryPoints);
        var (plain, _) = KernelAssembly.Load(_source, Design, new TransformOptions());
        Assert.Equal(["Mixer.Run", "Summer.Run", "Summer.Clear"], plain!.Names);

        var hardware = new KernelHarness(result.Module, latency: 2);
        uint[] cells = [.. Enumerable.Range(0, 8).Select(static i => (uint)(i * i) - 7)];
        foreach (int member in (int[])[0, 1, 1, 0, 2, 1])
        {
            uint[] expected = KernelComparison.RunPlain(plain, member, cells);
            hardware.Run(cells, member);
            Assert.Equal(expected, cells);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ghdl_runs_the_same_members(int member)
    {
        uint[] cells = [5, 3, uint.MaxValue, 7, 11, 13, 17, 19];
        var (plain, _) = KernelAssembly.Load(_source, Design, new TransformOptions());
        GhdlRun.AssertSame(KernelCompiler.Compile(_source, Design, new TransformOptions()).Module!, cells,
            KernelComparison.RunPlain(plain!, member, cells), member);
    }

    [Fact]
    public void A_class_that_is_not_there_is_named()
    {
        var source = _source with { Designs = _source.Designs.SetItem(Design, ["Mixer", "Nobody"]) };
        var found = Assert.Single(KernelCompiler.Compile(source, Design, new TransformOptions()).Diagnostics);
        Assert.Equal("ACC0002", found.Descriptor.Id);
        Assert.Contains("Nobody", found.Message, StringComparison.Ordinal);
    }
}
