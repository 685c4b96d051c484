using System.Collections.Immutable;
using Accel.Interfaces;
using Accel.Rtl.Estimation;
using Accel.Transformer.Budgets;

namespace Accel.Transformer;

/// <summary>What the user of the transformer may choose.</summary>
public sealed record TransformOptions
{
    internal static readonly ImmutableSortedDictionary<string, string> NoReplacements =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Values for fields marked [Replaceable], by their key, written as C# literals (<c>16</c>, <c>true</c>).</summary>
    public ImmutableSortedDictionary<string, string> Replacements { get; init; } = NoReplacements;

    /// <summary>
    /// Depths of methods that call themselves and do not declare it with [MaxRecursionDepth], by class and method (<c>Tree.Height</c>):
    /// what Hastlayer has as MaxRecursionDepth in its configuration.
    /// </summary>
    public ImmutableSortedDictionary<string, int> RecursionDepths { get; init; } = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>
    /// Lengths of arrays that the source leaves open, by class and variable, field or property (<c>Fir._line</c>), by class, method and
    /// variable (<c>Fir.Run.line</c>), or by the class and method that return the array: <c>new int[n]</c> there has so many elements, as
    /// hardware and as plain C#. What Hastlayer has as array lengths in its configuration.
    /// </summary>
    public ImmutableSortedDictionary<string, int> ArrayLengths { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Whether a method is inlined into its callers (true) or built once, by class and method (<c>Fir.Multiply</c>); of others the
    /// attributes say it.</summary>
    public ImmutableSortedDictionary<string, bool> Inlining { get; init; } =
        ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What becomes hardware of a class: the entry points whose name (<c>Run</c>, <c>Fir.Run</c>, <c>Filters.Fir.Run</c>) begins
    /// with one of these; none for all.</summary>
    public ImmutableArray<string> EntryPoints { get; init; } = [];

    /// <summary>Name of the one design that the chosen classes form together; null for a design each.</summary>
    public string? OneDesign { get; init; }

    /// <summary>Clock period to schedule for, in nanoseconds.</summary>
    public double ClockPeriodNs { get; init; } = 10;

    /// <summary>Device family whose delays are scheduled for.</summary>
    public DeviceFamily Family { get; init; } = DeviceFamily.Series7;

    /// <summary>Bits of the memory port: 32 times a power of two, at most 1,024.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not.</exception>
    public int PortBits
    {
        get;
        init => field = int.IsPow2(value) && value is >= KernelInterface.CellBits and <= KernelInterface.WidestPortBits
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
            $"a memory port has {KernelInterface.CellBits} * 2^k bits, at most {KernelInterface.WidestPortBits}");
    }
        = KernelInterface.CellBits;

    /// <summary>
    /// Look-up tables and flip-flops that a bit of a register may drive: where there are more, groups of them have copies of the register.
    /// Null for as many as there are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than <see cref="FewestLoads"/>.</exception>
    public int? MaxFanOut
    {
        get;
        init => field = value is null or >= FewestLoads ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"a register drives {FewestLoads} loads at least");
    }

    /// <summary>Fewer loads for a register would take more registers than they are worth.</summary>
    public const int FewestLoads = 8;

    /// <summary>
    /// Also makes a register for each statement, branch, state and stage that notes that it was reached, see
    /// <see cref="TransformResult.CoverPoints"/>. It costs no cycle; the netlist is for simulation.
    /// </summary>
    public bool Covers { get; init; }

    /// <summary>What compiling may take.</summary>
    public CompileBudgets Budgets { get; init; } = CompileBudgets.Default;

    /// <summary>Ends the compilation with an OperationCanceledException, wherever it is.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>IR to go on from in place of the C#, or null.</summary>
    public IrStart? Start { get; init; }

    /// <summary>Where a numbered text dump of the IR is written after each pass, or null.</summary>
    public string? DumpIrDirectory { get; init; }

    /// <summary>Name of the pass after which to stop, or null.</summary>
    public string? StopAfter { get; init; }
}
