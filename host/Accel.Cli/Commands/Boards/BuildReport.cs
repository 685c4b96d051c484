using Accel.Boards.Designs;
using Accel.Boards.Projects;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>Tells a build's outcome.</summary>
internal static class BuildReport
{
    internal static int Write(Invocation invocation, BoardProjectFolder project, BuildOutcome outcome, bool mayMissClock)
    {
        var design = project.Design;
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new
            {
                Board = design.Board.Id,
                design.Transport,
                design.Identity.Kernel,
                design.Identity.DesignHash,
                project.Folder,
                outcome.Stage,
                outcome.Resources,
                outcome.ResourcesFrom,
                outcome.Timing,
                outcome.TimingFrom,
                Met = outcome.IsMet,
                outcome.Bitstream,
                outcome.Log,
                outcome.Left,
            });
        }
        else
        {
            Print(invocation.Console, design, outcome);
        }

        foreach (var missed in outcome.Resources.Where(static r => !r.Fits))
        {
            invocation.Console.Say(Text($"{design.Board.Id} has {missed.Available:N0} {missed.Resource}, {missed.Used:N0} are needed"));
        }

        foreach (var (what, slack) in outcome.Timing?.Missed() ?? [])
        {
            invocation.Console.Say(Text($"{what} at the clock of {design.Board.Clock.KernelHz / 1e6:0.###} MHz is missed by {-slack:0.000} ns ({outcome.TimingFrom})"));
        }

        if (!outcome.IsMet)
        {
            invocation.Console.Say(
                "       try: a smaller engine with --set Accel.Engine.MaxTokens=... and its like (accel estimate --fit), or a slower kernelHz in a board file of your own"
                + (outcome.Fits ? "; --allow-missed-clock ends with 0 all the same" : ""));
        }

        return outcome.Fits ? MissedClock.Code(outcome.MeetsClock, mayMissClock) : ExitCode.DoesNotFit;
    }

    private static void Print(CliConsole console, BoardDesign design, BuildOutcome outcome)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("resource", "used", "of", "%");
        foreach (var r in outcome.Resources)
        {
            table.AddRow(r.Resource, Text($"{r.Used:N0}"), Text($"{r.Available:N0}"), r.Available == 0 ? "" : Text($"{100.0 * r.Used / r.Available:0.0}"));
        }

        console.Tables.Write(table);
        console.Output.WriteLine($"resources: {outcome.ResourcesFrom}");
        if (outcome.Timing is { } timing)
        {
            string achieved = timing.AchievedMHz is { } mhz ? Text($", up to {mhz:0.0} MHz") : "";
            console.Output.WriteLine(Text($"timing: slack {timing.SlackNs:0.000} ns at {design.Board.Clock.KernelHz / 1e6:0.###} MHz{achieved}: {outcome.TimingFrom}"));
        }

        console.Output.WriteLine(outcome.Bitstream is { } file ? $"bitstream: {file}" : $"no bitstream: {outcome.Stage} is as far as this machine goes");
        console.Output.WriteLine($"log: {outcome.Log}");
        foreach (string left in outcome.Left)
        {
            console.Output.WriteLine($"left to do: {left}");
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
