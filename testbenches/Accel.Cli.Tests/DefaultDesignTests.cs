using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Boards.Reports;
using Accel.Generation;
using Accel.Rtl.Estimation;

namespace Accel.Cli.Tests;

/// <summary>What a board gets when nothing else is asked for.</summary>
public sealed class DefaultDesignTests
{
    // Several boards have the same kernel.
    private static readonly ConcurrentDictionary<string, Lazy<GeneratedKernel>> _kernels = new();

    private static readonly ImmutableSortedDictionary<string, string> _none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static TheoryData<string, TransportKind> VivadoBoards { get; }
        = [.. BoardCatalogue.All.Where(static b => b.Vivado is not null).SelectMany(static b => b.Transports.Select(t => (b.Id, t)))];

    [Theory]
    [MemberData(nameof(VivadoBoards))]
    public void A_board_has_room_for_its_design_and_meets_its_clock_by_the_estimate(string id, TransportKind transport)
    {
        var board = BoardCatalogue.Find(id);
        var request = BoardRequest.Of(board, transport, null, _none, "");
        var kernel = _kernels.GetOrAdd(
            $"{request.Kernel} {board.Family} {request.KernelOptions.ClockPeriodNs} {request.PortBits} {string.Join(' ', request.Replacements)}",
            _ => new Lazy<GeneratedKernel>(() => KernelGenerator.Generate(request.Kernel, request.KernelOptions))).Value;
        var estimate = Estimator.Estimate(BoardShells.Build(kernel, board, transport), DelayTable.Of(board.Family));
        Assert.All(ResourceUse.Of(estimate).Of(board.Budget), static r => Assert.True(r.Fits, $"{r.Resource}: {r.Used} of {r.Available}"));
        Assert.True(estimate.DepthNs <= board.KernelPeriodNs, $"{estimate.DepthNs} ns through {string.Join(", ", estimate.CriticalPath)}");
    }

    // The iCE40s are nearly full: nothing but their tools can tell. The other one, icebreaker, takes minutes and is a command
    // (boards/README.md).
    [Fact]
    public async Task A_board_with_an_open_flow_gets_its_bitstream_and_meets_its_clock()
    {
        Assert.SkipWhen(new IceStormBuild().Missing is not null, "ghdl, yosys, nextpnr-ice40 and icepack are needed: testbenches/install-tools.sh");
        using var files = new TestFiles();
        var run = await Cli.RunAsync("build", "--board", "ice40-hx8k", "--output", files.PathOf("out"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(("bitstream", true), (run.Json.GetProperty("stage").GetString(), run.Json.GetProperty("met").GetBoolean()));
        Assert.All(run.Json.GetProperty("resources").EnumerateArray(), static r => Assert.True(r.GetProperty("fits").GetBoolean()));
        Assert.True(File.Exists(run.Json.GetProperty("bitstream").GetString()));
    }

    [Fact]
    public void Constants_that_are_set_replace_those_of_the_design_and_another_kernel_has_none_of_them()
    {
        var board = BoardCatalogue.Find("icebreaker");
        const string Timesteps = "Accel.CompactEngine.MaxTimesteps", Tokens = "Accel.CompactEngine.MaxTokens", AddressBits = "Accel.CompactEngine.AddressBits";
        Assert.Equal(KernelGenerator.CompactEngine, Of(null).Kernel);
        Assert.Equal("2", Of(null).Replacements[Timesteps]);
        Assert.Equal(Of(null).Replacements, Of(KernelGenerator.CompactEngine).Replacements);
        var set = Of(null, (Timesteps, "1"), (Tokens, "4")).Replacements;
        Assert.Equal(("1", "4", "11", 4), (set[Timesteps], set[Tokens], set[AddressBits], set.Count));
        Assert.Empty(Of("BinaryNeuron").Replacements);

        BoardRequest Of(string? kernel, params (string Key, string Value)[] constants)
            => BoardRequest.Of(board, TransportKind.Serial, kernel is null ? null : KernelDesign.OfAccel(kernel),
                _none.AddRange(constants.Select(static c => KeyValuePair.Create(c.Key, c.Value))), "");
    }
}
