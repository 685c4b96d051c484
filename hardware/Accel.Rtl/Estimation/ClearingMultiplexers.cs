namespace Accel.Rtl.Estimation;

/// <summary>
/// Multiplexers between zero and a value that nothing reads but one register: they are the synchronous reset of its flip-flops (README.md beside the tables).
/// </summary>
internal static class ClearingMultiplexers
{
    /// <summary>Finds them.</summary>
    /// <param name="module">A flat module.</param>
    public static IReadOnlySet<Signal> Of(Module module)
    {
        var uses = new int[module.Signals.Count];
        var drivers = module.Signals.SelectMany(static s => s.Drivers)
            .Concat(module.Memories.SelectMany(static m => m.WritePorts).SelectMany(static p => p.Drivers))
            .Concat(module.Outputs.Values);
        foreach (var signal in drivers.OfType<Signal>())
        {
            uses[signal.Id]++;
        }

        return module.Signals.OfType<RegisterSignal>()
            .Where(r => (r.ResetValue ?? 0).IsZero && r.Next is OperatorSignal { Operator: Operator.Multiplex } m && uses[m.Id] == 1 && m.Operands.Any(IsZero))
            .Select(static r => r.Next!).ToHashSet();
    }

    private static bool IsZero(Signal signal) => signal is ConstantSignal { Value.IsZero: true };
}
