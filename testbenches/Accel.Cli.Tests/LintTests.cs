using System.Text.Json;
using Accel.Generation;

namespace Accel.Cli.Tests;

public sealed class LintTests : IDisposable
{
    private const string Portable = """
        using Hast.Transformer.SimpleMemory;
        public class Good
        {
            public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, Twice(memory.ReadInt32(1)));
            private static int Twice(int x) => x + x;
        }
        """;

    private const string Foreign = """
        using Hast.Transformer.SimpleMemory;
        public class Foreign
        {
            public virtual void Run(SimpleMemory memory)
            {
                int x = memory.ReadInt32(0) switch { 1 => 2, _ => 3 };
                memory.WriteInt32(0, x);
            }
        }
        """;

    private const string Bad = """
        using Hast.Transformer.SimpleMemory;
        public class Bad
        {
            public virtual void Run(SimpleMemory memory)
            {
                memory.WriteInt32(0, checked(memory.ReadInt32(1) + 1));
            }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("accel-lint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_kernel_file_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "a device that never ends");
        (await Cli.RunAsync("lint", "/dev/zero")).MustFail(65, "/dev/zero", "more than 16777216 characters");
    }

    [Fact]
    public async Task Every_kernel_of_the_project_is_accepted_and_its_portability_told()
    {
        var run = await Cli.RunAsync("lint", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        var kernels = run.Json.GetProperty("kernels").EnumerateArray().ToList();
        Assert.Equal(KernelGenerator.Kernels.Order(StringComparer.Ordinal),
            kernels.Select(k => k.GetProperty("kernel").GetString()!.Split('.')[^1]));
        Assert.All(kernels, k => Assert.True(k.GetProperty("accepted").GetBoolean()));

        // Hastlayer has no streams.
        var streaming = Accel.Verification.KernelVectors.Dataflow.Select(static v => v.Kernel)
            .Append(KernelGenerator.Engine).ToHashSet();
        Assert.All(kernels, k => Assert.Equal(!streaming.Contains(k.GetProperty("kernel").GetString()!.Split('.')[^1]),
            k.GetProperty("portable").GetBoolean()));
        Assert.All(kernels, k => Assert.NotEqual(0, k.GetProperty("methods").GetArrayLength()));
        string[] pipelines =
        [
            "BinaryNeuron", "TernaryNeuron", "ReluNeuron", "SpikingLinear", "SpikingConvolution", "AdditionOnlyAttention",
            "MembraneShortcut",
            "ClassifierHead",
        ];
        Assert.All(pipelines, name => Assert.True(
            kernels.Single(k => k.GetProperty("kernel").GetString() == $"Accel.Kernels.{name}").GetProperty("portable").GetBoolean(),
            name));
    }

    [Fact]
    public async Task What_is_refused_is_named_with_id_file_line_and_remedy_and_fails()
    {
        string file = Write("Bad.cs", Bad);
        var run = await Cli.RunAsync("lint", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}(6): error ACC0302: checked arithmetic would throw. Remove checked", run.Output, StringComparison.Ordinal);
        JsonElement line = (await Cli.RunAsync("lint", file, "--json")).Json.GetProperty("kernels")[0].GetProperty("diagnostics")[0];
        Assert.Equal(("ACC0302", 6), (line.GetProperty("id").GetString(), line.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task What_is_not_portable_is_named_method_by_method_and_fails_only_on_demand()
    {
        string[] files = [Write("Good.cs", Portable), Write("Foreign.cs", Foreign)];
        var run = await Cli.RunAsync(["lint", .. files, "--json"]);
        Assert.Equal(0, run.ExitCode);
        JsonElement foreign = run.Json.GetProperty("kernels")[0];
        Assert.Equal(("Foreign", false), (foreign.GetProperty("kernel").GetString(), foreign.GetProperty("portable").GetBoolean()));
        JsonElement issue = foreign.GetProperty("methods")[0].GetProperty("issues")[0];
        Assert.Equal(("HAST16", "undocumented", 6), (issue.GetProperty("id").GetString(), issue.GetProperty("verdict").GetString(), issue.GetProperty("line").GetInt32()));
        JsonElement good = run.Json.GetProperty("kernels")[1];
        Assert.Equal(["Good.Run", "Good.Twice"], good.GetProperty("methods").EnumerateArray().Select(m => m.GetProperty("method").GetString()));
        Assert.Equal(1, (await Cli.RunAsync(["lint", .. files, "--portable"])).ExitCode);
        var chosen = await Cli.RunAsync(["lint", .. files, "--portable", "--kernel", "Good"]);
        Assert.Equal(0, chosen.ExitCode);
        Assert.DoesNotContain("Foreign", chosen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C_sharp_errors_are_told_and_fail()
    {
        var run = await Cli.RunAsync("lint", Write("Broken.cs", "public class K { int x = true; }"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("ACC0001", run.Json.GetProperty("diagnostics")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_kernel_that_is_not_there_is_a_usage_error_that_names_those_that_are() =>
        (await Cli.RunAsync("lint", Write("Good.cs", Portable), "--kernel", "Better")).MustFail(64, "Better", "Good");

    [Fact]
    public async Task A_file_without_kernels_is_a_usage_error() =>
        (await Cli.RunAsync("lint", Write("Empty.cs", "public class K { }"))).MustFail(64, "no kernel");

    [Fact]
    public async Task A_missing_file_is_named() => (await Cli.RunAsync("lint", "/no/such/Kernel.cs")).MustFail(66, "/no/such/Kernel.cs");

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
