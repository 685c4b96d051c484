using System.Threading.Channels;
using Accel.Boards.Projects;
using Accel.Boards.Reports;
using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>Vivado's flow: one run of <c>build.tcl</c>, whose steps are told as they come.</summary>
public sealed class VivadoBuild : IBuildFlow
{
    private static readonly TimeSpan _timeout = TimeSpan.FromHours(24);

    private readonly Vivado _vivado = new();

    /// <summary>Whether Vivado is there.</summary>
    public static bool IsInstalled => new Vivado().IsAvailable;

    /// <inheritdoc/>
    public void RequireTools()
    {
        if (!_vivado.IsAvailable)
        {
            throw new ToolMissingException(_vivado.Program, Vivado.Source);
        }
    }

    /// <inheritdoc/>
    public int StepCount(BoardRequest request)
    {
        bool hasFlash = request.Board.Vivado!.Flash is not null;
        bool placesLanes = request.Transport == TransportKind.Pcie && request.Board.Pcie!.LaneReceivePins.Length > 0;
        return (request.Transport == TransportKind.Serial ? 8 : 9) + (hasFlash ? 1 : 0) + (placesLanes ? 1 : 0);
    }

    /// <inheritdoc/>
    public async Task<BuildOutcome> RunAsync(BoardProjectFolder project, IBuildSteps steps, CancellationToken cancellationToken)
    {
        string log = Path.Combine(project.Folder, "results", "vivado.log");
        var marks = Channel.CreateUnbounded<string>();
        var run = _vivado.SourceAsync(
            project.Folder,
            VivadoBuildScript.Name,
            [],
            new ToolRun
            {
                Timeout = _timeout,
                StandardOutputFile = Path.GetRelativePath(project.Folder, log),
                OnOutputLine = line =>
                {
                    if (line.StartsWith(VivadoBuildScript.StepMark, StringComparison.Ordinal))
                    {
                        marks.Writer.TryWrite(line);
                    }
                },
            },
            cancellationToken);
        _ = run.ContinueWith(_ => marks.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var names = VivadoBuildScript.StepNames(project.Files.Single(static f => f.Name == VivadoBuildScript.Name));
        await TellAsync(names, steps, marks.Reader).ConfigureAwait(false);
        try
        {
            await run.ConfigureAwait(false);
        }
        catch (ToolFailedException e)
        {
            throw new BuildFailedException(e.Message, log, e);
        }

        string Read(string name) => File.ReadAllText(Path.Combine(project.Folder, name));
        return new BuildOutcome(
            "bitstream",
            VivadoReports.Utilisation(Read(VivadoBuildScript.Utilisation)).Of(project.Design.Board.Budget),
            "report_utilization, routed",
            VivadoReports.Timing(Read(VivadoBuildScript.Timing)),
            "report_timing_summary, routed",
            Path.Combine(project.Folder, VivadoBuildScript.Bitstream),
            log,
            []);
    }

    // A step lasts until the mark of the next one, the last one until Vivado ends; a run that fails leaves the steps behind it untold.
    private static async Task TellAsync(IReadOnlyList<string> names, IBuildSteps steps, ChannelReader<string> marks)
    {
        bool goesOn = await marks.WaitToReadAsync().ConfigureAwait(false);
        foreach (string name in names)
        {
            if (!goesOn)
            {
                return;
            }

            goesOn = await steps.RunAsync(name, async () =>
            {
                await marks.ReadAsync().ConfigureAwait(false);
                return await marks.WaitToReadAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }
}
