using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Tools;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>LUT RAM as estimated is nearly what Yosys takes: the figures are from the table in README.md beside the delay tables.</summary>
public sealed class LutRamShapeTests
{
    [Theory]
    [InlineData(16, 1, 1, 4)]
    [InlineData(32, 32, 1, 24)]
    [InlineData(64, 3, 1, 4)]
    [InlineData(64, 32, 1, 44)]
    [InlineData(100, 3, 1, 13)]
    [InlineData(128, 32, 1, 122)]
    [InlineData(256, 1, 1, 21)]
    [InlineData(256, 16, 1, 116)]
    [InlineData(256, 16, 2, 228)]
    [InlineData(1024, 8, 1, 253)]
    [InlineData(1024, 32, 2, 1787)]
    [InlineData(4096, 1, 1, 374)]
    [InlineData(4096, 24, 1, 2702)]
    [InlineData(4096, 32, 2, 7315)]
    [InlineData(15372, 3, 1, 1566)]
    [InlineData(15372, 16, 1, 7688)]
    [InlineData(15372, 32, 2, 27936)]
    public void The_estimate_is_within_eight_percent_of_what_yosys_took(int words, int widthBits, int readPorts, long luts)
        => Assert.InRange(Estimator.Estimate(Design(words, widthBits, readPorts)).Luts, 0.92 * luts, 1.08 * luts);

    [Fact]
    public void Yosys_still_takes_what_the_figures_say() => Assert.Equal(116, MappedModule.Map(Design(256, 16, 1)).Luts);

    // Rows of 64 words three bits wide, or one of 32 words six bits wide; the iCE40 has no LUT RAM.
    [Fact]
    public void Shapes_are_the_familys()
    {
        var blocks = DelayTable.Of(DeviceFamily.Series7).Blocks;
        Assert.Equal(4, blocks.LutRamLutsOf(32, 6, 1));
        Assert.Equal(8, blocks.LutRamLutsOf(33, 6, 1));
        Assert.Equal(blocks.LutRamShapes, DelayTable.Of(DeviceFamily.UltraScalePlus).Blocks.LutRamShapes);
        Assert.Empty(DelayTable.Of(DeviceFamily.Ice40).Blocks.LutRamShapes);
    }

    private static Module Design(int words, int widthBits, int readPorts)
    {
        var module = new Module("lut_memory");
        var memory = module.Memory("words", words, widthBits, MemoryStyle.Distributed);
        int address = memory.AddressWidthBits;
        module.Write(memory, module.Input("write", 1), module.Input("write_address", address), module.Input("data", widthBits));
        for (int port = 0; port < readPorts; port++)
        {
            module.Output($"q{port}", module.Read(memory, module.Input($"read_address{port}", address)));
        }

        return module;
    }
}
