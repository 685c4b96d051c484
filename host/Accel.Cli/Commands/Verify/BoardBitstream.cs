using System.Collections.Immutable;
using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Boards.Projects;
using Accel.Generation;
using Accel.Host.CompactEngine;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The bitstream that the ladder's last rung runs: what <c>accel build</c> makes for a board with an open flow.</summary>
internal static class BoardBitstream
{
    /// <summary>The board when none was asked for.</summary>
    internal const string DefaultBoard = "ice40-hx8k";

    /// <summary>What makes it, when the first vector is run.</summary>
    /// <param name="id">Of the board, or its file.</param>
    /// <param name="console">Told the steps.</param>
    /// <exception cref="UsageException">The board has no open flow, or runs another kernel.</exception>
    internal static BitstreamSource Source(string id, CliConsole console)
    {
        var board = BoardCatalogue.Find(id);
        if (board.IceStorm is null || board.Design.Kernel != KernelGenerator.CompactEngine)
        {
            string others = string.Join(", ", BoardCatalogue.All.Where(static b => b.IceStorm is not null).Select(static b => b.Id));
            throw new UsageException(
                $"--board {id}: {(board.IceStorm is null ? "no open tools make its bitstream" : $"its design is not {KernelGenerator.CompactEngine}")}", $"--rung bitstream --board with one of {others}");
        }

        var flow = new IceStormBuild();
        var request = BoardRequest.Of(
            board, TransportKind.Serial, null, ImmutableSortedDictionary<string, string>.Empty, CommonOptions.OutputFolder);
        return new BitstreamSource(
            cancellationToken => MakeAsync(flow, request, console, cancellationToken),
            flow.Missing,
            CompactEngineLimits.FromReplacements(request.Replacements),
            (int)BoardDesign.MemoryCellsOf(board, request.Transport));
    }

    private static async Task<DeviceBitstream> MakeAsync(IceStormBuild flow, BoardRequest request, CliConsole console, CancellationToken cancellationToken)
    {
        var board = request.Board;
        var (project, outcome) = await BoardBuild.RunAsync(
            flow, request, BoardShells.Build, new Steps(console, BoardBuild.StepCount(flow, request)), cancellationToken)
            .ConfigureAwait(false);
        if (outcome.Bitstream is not { } file || !outcome.IsMet)
        {
            throw new BuildFailedException($"{request.Kernel} does not fit on {board.Id}, or misses its clock", outcome.Log);
        }

        string constraints = project.Files.Single(static f => f.Name.EndsWith(".pcf", StringComparison.Ordinal)).Text;
        var serial = board.Serial!;
        return new DeviceBitstream(file, constraints, board.IceStorm!.Package, board.Clock.KernelHz, serial.BaseBaud, serial.FastestBaud)
        {
            Reset = IceStormScripts.ResetPort(board) is { } port ? new ResetPin(port, board.Reset!.ActiveLow) : null,
        };
    }
}
