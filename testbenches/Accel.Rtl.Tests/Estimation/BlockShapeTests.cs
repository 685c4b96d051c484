using Accel.Rtl.Estimation;
using Accel.Rtl.Tests.Tools;

namespace Accel.Rtl.Tests.Estimation;

/// <summary>Block RAMs as estimated are those that Yosys takes.</summary>
public sealed class BlockShapeTests
{
    [Theory]
    [InlineData(1500, 32)]
    [InlineData(3072, 20)]
    [InlineData(8192, 64)]
    [InlineData(20000, 32)]
    public void The_estimate_is_what_yosys_needs(int words, int widthBits)
    {
        var module = new Module("block_memory");
        var memory = module.Memory("words", words, widthBits, MemoryStyle.Block);
        int address = memory.AddressWidthBits;
        module.Write(memory, module.Input("write", 1), module.Input("write_address", address), module.Input("data", widthBits));
        module.Output("q", module.ReadSynchronous(memory, module.Input("read_address", address), module.Input("read", 1)));
        Assert.Equal(MappedModule.Map(module).BlockRams, Estimator.Estimate(module).BlockRams);
    }

    // Two ports that each read or write are half as wide as one that reads and one that writes.
    [Theory]
    [InlineData(1024, 36)]
    [InlineData(512, 72)]
    [InlineData(1500, 32)]
    public void The_estimate_of_two_ports_for_anything_is_what_yosys_needs(int words, int widthBits)
    {
        var module = new Module("dual_port_memory");
        var memory = module.Memory("words", words, widthBits, MemoryStyle.Block);
        for (int port = 0; port < 2; port++)
        {
            var address = module.Input($"address_{port}", memory.AddressWidthBits);
            var write = module.Input($"write_{port}", 1);
            module.Write(memory, write, address, module.Input($"data_{port}", widthBits));
            module.Output($"q_{port}", module.ReadSynchronous(memory, address,
                module.Binary(Operator.Or, write, module.Input($"read_{port}", 1))));
        }

        var mapped = MappedModule.Map(module);
        var estimate = Estimator.Estimate(module);
        Assert.Equal((mapped.BlockRams, mapped.FlipFlops), (estimate.BlockRams, estimate.FlipFlops));
    }

    // 33 K cells on Artix-7: 32 K of them one bit wide in pairs of blocks, and a thousand more; the iCE40 has 4 kbit a block.
    [Theory]
    [InlineData(DeviceFamily.Series7, 33792, 32, 66)]
    [InlineData(DeviceFamily.Series7, 512, 36, 1)]
    [InlineData(DeviceFamily.Series7, 513, 36, 2)]
    [InlineData(DeviceFamily.Ice40, 2048, 32, 16)]
    [InlineData(DeviceFamily.Ice40, 2049, 32, 18)]
    public void Shapes_are_the_familys(DeviceFamily family, int words, int widthBits, long blocks)
        => Assert.Equal(blocks, DelayTable.Of(family).Blocks.BlocksOf(words, widthBits));
}
