using System.Collections.Immutable;
using Accel.Boards;
using Accel.Host.Simulation;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The bitstream that the ladder's last rung runs: what <c>accel build --board ice40-hx8k</c> makes.</summary>
internal static class BoardBitstream
{
    private const string BoardId = "ice40-hx8k";

    internal static BitstreamSource Source(CliConsole console)
    {
        var flow = new IceStormBuild();
        return new BitstreamSource(cancellationToken => MakeAsync(flow, console, cancellationToken), flow.Missing);
    }

    private static async Task<DeviceBitstream> MakeAsync(IceStormBuild flow, CliConsole console, CancellationToken cancellationToken)
    {
        var board = BoardCatalogue.Find(BoardId);
        var request = new BoardRequest(
            board, TransportKind.Serial, KernelGenerator.CompactEngine, ImmutableSortedDictionary<string, string>.Empty, CommonOptions.OutputFolder);
        var (project, outcome) = await BuildCommand.BuildAsync(flow, request, console, new CliServices(), cancellationToken).ConfigureAwait(false);
        if (outcome.Bitstream is not { } file || !outcome.IsMet)
        {
            throw new BuildFailedException($"{KernelGenerator.CompactEngine} does not fit on {BoardId}, or misses its clock", outcome.Log);
        }

        string constraints = project.Files.Single(static f => f.Name.EndsWith(".pcf", StringComparison.Ordinal)).Text;
        var serial = board.Serial!;
        return new DeviceBitstream(file, constraints, board.IceStorm!.Package, board.Clock.KernelHz, serial.BaseBaud, serial.FastestBaud);
    }
}
