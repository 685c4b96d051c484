using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>The open flow: GHDL, Yosys, nextpnr, icepack.</summary>
public sealed class IceStormBuild : IBuildFlow
{
    private static readonly TimeSpan _timeout = TimeSpan.FromHours(1);

    private readonly Ghdl _ghdl = new();
    private readonly Yosys _yosys = new();
    private readonly Nextpnr _nextpnr = new();
    private readonly IcePack _pack = new();

    /// <summary>The first tool that is not installed, or null.</summary>
    public ToolRunner? Missing => ((ToolRunner[])[_ghdl, _yosys, _nextpnr, _pack]).FirstOrDefault(static t => !t.IsAvailable);

    /// <inheritdoc/>
    public void RequireTools()
    {
        if (Missing is { } tool)
        {
            throw new ToolMissingException(tool.Program, tool.InstallCommand);
        }
    }

    /// <inheritdoc/>
    public int StepCount(BoardRequest request) => 4;

    /// <inheritdoc/>
    public async Task<BuildOutcome> RunAsync(BoardProjectFolder project, IBuildSteps steps, CancellationToken cancellationToken)
    {
        string log = Path.Combine(project.Folder, "results", "tools.log");
        File.Delete(log);
        var board = project.Design.Board;
        Task<bool> Step(string name, Func<ToolResult> run) => steps.RunAsync(name, () => Task.Run(() => Run(run, log), cancellationToken));
        string Read(string name) => File.ReadAllText(Path.Combine(project.Folder, name));

        await Step("analyse the VHDL", () =>
        {
            _ghdl.Analyse(project.Folder, IceStormScripts.Sources(project.Design), cancellationToken: cancellationToken);
            return _ghdl.SynthesiseToVerilog(project.Folder, IceStormScripts.Top, IceStormScripts.Verilog, cancellationToken);
        }).ConfigureAwait(false);
        await Step("synthesise", () => _yosys.RunScript(
            project.Folder, $"script {IceStormScripts.SynthesisScript}", new ToolRun { Timeout = _timeout }, cancellationToken))
            .ConfigureAwait(false);
        var synthesised = YosysStatistics.Ice40(Read(IceStormScripts.Statistics)).Of(board.Budget);
        if (synthesised.Any(static r => !r.Fits))
        {
            return new BuildOutcome("synthesis", synthesised, "Yosys, before placement", null, null, null, log, []);
        }

        await Step("place and route", () => _nextpnr.PlaceAndRoute(
            project.Folder, IceStormScripts.PlaceAndRoute(board), new ToolRun { Timeout = _timeout }, cancellationToken))
            .ConfigureAwait(false);
        await Step("pack the bitstream", () => _pack.Pack(
            project.Folder, IceStormScripts.Placed, IceStormScripts.Bitstream, cancellationToken)).ConfigureAwait(false);
        string report = Read(IceStormScripts.Report);
        return new BuildOutcome(
            "bitstream",
            NextpnrReport.Utilisation(report).Of(board.Budget),
            "nextpnr, routed",
            NextpnrReport.Timing(report),
            "nextpnr, routed",
            Path.Combine(project.Folder, IceStormScripts.Bitstream),
            log,
            []);
    }

    private static bool Run(Func<ToolResult> run, string log)
    {
        try
        {
            var result = run();
            File.AppendAllText(log, result.StandardOutput + result.StandardError);
            return true;
        }
        catch (ToolFailedException e)
        {
            File.AppendAllText(log, e.Result.StandardOutput + e.Result.StandardError);
            throw new BuildFailedException(e.Message, log, e);
        }
    }
}
