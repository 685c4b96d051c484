using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>The counters of what is measured: one for the clock, and one for each end of a stream that somebody asks for.</summary>
/// <param name="wires">The netlist.</param>
internal sealed class MeterMap(Wires wires)
{
    private const int Bits = 32;
    private readonly Dictionary<StreamMeter, RegisterSignal> _counters = [];

    /// <summary>The counter of a meter.</summary>
    public RegisterSignal Of(StreamMeter meter)
    {
        if (!_counters.TryGetValue(meter, out var counter))
        {
            string name = meter.Of is { } of ? $"{of.Name}_{(meter.IsWrite ? "write" : "read")}_waits" : "clock_cycles";
            _counters[meter] = counter = wires.Module.Register(Bits, 0, name, meter.Of?.Source);
        }

        return counter;
    }

    /// <summary>Connects the counters.</summary>
    /// <param name="waits">Where something waits at an end of a stream, and when.</param>
    public void Finish(IReadOnlyList<(StreamEffect Effect, Signal When)> waits)
    {
        foreach (var (meter, counter) in _counters)
        {
            // A register of its own keeps the adder out of the path on which an end waits: a cycle is counted in the next one.
            var own = waits.Where(w => w.Effect.Stream == meter.Of && w.Effect is StreamWriteEffect == meter.IsWrite);
            var counts = meter.Of is null ? wires.One : Delayed(wires.OrAll(own.Select(w => w.When)), counter);
            wires.Module.Drive(counter, wires.Binary(Operator.Add, counter, wires.Constant(1, Bits)), counts);
        }
    }

    private RegisterSignal Delayed(Signal when, RegisterSignal counter)
    {
        var delayed = wires.Module.Register(1, 0, $"{counter.NameHint}_counts", counter.Source);
        wires.Module.Drive(delayed, when);
        return delayed;
    }
}
