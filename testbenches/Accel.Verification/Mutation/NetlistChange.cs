using System.Globalization;
using System.Numerics;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>
/// One small change of a netlist, as a faulty compiler, writer or synthesis would make it; <see cref="NetlistMutator"/> makes it.
/// </summary>
/// <param name="Source">The C# that the changed place came from.</param>
public abstract record NetlistChange(SourceLocation? Source)
{
    /// <summary>Every change that can be made to a flat netlist, in the order of its signals and memories.</summary>
    public static IEnumerable<NetlistChange> All(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Mutation.All(module).Concat<NetlistChange>(module.Signals.SelectMany(Of)).Concat(module.Memories.SelectMany(Of));
    }

    /// <summary>The place, for a line about it.</summary>
    protected string Place => Source is null ? "" : $" ({Source})";

    private static IEnumerable<NetlistChange> Of(Signal signal) => signal switch
    {
        ConstantSignal constant => [new ConstantChange(signal.Id, constant.Value, constant.Value ^ BigInteger.One)],
        OperatorSignal { Operator: Operator.Multiplex } => [new ArmChange(signal.Id, true, signal.Source), new ArmChange(signal.Id, false, signal.Source)],
        RegisterSignal register => Enum.GetValues<RegisterFault>()
            .Where(f => f == RegisterFault.OtherResetValue ? register.ResetValue is not null : register.Enable is not null)
            .Select(f => new RegisterChange(signal.Id, f, signal.NameHint, signal.Source)),
        MemoryReadSignal read => [new ReadAddressChange(signal.Id, read.Memory.Name, signal.Source)],
        _ => [],
    };

    private static IEnumerable<NetlistChange> Of(Memory memory, int index)
        => memory.WritePorts.SelectMany((_, port) => new[] { true, false }.Select(a => new WritePortChange(index, port, a, memory.Name, memory.Source)));
}

/// <summary>A constant with its lowest bit inverted.</summary>
/// <param name="SignalId">The constant's <see cref="Signal.Id"/>.</param>
/// <param name="From">Its value.</param>
/// <param name="To">Its value after the change.</param>
public sealed record ConstantChange(int SignalId, BigInteger From, BigInteger To) : NetlistChange((SourceLocation?)null)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"signal {SignalId}: constant {From} made {To}");
}

/// <summary>A multiplexer that always takes one of its inputs.</summary>
/// <param name="SignalId">The multiplexer's <see cref="Signal.Id"/>.</param>
/// <param name="TakesTrue">Which.</param>
/// <param name="Source">Where it came from.</param>
public sealed record ArmChange(int SignalId, bool TakesTrue, SourceLocation? Source) : NetlistChange(Source)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"signal {SignalId}: Multiplex always takes the input for {(TakesTrue ? 1 : 0)}{Place}");
}

/// <summary>What is wrong with a register.</summary>
public enum RegisterFault
{
    /// <summary>It takes its input on every edge.</summary>
    AlwaysEnabled,
    /// <summary>It never takes its input.</summary>
    NeverEnabled,
    /// <summary>The lowest bit of its reset value is inverted.</summary>
    OtherResetValue,
}

/// <summary>A register with another enable or reset value.</summary>
/// <param name="SignalId">The register's <see cref="Signal.Id"/>.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Name">The register's name.</param>
/// <param name="Source">Where it came from.</param>
public sealed record RegisterChange(int SignalId, RegisterFault Fault, string? Name, SourceLocation? Source) : NetlistChange(Source)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"signal {SignalId}: register {Name} {Fault}{Place}");
}

/// <summary>A read port whose address has its lowest bit inverted.</summary>
/// <param name="SignalId">The read's <see cref="Signal.Id"/>.</param>
/// <param name="Memory">The memory's name.</param>
/// <param name="Source">Where it came from.</param>
public sealed record ReadAddressChange(int SignalId, string Memory, SourceLocation? Source) : NetlistChange(Source)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"signal {SignalId}: {Memory} is read beside the address{Place}");
}

/// <summary>A write port that writes beside its address, or always.</summary>
/// <param name="MemoryIndex">Position in <see cref="Module.Memories"/>.</param>
/// <param name="Port">Position in <see cref="Rtl.Memory.WritePorts"/>.</param>
/// <param name="IsAddress">The address has its lowest bit inverted; else the enable is always 1.</param>
/// <param name="Memory">The memory's name.</param>
/// <param name="Source">Where it is declared.</param>
public sealed record WritePortChange(int MemoryIndex, int Port, bool IsAddress, string Memory, SourceLocation? Source) : NetlistChange(Source)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"write port {Port} of {Memory}: {(IsAddress ? "writes beside the address" : "always writes")}{Place}");
}
