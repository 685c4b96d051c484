using System.Diagnostics;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Kernels of the size of the engine's datapath.</summary>
public sealed class LargeKernelTests(ITestOutputHelper output)
{
    private const string GatedSums =
        """
        uint[] weights = new uint[256];
        int[] acc = new int[16];
        for (int i = 0; i < 256; i++) { weights[i] = memory.ReadUInt32(i); }
        for (int word = 0; word < 4; word++)
        {
            uint spikes = memory.ReadUInt32(256 + word);
            int first = word << 6;
            for (int lane = 0; lane < 16; lane++)
            {
                for (int quarter = 0; quarter < 4; quarter++)
                {
                    uint four = weights[first + (lane << 2) + quarter];
                    for (int part = 0; part < 4; part++)
                    {
                        if (((spikes >> ((quarter << 2) + part)) & 1) == 1) { acc[lane] += (sbyte)(four >> (part << 3)); }
                    }
                }
            }
        }
        for (int lane = 0; lane < 16; lane++) { memory.WriteInt32(lane, acc[lane]); }
        """;

    [Fact]
    public void Sixteen_by_sixteen_gated_sums_take_one_cycle_a_word()
    {
        var source = Kernels.Source(
            GatedSums,
            "[Unroll(\"lane\")] [Unroll(\"quarter\")] [Unroll(\"part\")] [Banked(\"weights\", Banks = 64)] [Memory(\"weights\", MemoryKind.Distributed)]");
        var watch = Stopwatch.StartNew();
        var module = Kernels.Compile(source);
        output.WriteLine($"{module.Signals.Count} signals in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(281, Kernels.Check(source, Kernels.Cells(260, 7)));
    }
}
