using System.Globalization;

namespace Accel.Verification;

/// <summary>The first place where a rung leaves the golden model, in the order of computation.</summary>
public sealed record Difference
{
    /// <summary>The rung, for instance <c>rtl</c>.</summary>
    public required string Rung { get; init; }

    /// <summary>The kernel's class.</summary>
    public required string Kernel { get; init; }

    /// <summary>The vector's name.</summary>
    public required string Vector { get; init; }

    /// <summary>The vector's seed; 0 for a recorded one.</summary>
    public required int Seed { get; init; }

    /// <summary>The tensor; null when the run was broken off before there was one.</summary>
    public string? Layer { get; init; }

    /// <summary>First index of a tensor [T, N, C].</summary>
    public int? Timestep { get; init; }

    /// <summary>Position in the row-major tensor.</summary>
    public int? Element { get; init; }

    /// <summary>The same as indices, for instance <c>[1, 0, 17]</c>.</summary>
    public string? Index { get; init; }

    /// <summary>The golden model's value.</summary>
    public long? Expected { get; init; }

    /// <summary>The rung's value.</summary>
    public long? Actual { get; init; }

    /// <summary>The memory cell that holds it, where the memory was compared.</summary>
    public int? Cell { get; init; }

    /// <summary>
    /// The clock cycle in which the wrong value was written, or null when no write was recorded: the cell was left as it was.
    /// </summary>
    public long? Cycle { get; init; }

    /// <summary>Why the run was broken off.</summary>
    public string? Fault { get; init; }

    /// <summary>The first output of the kernel that is not that of the RTL simulation, where a trace was replayed.</summary>
    public TraceMismatch? Trace { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        string where = $"{Rung}: {Kernel}, {Vector} (seed {Seed.ToString(CultureInfo.InvariantCulture)})";
        if (Layer is null)
        {
            return $"{where}: {string.Join("; ", new[] { Fault, Trace?.ToString() }.Where(static s => s is not null))}";
        }

        string timestep = Timestep is { } t ? string.Create(CultureInfo.InvariantCulture, $", timestep {t}") : "";
        string cell = Cell is { } m ? string.Create(CultureInfo.InvariantCulture, $", cell {m}") : "";
        string cycle = Cycle is { } c ? string.Create(CultureInfo.InvariantCulture, $", written in cycle {c}") : "";
        string fault = (Fault is null ? "" : $"; {Fault}") + (Trace is null ? "" : $"; {Trace}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{where}: layer {Layer}{timestep}, element {Element} {Index}{cell}{cycle}: expected {Expected}, actual {Actual}{fault}");
    }
}
