using Accel.Generation;
using Accel.Host.Tests;
using Accel.Shell.Tests.Reference;
using Accel.Transformer;
using Accel.Verification;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>Kernels with wide memory ports behind the line: the host sees cells, whatever the kernel's beats are.</summary>
public sealed class WidePortTests
{
    private const uint Done = 2, Faulted = 3, OutOfRange = 3, KernelFault = 7;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(32)]
    public void A_job_reads_beats_and_writes_the_cells_under_its_masks(int cellsPerBeat)
    {
        var bench = Open(WideKernel.Build(cellsPerBeat), Quick with { MemoryCells = 320 });
        uint[] before = Load(bench, 320);
        Assert.Equal<uint[]>([Done, 1], Run(bench, 1)[..2]);
        Assert.Equal(WideKernel.Expected(before, cellsPerBeat), Read(bench, 320));
    }

    // Beats of four: cell 2 is none's first; from cell 300 on the fifth beat lies behind the end.
    [Theory]
    [InlineData(2, KernelFault, 2u)]
    [InlineData(304, OutOfRange, 320u)]
    [InlineData(322, OutOfRange, 322u)]
    public void A_beat_that_no_memory_can_serve_is_told_and_nothing_is_written(int firstCell, uint code, uint detail)
    {
        var bench = Open(WideKernel.Build(4, firstCell), Quick with { MemoryCells = 320 });
        uint[] before = Load(bench, 320);
        Assert.Equal<uint[]>([Faulted, 1], Run(bench, 1)[..2]);
        Assert.Equal<uint[]>([code, detail], Run(bench, 1)[4..]);
        Assert.Equal(before, Read(bench, 320));
        Assert.Equal<uint[]>([Faulted, 2], Run(bench, 2)[..2]);
    }

    [Theory]
    [InlineData("Sum256", 512)]
    [InlineData("ConditionalAccumulate", 128)]
    [InlineData("BinaryNeuron", 256)]
    public void A_generated_kernel_gives_what_the_golden_model_gives_while_the_host_uses_the_memory(string kernel, int portBits)
    {
        var vectors = KernelVectors.All.Single(v => v.Kernel == kernel);
        var vector = vectors.Random(5);
        var module = KernelGenerator.Generate(kernel, new TransformOptions { PortBits = portBits }).Module;
        uint[] image = [.. vector.Memory];
        int cells = (image.Length + 127) / 64 * 64;
        var bench = Open(module, Quick with { MemoryCells = cells });
        for (int i = 0; i < image.Length; i += 63)
        {
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, 1, S, [(uint)i, .. image[i..Math.Min(i + 63, image.Length)]])).Type);
        }

        Assert.Equal(0x84, bench.Ask(new ReferenceFrame(4, 2, S, (uint)vector.Member, 1)).Type);
        uint spare = (uint)cells - 60;
        for (ushort i = 0; bench.Simulator.GetOutput(bench.Simulator.OutputIndex("busy")) == 1 && i < 1000; i++)
        {
            uint[] some = [.. Enumerable.Range(0, 60).Select(n => (uint)(n * (i + 1)))];
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, i, S, [spare, .. some])).Type);
            Assert.Equal(some, bench.Ask(new ReferenceFrame(3, i, S, spare, 60)).Payload);
        }

        Assert.Equal<uint[]>([Done, 1], bench.Ask(new ReferenceFrame(5, 3, S, 1)).Payload[..2]);
        var difference = DifferenceFinder.Find("serial", kernel, vector, new RungRun(Read(bench, image.Length), 0, [], null));
        Assert.True(difference is null, difference?.ToString());
    }

    private static uint[] Load(SerialBench bench, int cells)
    {
        uint[] image = [.. Enumerable.Range(0, cells).Select(static i => 0x9E37_79B9u * (uint)(i + 1))];
        for (int i = 0; i < cells; i += 40)
        {
            Assert.Equal(0x82, bench.Ask(new ReferenceFrame(2, (ushort)i, S, [(uint)i, .. image[i..Math.Min(i + 40, cells)]])).Type);
        }

        return image;
    }

    private static uint[] Read(SerialBench bench, int cells)
    {
        List<uint> read = [];
        while (read.Count < cells)
        {
            read.AddRange(bench.Ask(new ReferenceFrame(3, (ushort)read.Count, S, (uint)read.Count, (uint)Math.Min(50, cells - read.Count)))
                .Payload);
        }

        return [.. read];
    }

    private static uint[] Run(SerialBench bench, uint job)
    {
        Assert.Equal(0x84, bench.Ask(new ReferenceFrame(4, 1, S, 0, job)).Type);
        return bench.Ask(new ReferenceFrame(5, 2, S, 1)).Payload;
    }
}
