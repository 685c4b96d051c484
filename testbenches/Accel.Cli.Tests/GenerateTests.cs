using System.Text.Json;
using Accel.Generation;
using Accel.ToolRunners;
using Accel.Transformer;

namespace Accel.Cli.Tests;

public sealed class GenerateTests : IDisposable
{
    private static readonly string[] _reviewed = ["BinaryNeuron", "MembraneShortcut", "ReluNeuron", "TernaryNeuron"];

    private readonly TestFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_reviewed_VHDL_in_the_repository_is_what_the_sources_give()
    {
        string reviewed = Path.Combine(Repository.Root, "rtl-out");
        bool update = Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1";
        string output = update ? reviewed : _files.PathOf("rtl-out");
        var run = await Cli.RunAsync(["generate", "--output", output, "--kernel", .. _reviewed]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Names(reviewed), Names(output));
        foreach (string name in Names(output))
        {
            string expected = await File.ReadAllTextAsync(Path.Combine(reviewed, name), Token);
            string actual = await File.ReadAllTextAsync(Path.Combine(output, name), Token);
            Assert.True(expected == actual, $"rtl-out/{name} is not what the sources give: generate it with ACCEL_UPDATE_GOLDEN=1 and read the difference");
        }
    }

    [Fact]
    public void The_reviewed_VHDL_passes_GHDL_without_a_warning()
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        foreach (string file in Names(Path.Combine(Repository.Root, "rtl-out")).Where(static n => n.EndsWith(".vhd", StringComparison.Ordinal)))
        {
            using var directory = new ToolDirectory();
            var result = ghdl.Analyse(directory.Path, [Path.Combine(Repository.Root, "rtl-out", file)], cancellationToken: Token);
            Assert.Equal("", result.StandardError);
        }
    }

    [Fact]
    public async Task Registers_that_drive_much_are_copied_where_that_is_asked_for()
    {
        string output = _files.PathOf("copied");
        var run = await Cli.RunAsync("generate", "--kernel", "ConditionalAccumulate", "--max-fanout", "16", "--output", output);
        Assert.True(run.ExitCode == 0, run.Error);
        string vhdl = await File.ReadAllTextAsync(Path.Combine(output, "ConditionalAccumulate", "ConditionalAccumulate.vhd"), Token);
        Assert.Contains("_copy1 : signal is \"true\";", vhdl, StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(Path.Combine(output, "ConditionalAccumulate", "manifest.json"), Token);
        using var manifest = JsonDocument.Parse(text);
        Assert.Equal(16, manifest.RootElement.GetProperty("maxFanOut").GetInt32());
    }

    [Fact]
    public async Task The_manifest_says_what_lies_beside_it()
    {
        var run = await Cli.RunAsync("generate", "--kernel", "BinaryNeuron", "--output", _files.PathOf("out"), "--clock-mhz", "200",
            "--allow-missed-clock", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        string folder = run.Json.GetProperty("kernels")[0].GetProperty("folder").GetString()!;
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Token)).RootElement;
        Assert.Equal(5, manifest.GetProperty("periodNs").GetDouble());
        var file = Assert.Single(manifest.GetProperty("files").EnumerateArray());
        string vhdl = await File.ReadAllTextAsync(Path.Combine(folder, file.GetProperty("name").GetString()!), Token);
        Assert.Equal(KernelGenerator.Hash(vhdl), file.GetProperty("sha256").GetString());
        foreach (var port in manifest.GetProperty("ports").EnumerateArray())
        {
            int width = port.GetProperty("widthBits").GetInt32();
            string type = width == 1 ? "std_logic" : $"std_logic_vector({width - 1} downto 0)";
            Assert.Contains($"{port.GetProperty("name")} : {port.GetProperty("direction")} {type}", vhdl, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["Core/Neuron.cs", "Neurons/BinaryNeuron.cs", "Neurons/NeuronLayout.cs", "Neurons/NeuronVector.cs"],
            manifest.GetProperty("sources").EnumerateArray().Select(static s => s.GetProperty("name").GetString()!));
    }

    [Theory]
    [InlineData("1000", true, false, 2)]
    [InlineData("1000", true, true, 0)]
    [InlineData("20", false, false, 0)]
    public async Task A_clock_that_was_asked_for_and_is_missed_is_told_and_ends_with_2_unless_that_is_allowed(string mhz, bool isMissed,
        bool isAllowed, int exitCode)
    {
        string[] allow = isAllowed ? ["--allow-missed-clock"] : [];
        var run = await Cli.RunAsync(["generate", "--kernel", "BinaryNeuron", "--output", _files.PathOf("out"), "--clock-mhz", mhz,
            .. allow, "--json"]);
        Assert.True(exitCode == run.ExitCode, run.Error);
        Assert.Equal(isMissed, run.Error.Contains($"BinaryNeuron: warning: the longest path is estimated at ", StringComparison.Ordinal));
        Assert.Equal(isMissed, run.Error.Contains("--allow-missed-clock", StringComparison.Ordinal));
        var manifest = run.Json.GetProperty("kernels")[0].GetProperty("manifest");
        double depthNs = manifest.GetProperty("estimate").GetProperty("depthNs").GetDouble();
        Assert.Equal(isMissed ? 1000 / depthNs : 20, manifest.GetProperty("clockMHz").GetDouble(), 0.01);
        Assert.True(File.Exists(_files.PathOf("out/BinaryNeuron/BinaryNeuron.vhd")));
    }

    [Fact]
    public async Task Without_a_clock_that_was_asked_for_the_manifest_has_the_one_that_the_path_allows()
    {
        var run = await Cli.RunAsync("generate", "--output", _files.PathOf("out"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("SpikingTransformerEngine: warning: the longest path", run.Error, StringComparison.Ordinal);
        var manifest = run.Json.GetProperty("kernels")[0].GetProperty("manifest");
        Assert.Equal(1000 / manifest.GetProperty("estimate").GetProperty("depthNs").GetDouble(),
            manifest.GetProperty("clockMHz").GetDouble(), 0.1);
    }

    [Fact]
    public async Task The_IR_is_dumped_after_each_pass_up_to_the_one_to_stop_after()
    {
        var run = await Cli.RunAsync(
            "generate", "--kernel", "BinaryNeuron", "--output", _files.PathOf("out"), "--dump-ir", _files.PathOf("ir"), "--stop-after", KernelCompiler.PassNames[1]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["00-front-end.ir", $"01-{KernelCompiler.PassNames[0]}.ir", $"02-{KernelCompiler.PassNames[1]}.ir"], Names(_files.PathOf("ir/BinaryNeuron")));
        Assert.False(Directory.Exists(_files.PathOf("out")));
    }

    [Fact]
    public async Task To_stop_without_dumps_is_a_usage_error()
        => (await Cli.RunAsync("generate", "--stop-after", KernelCompiler.PassNames[0])).MustFail(64, "--dump-ir");

    [Fact]
    public async Task What_goes_on_from_a_dump_is_the_same_design()
    {
        string[] line = ["generate", "--kernel", "BinaryNeuron", "--json", "--output", _files.PathOf("out")];
        var direct = await Cli.RunAsync([.. line, "--dump-ir", _files.PathOf("ir")]);
        string pass = KernelCompiler.PassNames[2], file = _files.PathOf($"ir/BinaryNeuron/03-{pass}.ir");
        var after = await Cli.RunAsync([.. line, "--from-ir", file, "--start-after", pass, "--dump-ir", _files.PathOf("more")]);
        Assert.True(after.ExitCode == 0, after.Error);
        Assert.Equal(HashOf(direct), HashOf(after));
        Assert.Equal($"04-{KernelCompiler.PassNames[3]}.ir", Names(_files.PathOf("more/BinaryNeuron")).First());
        File.WriteAllText(file, File.ReadAllText(file).Replace(" = 0 #", " = 1 #", StringComparison.Ordinal));
        Assert.NotEqual(HashOf(direct), HashOf(await Cli.RunAsync([.. line, "--from-ir", file, "--start-after", pass])));
        File.AppendAllText(file, "}");
        (await Cli.RunAsync([.. line, "--from-ir", file, "--start-after", pass])).MustFail(65, "ACC0016", "column 1: expected ");

        static string HashOf(CliRun run) =>
            run.Json.GetProperty("kernels")[0].GetProperty("manifest").GetProperty("designHash").GetString()!;
    }

    [Theory]
    [InlineData(64, "--from-ir and --start-after go together", "--from-ir", "k.ir")]
    [InlineData(64, "--from-ir and --start-after go together", "--start-after", "front-end")]
    [InlineData(64, "--from-ir is of one kernel", "--from-ir", "FILE", "--start-after", "front-end", "--kernel", "ReluNeuron")]
    [InlineData(64, "--stop-after lower-recursion is before --start-after inline-calls", "--from-ir", "FILE",
        "--start-after", "inline-calls", "--dump-ir", "ir", "--stop-after", "lower-recursion")]
    [InlineData(66, "there is no such file", "--from-ir", "no.ir", "--start-after", "front-end")]
    [InlineData(65, "expected kernel", "--from-ir", "FILE", "--start-after", "front-end")]
    public async Task What_no_dump_is_read_for_is_refused(int exit, string message, params string[] line)
    {
        string file = _files.Write("k.ir", "x"u8.ToArray());
        (await Cli.RunAsync(["generate", "--output", _files.PathOf("out"), "--kernel", "BinaryNeuron",
            .. line.Select(part => part == "FILE" ? file : part)])).MustFail(exit, message);
    }

    [Fact]
    public async Task An_unknown_constant_is_refused_by_the_compilers_diagnostic()
        => (await Cli.RunAsync("generate", "--output", _files.PathOf("out"), "--set", "Accel.Engine.MaxClasse=9"))
            .MustFail(65, "ACC0006", "Accel.Engine.MaxClasses");

    // Each command that compiles an engine says it, and those that only plan one.
    [Theory]
    [InlineData(65, "generate", "--kernel", "SpikingTransformerEngine", "--output", "OUT")]
    [InlineData(65, "build", "--board", "kc705", "--output", "OUT")]
    [InlineData(64, "plan")]
    [InlineData(64, "bench", "engine", "--model", "digits")]
    public async Task A_size_that_no_engine_has_is_refused_before_anything_is_compiled(int exitCode, params string[] command)
    {
        var run = await Cli.RunAsync([
            .. command.Select(c => c == "OUT" ? _files.PathOf("out") : c), "--set", "Accel.Engine.Cores=17"]);
        run.MustFail(exitCode, "Accel.Engine.Cores cannot be 17: it has to be 1 to 16");
        Assert.InRange(run.Error.Length, 1, 600);
        Assert.False(Directory.Exists(_files.PathOf("out")));
    }

    private static IEnumerable<string> Names(string folder)
        => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);
}
