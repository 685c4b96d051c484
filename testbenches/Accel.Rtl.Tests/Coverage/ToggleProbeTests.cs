using System.Numerics;
using Accel.Rtl.Coverage;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Reference;

namespace Accel.Rtl.Tests.Coverage;

/// <summary>The probe inside the netlist against looking at every bit on every cycle from outside.</summary>
public sealed class ToggleProbeTests
{
    [Fact]
    public void Rising_and_falling_bits_are_those_that_are_seen_from_outside()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            var (module, copy) = (RandomNetlist.Build(seed, new() { MaximumWidthBits = 90 }), RandomNetlist.Build(seed, new() { MaximumWidthBits = 90 }));
            Signal[] watched =
            [
                .. module.Signals.OfType<RegisterSignal>(),
                .. module.Inputs.Concat(module.Outputs.Values).Where(static s => s is not (RegisterSignal or ConstantSignal)).Distinct(),
            ];
            var probe = new ToggleProbe(copy);
            var (simulator, outside) = (Simulator.Create(copy), new Interpreter(module));
            var expected = Run(outside, seed, () => watched.Select(s => outside.Peek(s)).ToArray());
            _ = Run(simulator, seed, static () => []);
            var actual = probe.Read(simulator).ToDictionary(static t => t.Signal.Id);
            Assert.Equal(watched.Length, actual.Count);
            for (int i = 0; i < watched.Length; i++)
            {
                var toggles = actual[watched[i].Id];
                Assert.True(
                    (toggles.Rose, toggles.Fell) == expected[i],
                    $"seed {seed}: {outside.Names[watched[i]]} rose {toggles.Rose:x} fell {toggles.Fell:x}, expected {expected[i]}");
            }
        }
    }

    [Fact]
    public void A_module_with_instances_is_refused()
    {
        var inner = new Module("inner");
        inner.Output("q", inner.Input("d", 1));
        var outer = new Module("outer");
        var d = outer.Input("d", 1);
        outer.Output("q", outer.Instantiate("i", inner, new Dictionary<string, Signal> { ["d"] = d }).Outputs["q"]);
        Assert.Contains("flatten it first", Assert.Throws<ArgumentException>(() => new ToggleProbe(outer)).Message, StringComparison.Ordinal);
    }

    private static (BigInteger Rose, BigInteger Fell)[] Run(ISimulator simulator, int seed, Func<BigInteger[]> look)
    {
        simulator.Reset();
        var random = new Random(seed);
        (BigInteger Rose, BigInteger Fell)[]? seen = null;
        BigInteger[] before = [];
        for (int cycle = 0; cycle < 30; cycle++)
        {
            foreach (var input in simulator.Module.Inputs.Where(_ => random.Next(2) == 0))
                simulator.SetInput(input.Name, RandomNetlist.Value(random, input.WidthBits));
            var now = look();
            if (seen is null)
                seen = new (BigInteger, BigInteger)[now.Length];
            else
                seen = [.. seen.Select((s, i) => (s.Rose | (now[i] & ~before[i]), s.Fell | (before[i] & ~now[i])))];
            before = now;
            simulator.Step();
        }

        // A register's change on the last edge was noted, a port's is only seen after it.
        var end = look();
        return [.. seen!.Select((s, i) => IsRegister(i) ? (s.Rose | (end[i] & ~before[i]), s.Fell | (before[i] & ~end[i])) : s)];

        bool IsRegister(int i) => i < simulator.Module.Signals.OfType<RegisterSignal>().Count();
    }
}
