using System.Collections.Immutable;
using System.Globalization;

namespace Accel.Host;

/// <summary>A value that the device computed differs from the golden model's, or from what the kernel's plain C# leaves.</summary>
public sealed class ResultMismatchException : AccelException
{
    /// <summary>Makes the error.</summary>
    /// <param name="layer">The first tensor, in the order of computation, that differs.</param>
    /// <param name="index">The first differing element of it: [t, n, c], or [class] for the logits.</param>
    /// <param name="expected">The golden model's value.</param>
    /// <param name="actual">The device's value.</param>
    public ResultMismatchException(string layer, ImmutableArray<int> index, long expected, long actual)
        : base(
            $"{layer}[{string.Join(", ", index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]: the golden model has {expected}, the device {actual}",
            "`accel verify` tells which rung of the ladder differs first; a device whose memory was damaged is reloaded by opening a new session")
        => (Layer, Index, Expected, Actual) = (layer, index, expected, actual);

    private ResultMismatchException(string message, string layer, ImmutableArray<(int Cell, uint Expected, uint Actual)> cells)
        : base(message, "`accel verify --source` tells which rung of the ladder differs first, with the line of C# and a wave around it")
        => (Layer, Index, Expected, Actual, Cells) = (layer, [cells[0].Cell], cells[0].Expected, cells[0].Actual, cells);

    /// <summary>Name of the tensor; of a kernel's run, class and method.</summary>
    public string Layer { get; }

    /// <summary>Element of the tensor; of a kernel's run, the cell.</summary>
    public ImmutableArray<int> Index { get; }

    /// <summary>The golden model's value, or that of the plain C#.</summary>
    public long Expected { get; }

    /// <summary>The device's value.</summary>
    public long Actual { get; }

    /// <summary>All cells that differ after a kernel's run.</summary>
    internal ImmutableArray<(int Cell, uint Expected, uint Actual)> Cells { get; } = [];

    /// <summary>Cells differ after a kernel's run.</summary>
    internal static ResultMismatchException OfCells(DeviceRun run, ImmutableArray<(int Cell, uint Expected, uint Actual)> cells)
    {
        var (cell, expected, actual) = cells[0];
        string layer = $"{run.Kernel}.{run.EntryPoint}";
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{layer}: cell {cell} has {(int)expected} (0x{expected:X8}) in plain C#, {(int)actual} (0x{actual:X8}) on the device")
                + (cells.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {cells.Length} cells differ")),
            layer,
            cells);
    }
}
