using Accel.Boards.Designs;
using Accel.Boards.Projects;
using Accel.Rtl.Estimation;

namespace Accel.Cli;

/// <summary><c>accel generate --board</c>: everything that a user hands to the board's tools.</summary>
internal static class GenerateForBoard
{
    internal static async Task<int> RunAsync(Invocation invocation, CliServices services, BoardRequest request, bool mayMissClock,
        CancellationToken cancellationToken)
    {
        var steps = new Steps(invocation.Console, 1);
        var made = await steps.RunAsync(
            $"{request.Kernel} for {request.Board.Id}",
            () => Task.Run(() => BoardProjectFolder.Write(request, services.Shells), cancellationToken)).ConfigureAwait(false);
        var clock = new AllowedClock(request.Board.Clock.KernelHz / 1e6,
            Estimator.Estimate(made.Design.Shell, DelayTable.Of(request.Board.Family)).DepthNs);
        made.Kernel.Notes.ToList().ForEach(note => invocation.Console.Say(note.ToString()));
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new
            {
                Board = request.Board.Id,
                request.Transport,
                request.Kernel,
                made.Kernel.DesignHash,
                made.Kernel.PortBits,
                made.Folder,
                ClockMHz = clock.MHz,
                ClockIsMet = clock.IsMet,
                Files = made.Files.Select(static f => f.Name),
            });
        }
        else
        {
            foreach (var file in made.Files)
            {
                invocation.Console.Output.WriteLine(Path.Combine(made.Folder, file.Name));
            }

            string byHand = request.Board.Vivado is null
                ? $"sh {Path.Combine(made.Folder, "build.sh")}"
                : $"vivado -mode batch -source {Path.Combine(made.Folder, VivadoBuildScript.Name)}";
            string transport = request.Transport.ToString().ToLowerInvariant();
            invocation.Console.Say(
                $"next: accel build --board {request.Board.Id} --transport {transport}{request.Named}, or by hand: {byHand}");
        }

        if (!clock.IsMet)
        {
            MissedClock.Say(
                invocation.Console,
                $"{request.Kernel} on {request.Board.Id}",
                clock,
                "a smaller engine with --set (accel estimate --fit), a slower kernelHz in a board file of your own, or --allow-missed-clock");
        }

        return MissedClock.Code(clock.IsMet, mayMissClock);
    }
}
