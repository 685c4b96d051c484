using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Sources that are wanted in different states, or phases, are chosen by the bits of the state itself: a LUT of six inputs takes four of
/// them, and nothing is decoded. A choice by one condition for each takes three times as much, and comes after the conditions. Sources that
/// come late are left to the <see cref="Selector"/>, which lets them pass few levels.
/// </summary>
internal sealed class NumberedChoice(Wires wires)
{
    /// <summary>Fewer are chosen in one LUT either way.</summary>
    private const int FewestSources = 4;

    /// <summary>Replaces sources that a register tells apart by one that has the value of all of them.</summary>
    /// <param name="sources">At most one is wanted in a cycle.</param>
    public IReadOnlyList<SelectedSource> Run(List<SelectedSource> sources)
    {
        List<SelectedSource> done = [];
        double withoutNs = TreeNs(sources.Select(ArrivalNs));
        while (sources.Count >= FewestSources && Best(sources) is var (register, group) && group.Count >= FewestSources)
        {
            List<SelectedSource> others = [.. done.Concat(sources.Except(group))];
            if (TreeNs([.. others.Select(ArrivalNs), ChosenNs(register!, group, isJoined: others.Count > 0)]) > withoutNs)
            {
                break;
            }

            done.Add(Choose(register!, group));
            sources = [.. sources.Except(group)];
        }

        return [.. done, .. sources];
    }

    // The register that tells the most sources apart.
    private (RegisterSignal? Register, List<SelectedSource> Group) Best(List<SelectedSource> sources)
    {
        var registers = sources.SelectMany(s => wires.Conditions.Of(s.Enable).Keys).Distinct().OrderBy(static r => r.Id);
        (RegisterSignal? Register, List<SelectedSource> Group) best = (null, []);
        foreach (var register in registers)
        {
            var group = EarlyOnes(sources, [.. sources.Where(s => wires.Conditions.Of(s.Enable).ContainsKey(register))], register);
            if (group.Count > best.Group.Count)
            {
                best = (register, group);
            }
        }

        return best;
    }

    // Those that are there early enough for a level for each bit of the number not to make anything later than it would be without; inputs
    // are taken to come late, so that what stands behind an adder or a comparison is not early however late the latest is.
    private List<SelectedSource> EarlyOnes(List<SelectedSource> all, List<SelectedSource> group, RegisterSignal register)
    {
        double withoutNs = TreeNs(all.Select(ArrivalNs));
        int levels = VaryingBits(group, register);
        double latestNs = withoutNs - (wires.LevelNs * (levels + (group.Count < all.Count ? 1 : 0)));
        return [.. group.Where(s => wires.ArrivalNs(s.Value) <= Math.Min(latestNs, wires.ArrivalNs(register) + (2 * wires.LevelNs)))];
    }

    private double ArrivalNs(SelectedSource source) => Math.Max(wires.ArrivalNs(source.Enable), wires.ArrivalNs(source.Value));

    // When a choice by the register's bits is there; what joins it with others needs to know whether any of it is wanted.
    private double ChosenNs(RegisterSignal register, List<SelectedSource> group, bool isJoined)
    {
        double valueNs = Math.Max(group.Max(s => wires.ArrivalNs(s.Value)), wires.ArrivalNs(register))
            + (wires.LevelNs * VaryingBits(group, register));
        return isJoined ? Math.Max(valueNs, TreeNs(group.Select(s => wires.ArrivalNs(s.Enable)))) : valueNs;
    }

    // When a choice among what arrives at these times is there.
    private double TreeNs(IEnumerable<double> times) =>
        Wires.Tree([.. times], static ns => ns, (a, b) => Math.Max(a, b) + wires.LevelNs);

    private int VaryingBits(List<SelectedSource> group, RegisterSignal register)
    {
        int ones = 0, zeros = 0;
        foreach (int number in group.SelectMany(s => wires.Conditions.Of(s.Enable)[register]))
        {
            (ones, zeros) = (ones | number, zeros | ~number);
        }

        return System.Numerics.BitOperations.PopCount((uint)(ones & zeros));
    }

    private SelectedSource Choose(RegisterSignal register, List<SelectedSource> group)
    {
        var values = group.SelectMany(s => wires.Conditions.Of(s.Enable)[register].Select(number => (Number: number, Source: s)))
            .GroupBy(static p => p.Number, static p => p.Source)
            .Select(g => (Number: g.Key, Selector.Tree(wires, [.. g]).Value))
            .OrderBy(static p => p.Number)
            .ToImmutableArray();
        return new(wires.OrAll(group.Select(static s => s.Enable)), ByBits(register, values.AsSpan(), register.WidthBits - 1));
    }

    // A tree of the number's bits, the highest first: neighbours share what is nearest to them.
    private Signal ByBits(RegisterSignal register, ReadOnlySpan<(int Number, Signal Value)> values, int bit)
    {
        if (values.Length == 1 || bit < 0)
        {
            return values[0].Value;
        }

        int zeros = 0;
        while (zeros < values.Length && ((values[zeros].Number >> bit) & 1) == 0)
        {
            zeros++;
        }

        return zeros == 0 || zeros == values.Length ? ByBits(register, values, bit - 1)
            : wires.Multiplex(
                wires.Slice(register, bit, 1), ByBits(register, values[zeros..], bit - 1), ByBits(register, values[..zeros], bit - 1));
    }
}
