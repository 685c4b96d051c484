using Accel.Transformer.Diagnostics;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Tasks run together where they share nothing, and in order where they do: plain C# = RTL, and the cycles show which.</summary>
public sealed class ParallelTaskTests
{
    private const string Work =
        """
        static uint Work(uint seed, uint input)
        {
            uint x = seed + 1;
            for (int k = 0; k < 100; k++) { x = (x << 1) ^ (x >> 3) ^ input; if ((x & 7) == 0) { x += seed; } }
            return x;
        }
        """;

    [Fact]
    public void Sixteen_tasks_take_hardly_longer_than_one()
    {
        int one = Kernels.Check(Kernels.Source("uint input = memory.ReadUInt32(0); memory.WriteUInt32(1, Work(3, input));", members: Work), Kernels.Cells(4));
        int sixteen = Kernels.Check(Kernels.Source(
            """
            uint input = memory.ReadUInt32(0);
            var tasks = new Task<uint>[16];
            for (uint i = 0; i < 16; i++) { tasks[i] = Task.Factory.StartNew(o => { uint index = (uint)o; return Work(index, input); }, i); }
            Task.WhenAll(tasks).Wait();
            uint sum = 0;
            for (int i = 0; i < 16; i++) { sum += tasks[i].Result; }
            memory.WriteUInt32(1, sum);
            """,
            members: Work), Kernels.Cells(4));
        Assert.InRange(sixteen, one, one + 20);
    }

    // A task of 100 iterations beside a loop over 100 cells.
    [Theory]
    [InlineData("var load = Task.Run(() => { for (int i = 0; i < 100; i++) { table[i] = memory.ReadInt32(i); } }); var work = Task.Run(() => Work(3, 4)); Task.WaitAll(load, work);")]
    [InlineData("var work = Task.Run(() => Work(3, 4)); for (int i = 0; i < 100; i++) { table[i] = memory.ReadInt32(i); } work.Wait();")]
    public void Unlike_tasks_run_at_once(string tasks)
    {
        int cycles = Kernels.Check(Kernels.Source(
            "int[] table = new int[100]; " + tasks + " for (int i = 0; i < 100; i++) { memory.WriteInt32(i, table[i] + (int)work.Result); }", members: Work), Kernels.Cells(100));
        Assert.InRange(cycles, 200, 210);
    }

    [Theory]
    [InlineData("int s = 0; for (int i = 0; i < 4; i++) { Task.Run(() => { for (int k = 0; k < 9; k++) { s += k + i; } }).Wait(); } memory.WriteInt32(0, s);")]
    [InlineData("var a = Task.Run(() => { uint x = 0; for (int k = 0; k < 9; k++) { x += memory.ReadUInt32(k); } return x; }); var b = Task.Run(() => { uint x = 0; for (int k = 0; k < 9; k++) { x ^= memory.ReadUInt32(k); } return x; }); memory.WriteUInt32(0, a.Result + b.Result);")]
    [InlineData("int n = memory.ReadInt32(0) & 7; int[] r = new int[8]; var tasks = new Task<uint>[8]; for (int i = 0; i < n; i++) { tasks[i] = Task.Factory.StartNew(o => Work((uint)o, 5), (uint)i); } uint s = 0; for (int i = 0; i < n; i++) { s += tasks[i].Result; } memory.WriteUInt32(1, s);")]
    [InlineData("int[] t = new int[64]; for (int r = 0; r < 3; r++) { var a = Task.Run(() => { for (int k = 0; k < 32; k++) { t[k] += r; } }); var b = Task.Run(() => { for (int k = 32; k < 64; k++) { t[k] -= k; } }); Task.WaitAll(a, b); } memory.WriteInt32(0, t[5] * t[40]);")]
    public void Tasks_that_share_something_run_in_order(string body)
        => _ = Kernels.Check(Kernels.Source(body, members: Work), Kernels.Cells(64));

    /// <summary>Id, what the message names, and a body.</summary>
    public static TheoryData<string, string, string> Notes => new()
    {
        { "ACC0504", "shared", "uint[] shared = new uint[9]; var a = Task.Run(() => { for (int k = 0; k < 9; k++) { shared[k] += 1u; } }); var b = Task.Run(() => { for (int k = 0; k < 9; k++) { shared[k] *= 3u; } }); Task.WaitAll(a, b); memory.WriteUInt32(0, shared[memory.ReadInt32(1) & 7]);" },
        { "ACC0504", "SimpleMemory", "var a = Task.Run(() => Sum(memory, 0)); var b = Task.Run(() => Sum(memory, 9)); memory.WriteUInt32(0, a.Result + b.Result);" },
        { "ACC0706", "SimpleMemory",
            "var s = new Accel.Hast.Stream<int>(2); var a = Task.Run(() => { for (int k = 0; k < 9; k++) { s.Write(memory.ReadInt32(k)); } }); var b = Task.Run(() => { for (int k = 0; k < 9; k++) { memory.WriteInt32(20 + k, s.Read()); } }); Task.WaitAll(a, b);" },
        { "ACC0505", "1024", "uint n = memory.ReadUInt32(0) & 3; var tasks = new Task<uint>[4]; for (uint i = 0; i < n; i++) { tasks[i] = Task.Factory.StartNew(o => Work((uint)o, 1), i); } Task.WhenAll(tasks).Wait(); memory.WriteUInt32(0, tasks[0].Result);" },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void What_does_not_run_together_is_noted(string id, string named, string body)
    {
        const string Sum = "static uint Sum(SimpleMemory memory, int from) { uint s = 0; for (int k = 0; k < 9; k++) { s += memory.ReadUInt32(from + k); } return s; }";
        var result = KernelCompiler.Compile(Kernels.Source(body, members: Sum + Work), "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        KernelDiagnostic note = Assert.Single(result.Notes);
        Assert.Equal(id, note.Descriptor.Id);
        Assert.Contains(named, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_from_memory_are_given_to_tasks_in_rounds() => _ = Kernels.Check(
        Kernels.Source(
            """
            var tasks = new Task<bool>[5];
            for (int next = 0; next < 20; next += 5)
            {
                for (int m = 0; m < 5; m++)
                {
                    var current = memory.ReadUInt32(next + m);
                    tasks[m] = Task.Factory.StartNew(number => IsPrime((uint)number), current);
                }

                Task.WhenAll(tasks).Wait();
                for (int m = 0; m < 5; m++) { memory.WriteBoolean(next + m, tasks[m].Result); }
            }
            """,
            members: "static bool IsPrime(uint number) { uint factor = number / 2; for (uint x = 2; x <= factor; x++) { if (number % x == 0) { return false; } } return true; }"),
        Kernels.Cells(20));

    [Fact]
    public void Tasks_may_start_tasks() => _ = Kernels.Check(
        Kernels.Source(
            """
            uint input = memory.ReadUInt32(0);
            var outer = new Task<uint>[2];
            for (uint i = 0; i < 2; i++)
            {
                outer[i] = Task.Factory.StartNew(
                    o =>
                    {
                        uint own = (uint)o * 7;
                        var inner = new Task<uint>[3];
                        for (uint j = 0; j < 3; j++) { inner[j] = Task.Factory.StartNew(p => Work((uint)p + own, input), j); }
                        Task.WhenAll(inner).Wait();
                        return inner[0].Result + inner[1].Result * inner[2].Result;
                    },
                    i);
            }

            Task.WhenAll(outer).Wait();
            memory.WriteUInt32(1, outer[0].Result); memory.WriteUInt32(2, outer[1].Result);
            """,
            members: Work),
        Kernels.Cells(4));

    [Fact]
    public void Tasks_may_have_pipelined_loops() => Assert.InRange(
        Kernels.Check(
            Kernels.Source(
                """
                uint[] table = new uint[64];
                var tasks = new Task<uint>[3];
                for (uint i = 0; i < 3; i++) { tasks[i] = Task.Factory.StartNew(o => Mix((uint)o), i); }
                var load = Task.Run(() => Load(memory, table));
                Task.WaitAll(load);
                memory.WriteUInt32(0, tasks[0].Result + tasks[1].Result + tasks[2].Result + table[memory.ReadUInt32(1) & 63]);
                """,
                members:
                """
                [Pipeline("k")] static uint Mix(uint seed) { uint sum = 0; for (uint k = 0; k < 64; k++) { sum += (k * 40503u + seed) * (k ^ seed); } return sum; }
                [Pipeline("k")] static void Load(SimpleMemory memory, uint[] table) { for (int k = 0; k < 64; k++) { table[k] = memory.ReadUInt32(k) * 3; } }
                """),
            Kernels.Cells(64)),
        64,
        100);
}
