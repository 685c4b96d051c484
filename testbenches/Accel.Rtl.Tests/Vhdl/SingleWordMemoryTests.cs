using System.Numerics;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>
/// A memory of one word is a register everywhere: GHDL 2.0.0 stops with an assertion where it synthesises an array of one element.
/// </summary>
public sealed class SingleWordMemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, int, bool, MemoryStyle> Kinds()
    {
        var kinds = new TheoryData<bool, bool, int, bool, MemoryStyle>();
        foreach (var (isSynchronous, isInitial, width, isWritten) in
            from s in new[] { false, true }
            from i in new[] { false, true }
            from w in new[] { 1, 12 }
            from t in new[] { false, true }
            select (s, i, w, t))
        {
            if (isInitial || isWritten)
                kinds.Add(isSynchronous, isInitial, width, isWritten, isSynchronous ? MemoryStyle.Block : MemoryStyle.Distributed);
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GHDL_simulates_and_synthesises_it(bool isSynchronous, bool isInitial, int width, bool isWritten, MemoryStyle style)
    {
        GhdlReplay.SkipUnlessInstalled();
        var module = Build(isSynchronous, isInitial, width, isWritten, style);
        GhdlReplay.AssertSame(module, cycles: 60);
        using var directory = new ToolDirectory();
        foreach (var file in VhdlWriter.Write(module))
            directory.Write(file.Name, file.Text);
        GhdlReplay.Ghdl.Analyse(directory.Path, [module.Name + ".vhd"], cancellationToken: Stop);
        GhdlReplay.Ghdl.SynthesiseToVerilog(directory.Path, module.Name, "single.v", Stop);
        Assert.Contains($"module {module.Name}", File.ReadAllText(Path.Combine(directory.Path, "single.v")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_a_register_whatever_is_wished_for()
    {
        foreach (var style in Enum.GetValues<MemoryStyle>())
        {
            var module = Build(true, true, 12, true, style);
            Assert.Equal(MemoryStyle.Registers, Assert.Single(module.Memories).Style);
            string vhdl = Assert.Single(VhdlWriter.Write(module)).Text;
            Assert.DoesNotContain("array", vhdl, StringComparison.Ordinal);
            Assert.DoesNotContain("ram_style", vhdl, StringComparison.Ordinal);
        }

        // 12 bits of content and 12 of the synchronous read.
        var estimate = Estimator.Estimate(Build(true, true, 12, true, MemoryStyle.Block));
        Assert.Equal((24, 0, 0), (estimate.FlipFlops, estimate.BlockRams, estimate.Memories.Sum(static m => m.Luts)));
    }

    private static Module Build(bool isSynchronous, bool isInitial, int width, bool isWritten, MemoryStyle style)
    {
        var m = new Module("single_word");
        var memory = m.Memory("kept", 1, width, style, isInitial ? [BigInteger.One] : default);
        var (address, enable) = (m.Constant(0, 1), m.Input("enable", 1));
        if (isWritten)
            m.Write(memory, m.Input("write", 1), address, m.Input("d", width));
        m.Output("q", isSynchronous ? m.ReadSynchronous(memory, address, enable) : m.Read(memory, address, enable));
        return m;
    }
}
