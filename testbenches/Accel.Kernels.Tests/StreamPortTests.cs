using Accel.Generation;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Tasks that streams join and that take turns at a port of several cells per beat leave the same memory as plain C#.</summary>
public sealed class StreamPortTests
{
    private const string Source = """
        using System.Threading.Tasks;
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public class K
        {
            public virtual void Run(SimpleMemory memory)
            {
                var s = new Stream<int>(3);
                var t = new Stream<int>(2);
                var u = new Stream<int>(2);
                Task a = Task.Run(() => Load(memory, 0, s));
                Task b = Task.Run(() => Load(memory, 40, t));
                Task c = Task.Run(() => { for (int i = 0; i < 40; i++) { u.Write(s.Read() * 3 - t.Read()); } });
                Task d = Task.Run(() => Keep(memory, u));
                Task.WaitAll(a, b, c, d);
                memory.WriteInt32(127, memory.ReadInt32(100) + 1);
            }
            [Pipeline("i", InitiationInterval = 0)]
            static void Load(SimpleMemory memory, int from, Stream<int> to) { for (int i = 0; i < 40; i += 2) { to.Write(memory.ReadInt32(from + i)); to.Write(memory.ReadInt32(from + i + 1)); } }
            [Pipeline("i", InitiationInterval = 0)]
            static void Keep(SimpleMemory memory, Stream<int> from) { for (int i = 0; i < 40; i++) { memory.WriteInt32(80 + i, from.Read()); } }
        }
        """;

    // The slow task leaves the stream before it full, and the one behind it empty.
    [Fact]
    public void Occupancy_tells_who_waits_for_whom()
    {
        const string Slow = """
            using System.Threading.Tasks;
            using Accel.Hast;
            using Hast.Transformer.SimpleMemory;
            public class K
            {
                public virtual void Run(SimpleMemory memory)
                {
                    var before = new Stream<int>(4);
                    var behind = new Stream<int>(4);
                    int sum = 0;
                    Task a = Task.Run(() => { for (int i = 0; i < 100; i++) { before.Write(i); } });
                    Task b = Task.Run(() => { for (int i = 0; i < 100; i++) { int x = before.Read(); for (int k = 0; k < 10; k++) { x += k ^ x; } behind.Write(x); } });
                    for (int i = 0; i < 100; i++) { sum += behind.Read(); }
                    Task.WaitAll(a, b);
                    memory.WriteInt32(0, sum);
                }
            }
            """;
        var result = KernelCompiler.Compile(KernelSource.FromText(Slow), "K", new TransformOptions());
        var simulator = Simulator.Create(result.Module!);
        StreamOccupancy occupancy = new(simulator, result.Report!.Streams);
        var run = new KernelSimulation(simulator, new KernelSimulationOptions { BeforeEdge = _ => occupancy.Sample() })
            .Run(new KernelMemory(new uint[4], 1), 0, TestContext.Current.CancellationToken);
        Assert.Equal(["before", "behind"], occupancy.Uses.Select(u => u.Stream));
        var (before, behind) = (occupancy.Uses[0], occupancy.Uses[1]);
        Assert.Equal((4, 1), (before.MostElements, behind.MostElements));
        Assert.True(before.CyclesFull > run.Cycles * 3 / 4, $"{before} in {run.Cycles} cycles");
        Assert.True(behind.CyclesEmpty > run.Cycles * 3 / 4, $"{behind} in {run.Cycles} cycles");
    }

    // Reads of single cells in states, one of a constant place in its beat, one of any, and some of both in one task.
    private const string Single = """
        using System.Threading.Tasks;
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public class K
        {
            public virtual void Run(SimpleMemory memory)
            {
                var s = new Stream<int>(1);
                var t = new Stream<int>(1);
                var u = new Stream<int>(1);
                Task a = Task.Run(() => { for (int i = 0; i < 9; i++) { s.Write(memory.ReadInt32(8 * i + 3)); } });
                Task b = Task.Run(() => { for (int i = 0; i < 9; i++) { t.Write(memory.ReadInt32(memory.ReadInt32(8 * i + 5) & 127) + memory.ReadInt32(6)); } });
                Task c = Task.Run(() => { for (int i = 0; i < 9; i++) { memory.WriteInt32(112 + i, u.Read()); } });
                for (int i = 0; i < 9; i++) { u.Write(s.Read() - (t.Read() << 1)); }
                Task.WaitAll(a, b, c);
            }
        }
        """;

    public static TheoryData<string, int> Ports =>
        new() { { Source, 32 }, { Source, 64 }, { Source, 256 }, { Single, 32 }, { Single, 64 }, { Single, 256 } };

    [Theory]
    [MemberData(nameof(Ports))]
    public void Tasks_at_a_wide_port_leave_what_plain_tasks_leave(string source, int portBits)
    {
        var random = new Random(portBits);
        // Task b reads cells that no task writes.
        uint[] before = [.. Enumerable.Range(0, 128).Select(_ => (uint)random.Next() & ~112u)];
        var memory = SimpleMemory.CreateSoftwareMemory(before.Length);
        for (int i = 0; i < before.Length; i++)
        {
            memory.WriteUInt32(i, before[i]);
        }

        KernelAssembly.Load(KernelSource.FromText(source), "K", new TransformOptions()).Assembly!.EntryPoints[0](memory);
        uint[] expected = [.. Enumerable.Range(0, before.Length).Select(memory.ReadUInt32)];
        var result = KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions { PortBits = portBits });
        Assert.Empty(result.Diagnostics);
        foreach (var (latency, stallSeed) in new[] { (1, 0), (9, 3) })
        {
            uint[] cells = [.. before];
            var simulation = new KernelSimulation(Simulator.Create(result.Module!), new KernelSimulationOptions { StallSeed = stallSeed });
            var run = simulation.Run(new KernelMemory(cells, latency), 0, TestContext.Current.CancellationToken);
            Assert.Null(run.Fault);
            Assert.Equal(expected, cells);
        }
    }
}
