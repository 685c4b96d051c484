using System.Text.Json;
using Accel.Boards;
using Accel.Generation;
using Accel.Rtl;

namespace Accel.Cli.Tests;

/// <summary>
/// generate, build and program for boards: with the open tools where they do the whole job, with stand-ins for the vendors' where they are
/// not here.
/// </summary>
[Collection(PathTests.Name)]
public sealed class BoardCommandTests : IDisposable
{
    // A small kernel and a shell that only passes the line on: the flow is the same and takes seconds.
    private static readonly CliServices _small = new() { Shells = Echo };
    private static readonly string[] _kernel = ["--kernel", "BinaryNeuron"];

    private readonly TestFiles _files = new();

    private string Output => _files.PathOf("out");

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("arty-a7-35", "serial")]
    [InlineData("kc705", "pcie")]
    [InlineData("icebreaker", "serial")]
    public async Task A_project_is_the_same_whenever_it_is_generated_and_holds_kernel_and_shell(string board, string transport)
    {
        string[] line = ["generate", "--board", board, "--transport", transport, .. _kernel, "--json"];
        var first = await Cli.RunAsync([.. line, "--output", Output]);
        Assert.True(first.ExitCode == 0, first.Error);
        var again = await Cli.RunAsync([.. line, "--output", _files.PathOf("again")]);
        string[] names = [.. first.Json.GetProperty("files").EnumerateArray().Select(static f => f.GetString()!)];
        Assert.Contains("vhdl/BinaryNeuron.vhd", names);
        Assert.Contains(transport == "serial" ? "vhdl/accel_serial_shell.vhd" : "vhdl/accel_BinaryNeuron_pcie_shell.vhd", names);
        foreach (string name in names)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder(first), name)), File.ReadAllBytes(Path.Combine(Folder(again), name)));
        }

        var ghdl = new ToolRunners.Ghdl();
        if (ghdl.IsAvailable)
        {
            // But for top levels with primitives of the vendor's, which Accel.Boards.Tests analyses.
            var vhdl = names.Where(n => n.EndsWith(".vhd", StringComparison.Ordinal) && !File.ReadAllText(Path.Combine(Folder(again), n)).Contains("library unisim", StringComparison.Ordinal));
            var analysed = ghdl.Analyse(Folder(again), vhdl, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal("", analysed.StandardError);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder(first), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder(first), f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_kernels_for_one_board_have_no_folder_and_no_entity_in_common()
    {
        List<string> names = [], folders = [];
        foreach (string kernel in (string[])["BinaryNeuron", "TernaryNeuron"])
        {
            string[] line = ["generate", "--board", "kc705", "--transport", "pcie", "--kernel", kernel, "--output", Output, "--json"];
            var run = await Cli.RunAsync(line);
            Assert.True(run.ExitCode == 0, run.Error);
            folders.Add(Folder(run));
            string[] vhdl = Directory.GetFiles(Path.Combine(Folder(run), "vhdl"));
            names.AddRange(vhdl.SelectMany(File.ReadLines).Where(static l => l.StartsWith("entity ", StringComparison.Ordinal)));
            Assert.Contains($"entity accel_{kernel}_device is", names);
            string blocks = await File.ReadAllTextAsync(
                Path.Combine(Folder(run), "block_design.tcl"), TestContext.Current.CancellationToken);
            Assert.Contains($"accel:user:accel_{kernel}_device:1.0", blocks, StringComparison.Ordinal);
        }

        Assert.Distinct(folders);
        Assert.Distinct(names);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    public async Task A_project_whose_estimated_path_misses_the_boards_clock_is_written_and_ends_with_2_unless_that_is_allowed(bool isAllowed, int exitCode)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "boards", "arty-a7-100.json"),
            TestContext.Current.CancellationToken);
        string board = _files.Write("fast.json", System.Text.Encoding.UTF8.GetBytes(
            text.Replace("\"kernelHz\": 87500000, \"scheduledHz\": 150000000", "\"kernelHz\": 400000000", StringComparison.Ordinal)));
        string[] allow = isAllowed ? ["--allow-missed-clock"] : [];
        var run = await Cli.RunAsync(["generate", "--board", board, .. _kernel, "--output", Output, .. allow, "--json"]);
        Assert.True(exitCode == run.ExitCode, run.Error);
        Assert.Contains("longer than the 2.50 ns of 400 MHz", run.Error, StringComparison.Ordinal);
        Assert.False(run.Json.GetProperty("clockIsMet").GetBoolean());
        Assert.True(File.Exists(Path.Combine(Folder(run), "build.tcl")));
    }

    [Fact]
    public async Task The_open_flow_makes_a_bitstream_that_meets_the_clock()
    {
        foreach (string program in (string[])["ghdl", "yosys", "nextpnr-ice40", "icepack"])
        {
            Assert.SkipUnless(new ToolRunners.ToolRunner(program, program).IsAvailable, program);
        }

        var run = await Cli.RunAsync(_small, ["build", "--board", "ice40-hx8k", .. _kernel, "--output", Output, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("bitstream", run.Json.GetProperty("stage").GetString());
        Assert.True(run.Json.GetProperty("timing").GetProperty("achievedMHz").GetDouble() > 12);
        // An iCE40 bitstream begins with these four bytes behind its comment (icestorm, docs/format).
        byte[] bits = await File.ReadAllBytesAsync(run.Json.GetProperty("bitstream").GetString()!, TestContext.Current.CancellationToken);
        Assert.NotEqual(-1, bits.AsSpan().IndexOf((byte[])[0x7E, 0xAA, 0x99, 0x7E]));
        Assert.Contains("[5/5] pack the bitstream", run.Error, StringComparison.Ordinal);
        Assert.True(new FileInfo(run.Json.GetProperty("log").GetString()!).Length > 1000);
    }

    [Fact]
    public async Task What_does_not_fit_ends_with_2_and_is_named()
    {
        Assert.SkipUnless(new ToolRunners.Yosys().IsAvailable && new ToolRunners.Ghdl().IsAvailable, "yosys, ghdl");
        string file = _files.Write("tiny.json", System.Text.Encoding.UTF8.GetBytes(
            (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "boards", "ice40-hx8k.json"), TestContext.Current.CancellationToken)).Replace("\"luts\": 7680", "\"luts\": 2", StringComparison.Ordinal)));
        var run = await Cli.RunAsync(_small, ["build", "--board", file, .. _kernel, "--output", Output]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has 2 LUTs", run.Error, StringComparison.Ordinal);
        Assert.Contains("try: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Vivado_a_build_goes_as_far_as_synthesis_and_says_what_is_left()
    {
        Assert.SkipUnless(new ToolRunners.Series7Synthesis().Missing is null, "ghdl, yosys");
        Assert.SkipWhen(new ToolRunners.Vivado().IsAvailable, "vivado is installed");
        var run = await Cli.RunAsync(_small, ["build", "--board", "nexys-a7-100", .. _kernel, "--output", Output, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("synthesis", run.Json.GetProperty("stage").GetString());
        Assert.False(run.Json.TryGetProperty("bitstream", out _));
        Assert.Contains("build.tcl", run.Json.GetProperty("left")[0].GetString(), StringComparison.Ordinal);
        // Clock to output, at most a net and an inverter, and setup.
        Assert.InRange(run.Json.GetProperty("timing").GetProperty("achievedMHz").GetDouble(), 500, 3000);
        Assert.Contains("Yosys, cells and 0.6 ns a net", run.Json.GetProperty("timingFrom").GetString(), StringComparison.Ordinal);
        // The echo is three registers and the two inverters at its ends.
        Assert.Equal(("flip-flops", 3), (run.Json.GetProperty("resources")[1].GetProperty("resource").GetString(), run.Json.GetProperty("resources")[1].GetProperty("used").GetInt32()));
    }

    [Theory]
    [InlineData(63400, "timing_met_2019.2.txt", false, 0, "")]
    [InlineData(63400, "timing_missed_2019.2.txt", false, 2, "setup at the clock of 87.5 MHz is missed by 3.463 ns")]
    [InlineData(63400, "timing_missed_2019.2.txt", true, 0, "setup at the clock of 87.5 MHz is missed by 3.463 ns")]
    [InlineData(8000, "timing_met_2019.2.txt", true, 2, "has 8,000 LUTs, 8,297 are needed")]
    public async Task Vivados_steps_are_told_its_reports_read_and_what_is_missed_ends_with_2(int luts, string timing, bool isAllowed,
        int exitCode, string said)
    {
        using var stand = StandIn.Vivado(_files, "utilization_7series_2019.2.txt", timing);
        string text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "boards", "arty-a7-100.json"), TestContext.Current.CancellationToken);
        string board = _files.Write("mine.json", System.Text.Encoding.UTF8.GetBytes(text.Replace("\"luts\": 63400", $"\"luts\": {luts}", StringComparison.Ordinal)));
        string[] allow = isAllowed ? ["--allow-missed-clock"] : [];
        var run = await Cli.RunAsync(_small, ["build", "--board", board, .. _kernel, "--output", Output, .. allow, "--json"]);
        Assert.True(exitCode == run.ExitCode, run.Error);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Equal("bitstream", run.Json.GetProperty("stage").GetString());
        Assert.True(File.Exists(run.Json.GetProperty("bitstream").GetString()));
        Assert.Equal(said.Length == 0, run.Json.GetProperty("met").GetBoolean());
        string[] steps = [.. run.Error.Split('\n').Where(static l => l.StartsWith('[')).Select(static l => l[..l.LastIndexOf(':')])];
        Assert.Equal(
            [
                "[1/10] generate the project", "[2/10] read the sources", "[3/10] synthesise", "[4/10] optimise", "[5/10] place", "[6/10] optimise the placed design",
                "[7/10] route", "[8/10] report", "[9/10] write the bitstream", "[10/10] write the image of the flash",
            ],
            steps);
        Assert.DoesNotContain("call:", run.Error + run.Output, StringComparison.Ordinal);
        Assert.Contains("call: place_design", await File.ReadAllTextAsync(run.Json.GetProperty("log").GetString()!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(VivadoBoards))]
    public async Task The_steps_are_counted_rightly_for_every_board(string board, string transport)
    {
        using var stand = StandIn.Vivado(_files, "utilization_7series_2019.2.txt", "timing_met_2019.2.txt");
        var run = await Cli.RunAsync(transport == "Serial" ? _small : new CliServices(), ["build", "--board", board, "--transport", transport, .. _kernel, "--output", Output]);
        Assert.True(run.ExitCode is 0 or 2, run.Error);
        string last = run.Error.Split('\n').Last(static l => l.StartsWith('['));
        string count = last[1..last.IndexOf(']', StringComparison.Ordinal)];
        Assert.Equal(count.Split('/')[1], count.Split('/')[0]);
    }

    public static TheoryData<string, string> VivadoBoards { get; } =
        [.. BoardCatalogue.All.Where(static b => b.Vivado is not null).SelectMany(static b => b.Transports.Select(t => (b.Id, t.ToString())))];

    [Fact]
    public async Task A_run_of_Vivado_that_fails_names_its_log()
    {
        using var stand = StandIn.Vivado(_files, "utilization_7series_2019.2.txt", "no-such-report.txt");
        var run = await Cli.RunAsync(_small, ["build", "--board", "arty-a7-100", .. _kernel, "--output", Output]);
        run.MustFail(69, "build.tcl", "vivado.log");
    }

    [Fact]
    public async Task A_missing_tool_is_told_before_anything_is_done()
    {
        using var empty = new StandIn(_files);
        (await Cli.RunAsync(_small, ["build", "--board", "ice40-hx8k", .. _kernel, "--output", Output])).MustFail(69, "ghdl is not installed", "apt-get install ghdl");
        Assert.False(Directory.Exists(Output));
    }

    [Theory]
    [InlineData("arty-a7-35", "openFPGALoader -b arty_a7_35t @/arty-a7-35-serial/results/accel.bit")]
    [InlineData("arty-a7-35 --flash", "openFPGALoader -b arty_a7_35t -f @/arty-a7-35-serial/results/accel.bit")]
    [InlineData("kc705 --transport pcie", "openFPGALoader -b kc705 @/kc705-pcie/results/accel.bit")]
    [InlineData("icebreaker", "openFPGALoader -b ice40_generic @/icebreaker-serial/results/accel.bin")]
    [InlineData("alveo-u50 --flash", "vivado -mode batch -nojournal -nolog -notrace -source @/alveo-u50-pcie/program.tcl -tclargs flash")]
    public async Task A_dry_run_prints_the_command(string line, string command)
    {
        var run = await Cli.RunAsync(["program", "--board", .. line.Split(' '), "--dry-run", "--output", Output]);
        Assert.Equal((0, command.Replace("@", Output, StringComparison.Ordinal) + "\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Programming_runs_the_command_and_a_board_that_is_not_there_is_a_failure_with_a_log()
    {
        Directory.CreateDirectory(Path.Combine(Output, "basys3-serial", "results"));
        await File.WriteAllTextAsync(Path.Combine(Output, "basys3-serial", "results", "accel.bit"), "bits", TestContext.Current.CancellationToken);
        using var stand = new StandIn(_files);
        stand.Add("openFPGALoader", "[ \"$1 $2\" = \"-b basys3\" ] && grep -q bits \"$3\" && echo programmed");
        Assert.Equal(0, (await Cli.RunAsync("program", "--board", "basys3", "--output", Output)).ExitCode);
        stand.Add("openFPGALoader", "echo 'unable to open ftdi device' >&2; exit 1");
        (await Cli.RunAsync("program", "--board", "basys3", "--output", Output)).MustFail(69, "openFPGALoader -b basys3", "program.log");
        Assert.Contains("ftdi", await File.ReadAllTextAsync(Path.Combine(Output, "basys3-serial", "results", "program.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programming_without_a_bitstream_or_a_tool_says_what_is_missing()
    {
        (await Cli.RunAsync("program", "--board", "basys3", "--output", Output)).MustFail(66, "accel.bit", "accel build --board basys3");
        Directory.CreateDirectory(Path.Combine(Output, "basys3-serial", "results"));
        await File.WriteAllTextAsync(Path.Combine(Output, "basys3-serial", "results", "accel.bit"), "bits", TestContext.Current.CancellationToken);
        using var empty = new StandIn(_files);
        (await Cli.RunAsync("program", "--board", "basys3", "--output", Output)).MustFail(69, "openFPGALoader is not installed", "openfpgaloader");
    }

    [Theory]
    [InlineData(65, "kc706", "board `kc706` is not known", "build", "--board", "kc706")]
    [InlineData(64, "--board", "required", "build")]
    [InlineData(64, "--transport pcie: basys3", "basys3", "program", "--board", "basys3", "--transport", "pcie")]
    [InlineData(64, "--clock-mhz does not go with --board", "--board", "generate", "--board", "basys3", "--clock-mhz", "50")]
    [InlineData(64, "a board runs one kernel", "--kernel", "generate", "--board", "basys3", "--kernel", "BinaryNeuron", "ReluNeuron")]
    [InlineData(64, "--flash", "parallel flash", "program", "--board", "kc705", "--flash", "--dry-run")]
    [InlineData(64, "--board goes with --rung bitstream", "", "verify", "--rung", "rtl", "--board", "icebreaker")]
    [InlineData(64, "--board kc705: no open tools", "ice40-hx8k, icebreaker", "verify", "--rung", "bitstream", "--board", "kc705")]
    [InlineData(66, "mine.json", "", "generate", "--board", "/no/such/mine.json")]
    public async Task A_line_that_asks_for_what_cannot_be_says_so(int exitCode, string said, string andSaid, params string[] line)
        => (await Cli.RunAsync(line)).MustFail(exitCode, said, andSaid);

    [Fact]
    public async Task A_board_file_that_is_not_right_is_bad_data_with_file_and_field()
    {
        string file = _files.Write("mine.json", JsonSerializer.SerializeToUtf8Bytes(new { id = "mine", colour = "red" }));
        (await Cli.RunAsync("generate", "--board", file, "--output", Output)).MustFail(65, file, "colour", "boards/");
    }

    private static string Folder(CliRun run) => run.Json.GetProperty("folder").GetString()!;

    private static Module Echo(GeneratedKernel kernel, Board board, TransportKind transport)
    {
        var module = new Module("accel_echo");
        Signal line = module.Not(module.Input("rx", 1));
        for (int i = 0; i < 3; i++)
        {
            var register = module.Register(1, 0);
            module.Drive(register, line);
            line = register;
        }

        module.Output("tx", module.Not(line));
        return module;
    }
}
