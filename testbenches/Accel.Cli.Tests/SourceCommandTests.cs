using System.Buffers.Binary;

namespace Accel.Cli.Tests;

/// <summary>Commands on a kernel of the user's own, with a program and host code around it.</summary>
public sealed class SourceCommandTests : IDisposable
{
    private const string Fir = """
        using System.Linq;
        using Hast.Transformer.SimpleMemory;

        System.Console.WriteLine(new Filters.Fir().Host([1, 2, 3]).Sum());

        namespace Filters
        {
            public class Fir
            {
                [Hast.Synthesis.Attributes.Replaceable("Fir.Last")]
                private const int Last = 5;
                private static readonly int[] _c = [1, -2, 3, Last];

                public virtual void Run(SimpleMemory memory)
                {
                    int n = memory.ReadInt32(0);
                    int[] line = new int[4];
                    for (int i = 0; i < n; i++)
                    {
                        int sum = 0;
                        for (int k = 3; k > 0; k--)
                        {
                            line[k] = line[k - 1];
                        }

                        line[0] = memory.ReadInt32(1 + i);
                        for (int k = 0; k < 4; k++)
                        {
                            sum += line[k] * _c[k];
                        }

                        memory.WriteInt32(1 + i, sum);
                    }
                }

                public int[] Host(int[] x) => x.Select(static v => v + 1).ToArray();
            }
        }
        """;

    private readonly TestFiles _files = new();
    private readonly string _source;

    public SourceCommandTests() => _source = _files.Write("fir.cs", System.Text.Encoding.UTF8.GetBytes(Fir));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Generate_writes_the_vhdl_of_the_kernels_in_a_source()
    {
        var run = await Cli.RunAsync("generate", "--source", _source, "--output", _files.PathOf("out"), "--set", "Fir.Last=7", "--json");
        Assert.Equal((0, "Fir"), (run.ExitCode, run.Json.GetProperty("kernels")[0].GetProperty("kernel").GetString()));
        string manifest = File.ReadAllText(_files.PathOf("out/Fir/manifest.json"));
        Assert.Contains("\"Fir.Last\": \"7\"", manifest, StringComparison.Ordinal);
        Assert.Contains("fir.cs", manifest, StringComparison.Ordinal);
        Assert.True(File.Exists(_files.PathOf("out/Fir/Fir.vhd")));
    }

    [Fact]
    public async Task Simulate_compares_with_the_kernels_own_C_sharp()
    {
        // 2 elements of 3 and 4: 3, and 4 - 6.
        string image = _files.Write("two.json", "[2, 3, 4]"u8.ToArray());
        string last = Expected("two.bin", 2, 3, 4);
        foreach (string memory in (string[])[image, last])
        {
            var run = await Cli.RunAsync("simulate", "Fir", "--source", _source, "--memory", memory, "--json");
            Assert.Equal(0, run.ExitCode);
            Assert.Equal((true, 3, 2), (run.Json.GetProperty("correct").GetBoolean(), run.Json.GetProperty("reads").GetInt32(),
                run.Json.GetProperty("writes").GetInt32()));
        }

        Assert.Equal(0, (await Cli.RunAsync("simulate", "--source", _source, "--memory-cells", "20", "--seed", "4")).ExitCode);
    }

    [Fact]
    public async Task Verify_runs_random_and_recorded_memories_up_to_the_gates()
    {
        string image = _files.Write("none.json", "[0]"u8.ToArray());
        var run = await Cli.RunAsync(
            "verify", "--source", _source, "--memory", image, "--memory-cells", "24", "--count", "3", "--rung", "csharp", "rtl", "--json");
        Assert.Equal((0, 8), (run.ExitCode, run.Json.GetProperty("passed").GetInt32()));
        Assert.Equal(
            0, (await Cli.RunAsync("coverage", "--source", _source, "--kernel", "Fir", "--memory-cells", "24", "--count", "2")).ExitCode);
        Assert.Equal(
            0, (await Cli.RunAsync("bench", "mutation", "--source", _source, "--memory-cells", "24", "--count", "4", "--lock-step", "2"))
                .ExitCode);
    }

    [Fact]
    public async Task Schedule_and_estimate_take_a_source_and_options_of_the_compiler()
    {
        var schedule = await Cli.RunAsync("schedule", "--source", _source, "--set", "Fir.Last=0");
        Assert.Equal(0, schedule.ExitCode);
        Assert.Contains("fir.cs", schedule.Output, StringComparison.Ordinal);
        var estimate = await Cli.RunAsync("estimate", "--source", _source, "--clock-mhz", "50", "--json");
        Assert.Equal(("Fir", 50), (estimate.Json.GetProperty("kernels")[0].GetProperty("kernel").GetString(),
            estimate.Json.GetProperty("kernels")[0].GetProperty("clockMHz").GetDouble()));
    }

    [Fact]
    public async Task What_a_kernel_leaves_open_is_on_the_command_line_or_in_a_file()
    {
        string source = _files.Write("tree.cs", """
            public class Tree
            {
                [Hast.Synthesis.Attributes.Replaceable("Tree.Add")]
                private const int Add = 1;

                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                    => memory.WriteInt32(0, Sum(memory.ReadInt32(0) & 3));

                private static int Sum(int n) => n == 0 ? 0 : n + Add + Sum(n - 1);
            }
            """u8.ToArray());
        string config = _files.Write("tree.json", "{\"replacements\": {\"Tree.Add\": 5}, \"recursion\": {\"Tree.Sum\": 5}}"u8.ToArray());
        (await Cli.RunAsync("schedule", "--source", source)).MustFail(65, "Sum calls itself");
        foreach (string[] open in (string[][])[["--recursion", "Tree.Sum=5"], ["--config", config],
            ["--config", config, "--set", "Tree.Add=6"]])
        {
            Assert.Equal(0, (await Cli.RunAsync(["verify", "--source", source, "--rung", "rtl", "--count", "4", .. open])).ExitCode);
            Assert.Equal(0, (await Cli.RunAsync(["lint", source, .. open])).ExitCode);
        }

        string wrong = _files.Write("wrong.json", "{\"recursoin\": {}}"u8.ToArray());
        (await Cli.RunAsync("schedule", "--source", source, "--config", wrong)).MustFail(65, "wrong.json", "recursoin");
        string none = _files.Write("null.json", "{\"replacements\": null}"u8.ToArray());
        (await Cli.RunAsync("schedule", "--source", source, "--config", none)).MustFail(65, "null.json", "replacements");
        string flat = _files.Write("flat.json", "{\"recursion\": {\"Tree.Sum\": 0}}"u8.ToArray());
        (await Cli.RunAsync("schedule", "--source", source, "--config", flat)).MustFail(65, "flat.json", "Tree.Sum");
        (await Cli.RunAsync("schedule", "--source", source, "--config", _files.PathOf("none.json"))).MustFail(66, "none.json");
        (await Cli.RunAsync("schedule", "--source", source, "--recursion", "Tree.Sum"))
            .MustFail(64, "--recursion Tree.Sum: it must be NAME=N");
    }

    [Fact]
    public async Task A_board_gets_the_project_of_a_kernel_of_ones_own()
    {
        var run = await Cli.RunAsync("generate", "--board", "arty-a7-35", "--source", _source, "--output", _files.PathOf("out"),
            "--allow-missed-clock", "--json");
        Assert.Equal((0, "Fir"), (run.ExitCode, run.Json.GetProperty("kernel").GetString()));
    }

    [Fact]
    public async Task What_does_not_go_together_is_told()
    {
        string two = _files.Write("two.cs", System.Text.Encoding.UTF8.GetBytes(Fir.Replace("Fir", "Other", StringComparison.Ordinal)
            + Fir[Fir.IndexOf("namespace", StringComparison.Ordinal)..]));
        (await Cli.RunAsync("generate", "--kernel", "Fir")).MustFail(64, "--source");
        (await Cli.RunAsync("generate", "--source", _source, "--kernel", "Iir")).MustFail(64, "no kernel Iir", "Filters.Fir");
        (await Cli.RunAsync("simulate", "--source", two)).MustFail(64, "several kernels", "Other");
        (await Cli.RunAsync("simulate", "--memory-cells", "3")).MustFail(64, "--memory-cells goes with --source");
        (await Cli.RunAsync("verify", "--source", _source, "--rung", "golden")).MustFail(64, "golden");
        (await Cli.RunAsync("verify", "--source", _files.PathOf("none.cs"))).MustFail(66, "none.cs");
        (await Cli.RunAsync("estimate", "--source", _source, "--fit")).MustFail(64, "--fit");
        (await Cli.RunAsync("simulate", "--source", _source, "--memory", _files.Write("odd.bin", [1, 2, 3])))
            .MustFail(65, "odd.bin", "whole number of cells");
        (await Cli.RunAsync("simulate", "--source", _source, "--memory", _files.Write("bad.json", "[1, 5000000000]"u8.ToArray())))
            .MustFail(65, "bad.json");
    }

    [Fact]
    public async Task Each_vector_is_one_of_a_kernel_that_has_just_been_switched_on()
    {
        string source = _files.Write("counter.cs", """
            public class Counter
            {
                [Accel.Hast.Persistent] private int _count;

                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                {
                    _count += memory.ReadInt32(0);
                    memory.WriteInt32(1, _count);
                }
            }
            """u8.ToArray());
        var run = await Cli.RunAsync(
            "verify", "--source", source, "--memory-cells", "4", "--count", "4", "--rung", "csharp", "rtl", "--json");
        Assert.Equal((0, 8), (run.ExitCode, run.Json.GetProperty("passed").GetInt32()));
        (await Cli.RunAsync("coverage", "--source", source)).MustFail(65, "[Persistent]");
    }

    [Fact]
    public async Task A_memory_image_that_is_not_there_is_named()
        => (await Cli.RunAsync("simulate", "--source", _source, "--memory", _files.PathOf("none.bin"))).MustFail(66, "none.bin");

    [Fact]
    public async Task A_kernel_that_ends_on_no_random_memory_asks_for_one()
    {
        string source = _files.Write("picky.cs", """
            public class Picky
            {
                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                {
                    while (memory.ReadInt32(5) != 123456789) { }
                }
            }
            """u8.ToArray());
        (await Cli.RunAsync("simulate", "--source", source, "--memory-cells", "8")).MustFail(65, "Picky.Run", "--memory");
    }

    private string Expected(string name, params int[] cells)
    {
        byte[] bytes = new byte[4 * cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), cells[i]);
        }

        return _files.Write(name, bytes);
    }
}
