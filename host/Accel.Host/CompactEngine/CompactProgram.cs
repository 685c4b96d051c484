using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Models;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Host.CompactEngine;

/// <summary>A model compiled for the compact engine.</summary>
internal sealed class CompactProgram : EngineProgram
{
    private readonly CompactInputEncoder _encoder;

    public CompactProgram(
        ModelConfiguration configuration,
        ImmutableArray<uint> cells,
        int inputCell,
        CompactInputEncoder encoder,
        int memoryCells,
        ImmutableArray<TraceRegion> trace)
        : base(configuration, cells, (inputCell, (int)encoder.Cells), memoryCells, trace)
        => _encoder = encoder;

    /// <inheritdoc/>
    public override int ResultCell => Layout.ResultCell;

    /// <inheritdoc/>
    public override int PointerCell => Layout.InputPointerCell;

    /// <inheritdoc/>
    public override int ResultCells => ResultCellsOf(Configuration);

    /// <summary>Cells of a network's result.</summary>
    public static int ResultCellsOf(ModelConfiguration configuration) => Layout.LogitOffset + configuration.Classes;

    /// <inheritdoc/>
    public override uint[] EncodeInput(NetworkInput input) => _encoder.Encode(input);

    private protected override EngineResult Decode(ReadOnlySpan<uint> cells)
    {
        int status = (int)cells[StatusOffset];
        return status == StatusDone
            ? new EngineResult((int)cells[ClassOffset], Logits(cells[Layout.LogitOffset..]))
            : throw new EngineStatusException(status, null, CompactStatus.Meaning(status));
    }
}
