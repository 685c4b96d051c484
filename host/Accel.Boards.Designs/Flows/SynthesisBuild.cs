using System.Globalization;
using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.Rtl.Estimation;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>
/// A board of Vivado on a machine without it: Yosys maps the device to the cells of the 7-series, whose LUTs, flip-flops and block RAMs
/// UltraScale+ shares, and the cells are timed with the family's delays of nets. What only Vivado can do is left.
/// </summary>
public sealed class SynthesisBuild : IBuildFlow
{
    private readonly Series7Synthesis _synthesis = new();

    /// <inheritdoc/>
    public void RequireTools()
    {
        if (_synthesis.Missing is { } missing)
        {
            throw new ToolMissingException(missing.Program, $"{missing.InstallCommand}; or {Vivado.Source}");
        }
    }

    /// <inheritdoc/>
    public int StepCount(BoardRequest request) => 2;

    /// <inheritdoc/>
    public async Task<BuildOutcome> RunAsync(BoardProjectFolder project, IBuildSteps steps, CancellationToken cancellationToken)
    {
        var (board, entity) = (project.Design.Board, project.Design.ShellEntity);
        string log = Path.Combine(project.Folder, "results", "yosys.txt");
        using var directory = new ToolDirectory();
        var synthesis = await steps.RunAsync("synthesise with Yosys", () => Task.Run(
            () => Map(project, directory, log, cancellationToken), cancellationToken)).ConfigureAwait(false);
        var path = await steps.RunAsync(
            "time the cells with Yosys", () => Task.Run(
                () => DeviceMapping.Time(directory, synthesis, entity, board.Family, cancellationToken), cancellationToken))
            .ConfigureAwait(false);
        File.AppendAllText(log, $"\nlongest path: {(path is null ? "none" : string.Join(", ", path.Cells))}\n");
        return new BuildOutcome(
            "synthesis",
            synthesis.Use().Of(board.Budget),
            "Yosys, before placement, without top level and memory controller",
            path is null ? null : Timing(board.KernelPeriodNs, path),
            string.Create(CultureInfo.InvariantCulture, $"Yosys, cells and {DelayTable.Of(board.Family).NetNs} ns a net, before placement"),
            null,
            log,
            [$"{Vivado.Source}; then accel build --board {board.Id} again, or "
                + $"vivado -mode batch -source {Path.Combine(project.Folder, VivadoBuildScript.Name)}"]);
    }

    private static TimingResult Timing(double periodNs, CellPath path)
        => new(periodNs - path.Ns, null, periodNs < path.Ns ? 1 : 0, 1000 / path.Ns);

    private SynthesisReport Map(BoardProjectFolder project, ToolDirectory directory, string log, CancellationToken cancellationToken)
    {
        string entity = project.Design.ShellEntity;
        try
        {
            var mapped = DeviceMapping.Run(_synthesis, directory, project.Design.Vhdl, entity, cancellationToken);
            WholeFile.Write(log, directory.Read(DeviceMapping.CountsOf(entity)));
            return mapped;
        }
        catch (ToolFailedException e)
        {
            WholeFile.Write(log, e.Result.StandardOutput + e.Result.StandardError);
            throw new BuildFailedException(e.Message, log, e);
        }
    }
}
