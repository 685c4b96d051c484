using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.Rtl.Estimation;
using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>
/// A board of Vivado on a machine without it: Yosys maps the device to the cells of the 7-series, whose LUTs, flip-flops and block RAMs UltraScale+ shares, and
/// the netlist is timed with the table of the family's delays. What only Vivado can do is left.
/// </summary>
internal sealed class SynthesisBuild : IBuildFlow
{
    private readonly Series7Synthesis _synthesis = new();

    public void RequireTools()
    {
        if (_synthesis.Missing is { } missing)
        {
            throw new ToolMissingException(missing.Program, $"{missing.InstallCommand}; or {Vivado.Source}");
        }
    }

    public int StepCount(BoardRequest request) => 2;

    public async Task<BuildOutcome> RunAsync(BoardProjectFolder project, Steps steps, CancellationToken cancellationToken)
    {
        var design = project.Design;
        string log = Path.Combine(project.Folder, "results", "yosys.txt");
        var mapped = await steps.RunAsync("synthesise with Yosys", () => Task.Run(() => Map(project, log, cancellationToken), cancellationToken)).ConfigureAwait(false);
        var estimate = await steps.RunAsync(
            "time the netlist", () => Task.Run(() => Estimator.Estimate(design.Shell, DelayTable.Of(design.Board.Family)), cancellationToken)).ConfigureAwait(false);
        double slack = design.Board.KernelPeriodNs - estimate.DepthNs;
        return new BuildOutcome(
            "synthesis",
            mapped.Of(design.Board.Budget),
            "Yosys, before placement, without top level and memory controller",
            new TimingResult(slack, null, slack < 0 ? 1 : 0, 1000 / estimate.DepthNs),
            "estimated from the netlist, before placement",
            null,
            log,
            [$"{Vivado.Source}; then accel build --board {design.Board.Id} again, or vivado -mode batch -source {Path.Combine(project.Folder, VivadoBuildScript.Name)}"]);
    }

    private ResourceUse Map(BoardProjectFolder project, string log, CancellationToken cancellationToken)
    {
        using var directory = new ToolDirectory();
        string entity = project.Design.Shell.Name;
        try
        {
            var mapped = DeviceMapping.Run(_synthesis, directory, project.Design.Vhdl, entity, cancellationToken);
            File.WriteAllText(log, directory.Read(DeviceMapping.CountsOf(entity)));
            return mapped;
        }
        catch (ToolFailedException e)
        {
            File.WriteAllText(log, e.Result.StandardOutput + e.Result.StandardError);
            throw new BuildFailedException(e.Message, log, e);
        }
    }
}
