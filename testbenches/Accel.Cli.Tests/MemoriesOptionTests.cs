using System.Text;

namespace Accel.Cli.Tests;

/// <summary><c>--memories</c>: memory images that a method beside the kernel gives.</summary>
public sealed class MemoriesOptionTests : IDisposable
{
    private const string Source = """
        using System.Net;
        using Hast.Transformer.SimpleMemory;

        namespace Counting;

        public class Count
        {
            public virtual void Run(SimpleMemory memory)
            {
                int sum = 0;
                for (int i = 1; i < memory.ReadInt32(0); i++)
                {
                    sum += memory.ReadInt32(i);
                }

                memory.WriteInt32(0, sum);
            }

            public NoSuchLibrary.Thing Host() => new();
        }

        public static class Memories
        {
            public static IEnumerable<int[]> Several() => Enumerable.Range(2, 3).Select(n => Enumerable.Range(n, n).ToArray());
            internal static SimpleMemory One()
            {
                var memory = SimpleMemory.CreateSoftwareMemory(IPAddress.Loopback.GetAddressBytes().Length);
                memory.WriteUInt32(0, 3);
                memory.WriteUInt32(1, uint.MaxValue);
                return memory;
            }

            static uint[] Words() => [2, 7];
            public static int[] Outside() => [9];
            public static int[] Fails() => throw new InvalidOperationException("no data today");
            public static IEnumerable<int[]> None() => [];
            public static int[] Empty() => [];
            public static IEnumerable<int[]> Missing() => [[1], null!];
            public static string Text() => "3";
            public static int Number() => 3;
            public static int[] Large() => new int[(1 << 22) + 1];
            public static IEnumerable<int[]> Endless()
            {
                while (true) yield return [1];
            }

            public static void Nothing() { }
            public static int[] Of(int size) => new int[size];
            public static int[] Broken() => NoSuchLibrary.Numbers;
        }

        public class Others
        {
            public int[] Instance() => [1];
        }
        """;

    private readonly TestFiles _files = new();
    private readonly string _source;

    public MemoriesOptionTests() => _source = _files.Write("count.cs", Encoding.UTF8.GetBytes(Source));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Verify_runs_the_memories_of_methods_and_tells_all_in_json()
    {
        var run = await Cli.RunAsync(
            "verify", "--source", _source, "--memories", "Memories.Several", "Counting.Memories.One", "Memories.Words",
            "--memory-cells", "8", "--count", "1", "--rung", "csharp", "rtl", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var kernel = Assert.Single(run.Json.GetProperty("kernels").EnumerateArray());
        Assert.Equal(("Count", true, 6), (
            kernel.GetProperty("kernel").GetString(), kernel.GetProperty("equal").GetBoolean(), kernel.GetProperty("vectors").GetInt32()));
        Assert.Equal(["csharp", "rtl"], kernel.GetProperty("rungs").EnumerateArray().Select(static r => r.GetString()));
        Assert.True(kernel.GetProperty("cycles").GetInt64() > 6);
        Assert.False(kernel.TryGetProperty("firstDifference", out _));
        Assert.True(run.Json.GetProperty("equal").GetBoolean());
        Assert.Contains("Memories.Several 3, Run", run.Error, StringComparison.Ordinal);
        Assert.Contains("Counting.Memories.One, Run", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Memories", 64, "`Memories` is no method")]
    [InlineData("Memories.Nowhere", 64, "there is no method Memories.Nowhere in the source")]
    [InlineData("Others.Instance", 64, "Others.Instance is not static, has parameters or returns nothing")]
    [InlineData("Memories.Of", 64, "Memories.Of is not static, has parameters or returns nothing")]
    [InlineData("Memories.Nothing", 64, "Memories.Nothing is not static, has parameters or returns nothing")]
    [InlineData("Memories.Broken", 64, "Memories.Broken does not compile: ")]
    [InlineData("Memories.Fails", 65, "it fails: InvalidOperationException: no data today")]
    [InlineData("Memories.None", 65, "it gives no memory")]
    [InlineData("Memories.Empty", 65, "it gives a memory without cells")]
    [InlineData("Memories.Missing", 65, "it gives null among its memories")]
    [InlineData("Memories.Text", 65, "it gives Char among its memories")]
    [InlineData("Memories.Number", 65, "it returns Int32")]
    [InlineData("Memories.Large", 65, "it gives a memory of 4194305 cells: at most 4194304 can be simulated")]
    [InlineData("Memories.Endless", 65, "it gives more than 1000 memories")]
    [InlineData("Memories.Outside", 65, "the C# of Count.Run fails on the memory Memories.Outside: ")]
    public async Task What_gives_no_memory_says_so(string method, int exitCode, string said)
    {
        var run = await Cli.RunAsync("verify", "--source", _source, "--memories", method, "--rung", "csharp", "--count", "1");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memories_are_for_a_source()
    {
        var run = await Cli.RunAsync("verify", "--memories", "Memories.One");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--memories goes with --source", run.Error, StringComparison.Ordinal);
    }
}
