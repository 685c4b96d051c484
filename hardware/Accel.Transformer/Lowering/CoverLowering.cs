using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Coverage;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Registers that note what was reached. What one line of C# became in several places (copies of a loop's body or of a method) counts as
/// one: the line was executed when any of them was.
/// </summary>
internal sealed class CoverLowering(Wires wires)
{
    private readonly Dictionary<(CoverKind Kind, string Name, SourceLocation? Source), List<Signal>> _whens = [];

    /// <summary>A statement is executed; with a condition it is a branch that goes one way or the other.</summary>
    public void Executed(SourceLocation source, Signal when, Signal? condition)
    {
        Reached(CoverKind.Statement, "", source, when);
        if (condition is not null)
        {
            Reached(CoverKind.BranchTrue, "", source, wires.And(when, condition)!);
            Reached(CoverKind.BranchFalse, "", source, wires.And(when, wires.Not(condition))!);
        }
    }

    /// <summary>A place is reached in the cycles in which <paramref name="when"/> is 1.</summary>
    public void Reached(CoverKind kind, string name, SourceLocation? source, Signal when)
    {
        if (!_whens.TryGetValue((kind, name, source), out var list))
        {
            _whens[(kind, name, source)] = list = [];
        }

        list.Add(when);
    }

    /// <summary>Makes the registers; what can never be reached has none.</summary>
    public ImmutableArray<CoverPoint> Finish()
    {
        var points = ImmutableArray.CreateBuilder<CoverPoint>();
        foreach (var ((kind, name, source), whens) in _whens)
        {
            var when = wires.OrAll(whens.Where(w => w != wires.Zero));
            if (when == wires.Zero)
            {
                continue;
            }

            string register = CoverPoint.RegisterPrefix + points.Count.ToString(CultureInfo.InvariantCulture);
            wires.Module.Drive(wires.Module.Register(1, 0, register, source), wires.One, when);
            points.Add(new CoverPoint(kind, name, source, register));
        }

        return points.DrainToImmutable();
    }
}
