using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering;
using Accel.Rtl.Vhdl.Benches;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Fields of fixed width, and what goes into them.</summary>
public sealed class EntryPointNumberTests
{
    [Fact]
    public void Each_of_256_entry_points_runs_alone()
    {
        var module = KernelCompiler.Compile(Source(256), "K", new TransformOptions()).Module!;
        foreach (int member in new[] { 0, 1, 127, 128, 255 })
        {
            uint[] cells = new uint[257];
            _ = new KernelHarness(module, 1, 0).Run(cells, member);
            Assert.Equal([member], Enumerable.Range(0, 257).Where(cell => cells[cell] == 7));
        }
    }

    [Fact]
    public void One_more_is_refused_and_named()
    {
        var diagnostic = Assert.Single(KernelCompiler.Compile(Source(257), "K", new TransformOptions()).Diagnostics);
        Assert.Equal(("ACC0010", 260), (diagnostic.Descriptor.Id, diagnostic.Location.Line));
        Assert.Contains("R256", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bench_refuses_a_number_that_the_port_cannot_carry()
    {
        var module = KernelCompiler.Compile(Source(2), "K", new TransformOptions()).Module!;
        foreach (int member in new[] { -1, 256, int.MaxValue })
        {
            MemoryBenchOptions options = new() { Cells = 4, Member = member };
            var refused = Assert.Throws<ArgumentException>(() => MemoryBench.Write(module, options));
            Assert.Contains("8 bits", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_comparison_with_what_a_signal_cannot_be_is_a_defect()
    {
        var module = new Module("m");
        var wires = new Wires(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        _ = wires.IsEqual(module.Input("a", 8), 255);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => wires.IsEqual(module.Inputs[0], 256));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => wires.IsEqual(module.Input("b", 1), 2));
    }

    [Fact]
    public void Parts_of_very_wide_signals_are_told_apart()
    {
        var module = new Module("m");
        var wires = new Wires(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        var wide = module.Input("wide", 10_000);
        Assert.Equal(4097, wires.Slice(wide, 0, 4097).WidthBits);
        Assert.Equal(1, wires.Slice(wide, 1, 1).WidthBits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(-32)]
    [InlineData(2048)]
    public void A_memory_port_of_another_width_is_refused(int bits)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new TransformOptions { PortBits = bits });
        Assert.Contains("32 * 2^k", refused.Message, StringComparison.Ordinal);
    }

    private static KernelSource Source(int count) => KernelSource.FromText(
        "using Hast.Transformer.SimpleMemory;\npublic class K\n{\n"
        + string.Concat(Enumerable.Range(0, count).Select(i => $"public virtual void R{i}(SimpleMemory m) {{ m.WriteInt32({i}, 7); "
            + $"}}\n")) + "}\n");
}
