using Accel.Generation;
using Accel.Shell.Tests.Reference;
using Accel.Verification;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>
/// Generated kernels behind the line leave the memory that the golden model expects, while the host reads and writes beside them.
/// </summary>
public sealed class KernelRunTests
{
    public static TheoryData<string> Kernels() => [.. KernelVectors.All.Where(static v => v.Kernel != KernelGenerator.Engine && !v.Kernel.Contains("Compact", StringComparison.Ordinal)).Select(static v => v.Kernel)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_gives_what_the_golden_model_gives_while_the_host_uses_the_memory(string kernel)
    {
        var vectors = KernelVectors.All.Single(v => v.Kernel == kernel);
        var vector = vectors.Random(5);
        uint[] image = [.. vector.Memory];
        int cells = (image.Length + 127) / 64 * 64;
        var bench = Open(Pcie.PcieShellTests.KernelModule(kernel), Quick with { MemoryCells = cells });
        for (int i = 0; i < image.Length; i += 63)
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, 1, S, [(uint)i, .. image[i..Math.Min(i + 63, image.Length)]])).Type);
        Assert.Equal(0x84, bench.Ask(new ReferenceFrame(4, 2, S, (uint)vector.Member, 1)).Type);

        // The last cells are nobody's.
        uint spare = (uint)cells - 60;
        for (ushort i = 0; bench.Simulator.GetOutput(bench.Simulator.OutputIndex("busy")) == 1 && i < 1000; i++)
        {
            uint[] some = [.. Enumerable.Range(0, 60).Select(n => (uint)(n * (i + 1)))];
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, i, S, [spare, .. some])).Type);
            Assert.Equal(some, bench.Ask(new ReferenceFrame(3, i, S, spare, 60)).Payload);
        }

        Assert.Equal<uint[]>([2, 1], bench.Ask(new ReferenceFrame(5, 3, S, 1)).Payload[..2]);
        uint[] result = [.. Enumerable.Range(0, image.Length).Select(i => (uint)bench.Simulator.PeekMemory("memory.cells", i))];
        var difference = DifferenceFinder.Find("serial", kernel, vector, new RungRun(result, 0, [], null));
        Assert.True(difference is null, difference?.ToString());
    }
}
