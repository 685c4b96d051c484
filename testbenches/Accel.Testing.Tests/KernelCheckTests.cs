using System.Collections.Immutable;
using Accel.Generation;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Testing.Tests;

public sealed class KernelCheckTests
{
    // Writes what is always 0 in plain C#, and in RTL another number in each cycle.
    private const string Clocked = """
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public class Clocked
        {
            public virtual void Run(SimpleMemory memory)
            {
                memory.WriteInt32(0, memory.ReadInt32(0) + 1);
                memory.WriteInt32(2, 5);
                memory.WriteUInt32(
                    2, HardwareClock.Cycles | 1);
                memory.WriteUInt32(1, HardwareClock.Cycles | 256);
            }
        }
        """;

    private static readonly KernelCheckOptions _quick = new() { Latencies = [1], StallSeeds = [] };

    [Fact]
    public void A_class_is_found_by_its_type_and_leaves_in_the_memory_what_it_computes()
    {
        var memory = Samples(1, 2, 3);
        var result = KernelCheck.Equal<Fir>(memory);
        Assert.Equal([3, 1, 0, 2], Enumerable.Range(0, 4).Select(memory.ReadInt32));
        Assert.Equal(("Fir", "Run"), (result.Kernel, result.EntryPoint));
        Assert.Equal([(1, 0), (1, 1), (2, 0), (2, 1), (9, 0), (9, 1)], result.Runs.Select(static r => (r.LatencyCycles, r.StallSeed)));
        Assert.All(result.Runs, static r => Assert.Equal(3, r.Writes));
        Assert.True(result.Runs[4].Cycles > result.Cycles && result.Runs[1].Cycles > result.Cycles);
        Assert.Same(KernelCheck.Of<Fir>(), KernelCheck.Of<Fir>());
    }

    [Fact]
    public void Random_memories_are_those_that_the_kernel_ends_on()
        => Assert.Equal(3, KernelCheck.Of<Fir>().EqualOnRandom(cells: 12, count: 3, seed: 7).Length);

    [Fact]
    public void An_entry_point_and_constants_are_chosen()
    {
        var memory = Samples(1, 2, 3);
        Assert.Equal("Clear", KernelCheck.Equal<Fir>(memory, _quick with { EntryPoint = "Clear" }).EntryPoint);
        Assert.Equal([0, 0, 0, 0], Enumerable.Range(0, 4).Select(memory.ReadInt32));

        memory = Samples(1, 2, 3);
        KernelCheck.Equal<Fir>(memory, _quick with
        {
            Compiler = new() { Replacements = ImmutableSortedDictionary<string, string>.Empty.Add("Fir.Offset", "100") },
        });
        Assert.Equal([3, 101, 100, 102], Enumerable.Range(0, 4).Select(memory.ReadInt32));
    }

    [Fact]
    public void A_class_inside_of_another_one_is_a_kernel_and_host_code_beside_it_none()
    {
        var memory = SimpleMemory.CreateSoftwareMemory(1);
        KernelCheck.Equal<Fir.Inner>(memory, _quick);
        Assert.Equal(1, memory.ReadInt32(0));
    }

    [Fact]
    public void A_difference_names_cell_values_line_cycle_and_wave()
    {
        string folder = Directory.CreateTempSubdirectory("accel-testing").FullName;
        try
        {
            var check = KernelCheck.OfText(Clocked, _quick with { Latencies = [3], WaveFolder = folder });
            var difference = Assert.Throws<KernelDifferenceException>(() => check.Equal(SimpleMemory.CreateSoftwareMemory(3)));
            Assert.Equal((2, 1u, 2), (difference.Cell, difference.Expected, difference.Differing));
            Assert.Equal(new CodeLine("Kernel.cs", 9), difference.Line);
            Assert.Equal((3, 0, (string?)null), (difference.LatencyCycles, difference.StallSeed, difference.Fault));
            Assert.True(difference.Actual != 1 && difference.Actual <= difference.Cycle, $"{difference.Actual}, {difference.Cycle}");
            Assert.Contains("cell 2: C# 1 (0x00000001), RTL ", difference.Message, StringComparison.Ordinal);
            Assert.Contains("written by Kernel.cs:9: memory.WriteUInt32(", difference.Message, StringComparison.Ordinal);
            Assert.Contains($"wave: {difference.WaveFile}", difference.Message, StringComparison.Ordinal);
            Assert.Equal("Clocked.Run-the-memory-given-latency3-stalls0.fst", Path.GetFileName(difference.WaveFile));

            // The header block of an FST file: its type and its length.
            Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 73], File.ReadAllBytes(difference.WaveFile!)[..9]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_wave_that_cannot_be_written_hides_no_difference()
    {
        var check = KernelCheck.OfText(Clocked, _quick with { WaveFolder = typeof(KernelCheckTests).Assembly.Location });
        var difference = Assert.Throws<KernelDifferenceException>(() => check.Equal(SimpleMemory.CreateSoftwareMemory(3)));
        Assert.Null(difference.WaveFile);
        Assert.Contains("no wave: ", difference.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_the_rtl_that_does_not_end_is_a_difference()
    {
        var check = KernelCheck.Of<Fir>(_quick with { MostCycles = 12, WaveFolder = Path.GetTempPath() });
        var difference = Assert.Throws<KernelDifferenceException>(() => check.Equal(Samples(1, 2, 3)));
        Assert.Contains("did not end within 12 cycles", difference.Fault, StringComparison.Ordinal);
        File.Delete(difference.WaveFile!);
    }

    [Fact]
    public void Where_the_csharp_fails_nothing_is_compared()
    {
        var memory = Samples(1, 2, 3);
        memory.WriteInt32(0, 100);
        var failure = Assert.Throws<KernelCheckException>(() => KernelCheck.Equal<Fir>(memory));
        Assert.Contains("the C# of Fir.Run fails: ", failure.Message, StringComparison.Ordinal);

        memory.WriteInt32(0, 3);
        var endless = KernelCheck.Of<Fir>(_quick with { MostIterations = 5 });
        Assert.Contains("did not end", Assert.Throws<KernelCheckException>(() => endless.Equal(memory)).Message, StringComparison.Ordinal);

        var never = KernelCheck.OfText(Clocked.Replace("ReadInt32(0)", "ReadInt32(900)", StringComparison.Ordinal), _quick);
        Assert.Contains("no random memory of 8 cells",
            Assert.Throws<KernelCheckException>(() => never.EqualOnRandom(8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_kernel_says_so()
    {
        Assert.Contains("is no kernel", Assert.Throws<KernelChoiceException>(() => KernelCheck.Of<string>()).Message,
            StringComparison.Ordinal);
        Assert.Throws<KernelChoiceException>(() => KernelCheck.OfText("public class Nothing;"));
        Assert.Throws<KernelChoiceException>(() =>
            KernelCheck.OfText(Clocked + Clocked.Replace("Clocked", "Other", StringComparison.Ordinal)
            .Replace("using Accel.Hast;", "", StringComparison.Ordinal)
                .Replace("using Hast.Transformer.SimpleMemory;", "", StringComparison.Ordinal)));
        Assert.Contains("Run, Clear", Assert.Throws<KernelCheckException>(() => KernelCheck.Of<Fir>(new() { EntryPoint = "Walk" })).Remedy,
            StringComparison.Ordinal);
        Assert.Throws<KernelSourceException>(() => KernelCheck.OfSource("nowhere/fir.cs"));
        Assert.Throws<GenerationException>(() => KernelCheck.OfText(Clocked.Replace("| 256", "* 1.5", StringComparison.Ordinal)));
        Assert.Throws<ArgumentException>(() => KernelCheck.Of<Fir>(new() { Latencies = [0] }));
        Assert.Throws<ArgumentException>(() => KernelCheck.Of<Fir>(new() { StallSeeds = [0] }));
    }

    private static SimpleMemory Samples(params ReadOnlySpan<int> samples)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(1 + samples.Length);
        memory.WriteInt32(0, samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            memory.WriteInt32(1 + i, samples[i]);
        }

        return memory;
    }
}
