using System.Text.Json;
using System.Text.Json.Nodes;
using Accel.Boards.Designs;
using Accel.ToolRunners;

namespace Accel.Cli.Tests;

/// <summary><c>--port-bits</c>, and the width that a board's file gives to its design.</summary>
public sealed class PortBitsTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("generate", "--kernel", "Sum256")]
    [InlineData("simulate", "Sum256")]
    [InlineData("schedule", "Sum256")]
    [InlineData("estimate")]
    [InlineData("build", "--board", "ice40-hx8k")]
    public async Task A_width_that_no_port_has_is_refused_by_each_command(params string[] line)
    {
        foreach (string bits in (string[])["0", "-32", "48", "2048"])
        {
            (await Cli.RunAsync([.. line, "--port-bits", bits])).MustFail(64, $"--port-bits {bits}: it must be a power of two in 32..1024");
        }
    }

    [Fact]
    public async Task A_kernel_is_generated_with_a_wide_port_and_the_manifest_says_so()
    {
        foreach (int bits in (int[])[32, 256])
        {
            var run = await Cli.RunAsync("generate", "--kernel", "Sum256", "--port-bits", $"{bits}", "--output",
                _files.PathOf($"out{bits}"), "--json");
            Assert.True(run.ExitCode == 0, run.Error);
            string folder = run.Json.GetProperty("kernels")[0].GetProperty("folder").GetString()!;
            var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Token)).RootElement;
            Assert.Equal(bits, manifest.GetProperty("portBits").GetInt32());
            Assert.Equal(bits, manifest.GetProperty("ports").EnumerateArray()
                .Single(static p => p.GetProperty("name").GetString() == "mem_rsp_data").GetProperty("widthBits").GetInt32());
        }
    }

    [Fact]
    public async Task A_vector_is_simulated_at_any_width_and_a_wider_port_takes_fewer_cycles()
    {
        var narrow = await Cli.RunAsync("simulate", "Attention16", "--json");
        var wide = await Cli.RunAsync("simulate", "Attention16", "--port-bits", "512", "--json");
        Assert.Equal((0, 0), (narrow.ExitCode, wide.ExitCode));
        Assert.True(wide.Json.GetProperty("correct").GetBoolean());
        Assert.True(wide.Json.GetProperty("reads").GetInt64() < narrow.Json.GetProperty("reads").GetInt64() / 8);
        Assert.True(wide.Json.GetProperty("cycles").GetInt64() < narrow.Json.GetProperty("cycles").GetInt64() / 4);
    }

    // GHDL elaborates what lies below the vendor's blocks, and Yosys makes it into cells. The board is one of the user's, with a small
    // memory and a small kernel.
    [Theory]
    [InlineData("kc705", "pcie", 512, "accel_Sum256_device")]
    [InlineData("arty-a7-100", "serial", 128, "accel_serial_shell")]
    public async Task A_boards_project_with_a_wide_port_elaborates_and_is_synthesised(string board, string transport, int bits, string top)
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "boards", board + ".json"), Token))!;
        file[transport]!["memoryCells"] = 1024;
        file[transport]!["portBits"] = bits;
        file["design"] = new JsonObject { ["kernel"] = "Sum256" };
        string mine = _files.PathOf("mine.json");
        await File.WriteAllTextAsync(mine, file.ToJsonString(), Token);
        var run = await Cli.RunAsync("generate", "--board", mine, "--transport", transport, "--output", _files.PathOf(board), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(bits, run.Json.GetProperty("portBits").GetInt32());
        string folder = run.Json.GetProperty("folder").GetString()!;
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Token)).RootElement;
        Assert.Equal(bits, manifest.GetProperty("portBits").GetInt32());

        var (ghdl, yosys) = (new Ghdl(), new Yosys());
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        Assert.SkipUnless(yosys.IsAvailable, yosys.InstallCommand);
        string[] vhdl = [.. run.Json.GetProperty("files").EnumerateArray().Select(static f => f.GetString()!)
            .Where(static f => f.EndsWith(".vhd", StringComparison.Ordinal) && !f.EndsWith("accel_top.vhd", StringComparison.Ordinal))];
        ghdl.Analyse(folder, vhdl, cancellationToken: Token);
        ghdl.SynthesiseToVerilog(folder, top, "top.v", Token);
        yosys.RunScript(
            folder, $"read_verilog top.v; synth -top {top} -run begin:fine; check -assert; select -assert-none t:$dlatch*",
            cancellationToken: Token);
    }

    [Theory]
    [InlineData("arty-a7-100", "serial", null, 128)]
    [InlineData("kc705", "pcie", null, 128)]
    [InlineData("ice40-hx8k", "serial", null, 32)]
    [InlineData("kc705", "pcie", "Sum256", 32)]
    public void A_board_gives_its_width_to_the_kernel_of_its_design_alone(string board, string transport, string? kernel, int bits)
    {
        var found = Boards.BoardCatalogue.Find(board);
        var none = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty;
        var kind = Enum.Parse<Boards.TransportKind>(transport, ignoreCase: true);
        var design = kernel is null ? null : Accel.Generation.KernelDesign.OfAccel(kernel);
        Assert.Equal(bits, BoardRequest.Of(found, kind, design, none, "").KernelOptions.PortBits);
        Assert.Equal(64, BoardRequest.Of(found, kind, design, none, "", 64).KernelOptions.PortBits);
    }
}
