using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>
/// Values of two iterations, 0 and a later one, 1, as polynomials of what is unknown in both: variables that the loop does not change,
/// those that it does, how many iterations lie between, and whatever else cannot be told apart further.
/// </summary>
/// <param name="facts">Of the loop.</param>
/// <param name="strides">What variables grow by in every iteration, without a wrap.</param>
/// <param name="cases">What is assumed of variables and conditions that the loop does not change.</param>
internal sealed class LoopValues(LoopFacts facts, IReadOnlyDictionary<Variable, Int128> strides, IReadOnlyDictionary<object, Int128> cases)
{
    /// <summary>Values that a variable may have for a case each.</summary>
    private const int MaximumValues = 4;

    private static readonly object Distance = new();

    private readonly List<Interval> _unknowns = [];
    private readonly Dictionary<(object What, int Iteration), int> _numbers = [];
    private readonly Dictionary<(Node Node, int Iteration, int Bits), Polynomial?> _values = [];
    private readonly Dictionary<(Node Node, int Iteration), Interval> _ranges = [];
    private readonly Dictionary<Node, bool> _stays = [];
    private readonly HashSet<Variable> _counted = [];
    private readonly Dictionary<(Node Node, int Iteration), bool> _known = [];

    /// <summary>Polynomials that are not negative.</summary>
    public List<Polynomial> Facts { get; } = [];

    /// <summary>Polynomials that are multiples of a power of two: what wraps around less what it would be without.</summary>
    public List<(Polynomial Value, int Bits)> Congruences { get; } = [];

    /// <summary>Variables and conditions that the loop does not change, with the values of which a case each can be made.</summary>
    public Dictionary<object, Interval> Candidates { get; } = [];

    /// <summary>Notes that a condition is true or false in an iteration; before any value is asked for.</summary>
    public void Know(Node condition, int iteration, bool isTrue)
    {
        _known[(condition, iteration)] = isTrue;
        if (Stays(condition))
        {
            _known[(condition, 1 - iteration)] = isTrue;
        }
    }

    /// <summary>Range of an unknown.</summary>
    public Interval RangeOf(int unknown) => _unknowns[unknown - 1];

    /// <summary>All values that a polynomial can have, as far as the ranges of its unknowns tell.</summary>
    public Interval RangeOf(Polynomial polynomial)
        => polynomial.Terms.Select(t => t.Key.Unknowns.Aggregate(Interval.Of(t.Value), (product, u) => product.Multiply(RangeOf(u))))
            .Aggregate(Interval.Of(0), static (sum, term) => sum.Add(term));

    /// <summary>A variable when the earlier iteration starts.</summary>
    public Polynomial? Of(Variable variable) => OfVariable(variable, 0);

    /// <summary>A value in an iteration, exactly where <paramref name="bits"/> is 0, else modulo 2^bits; null where it is too much to
    /// compute.</summary>
    public Polynomial? Of(Node node, int iteration, int bits)
    {
        if (!_values.TryGetValue((node, iteration, bits), out var value))
        {
            CompileWatch.Check();
            _values[(node, iteration, bits)] = value = Make(node, iteration, bits);
        }

        return value;
    }

    private Polynomial? Make(Node node, int iteration, int bits)
    {
        if (RangeOf(node, iteration) is { IsConstant: true } one)
        {
            return Polynomial.Of(one.Minimum);
        }

        var operands = node.Operands;
        switch (node.Kind)
        {
            case NodeKind.Variable:
                return OfVariable(node.Variable!, iteration);
            case NodeKind.Add:
            case NodeKind.Or when (MayBeSet(operands[0], iteration) & MayBeSet(operands[1], iteration)) == 0:
                return Of(operands[0], iteration, bits)?.Plus(Of(operands[1], iteration, bits), 1);
            case NodeKind.Subtract:
                return Of(operands[0], iteration, bits)?.Plus(Of(operands[1], iteration, bits), -1);
            case NodeKind.Multiply:
                return Of(operands[0], iteration, bits)?.Times(Of(operands[1], iteration, bits)) ?? Opaque(node, iteration);
            case NodeKind.ShiftLeft when operands[1].IsConstant && operands[1].Value < 64:
                return Of(operands[0], iteration, bits)?.Times(Polynomial.Of(Int128.One << (int)operands[1].Value));
            case NodeKind.Xor when operands[1].IsConstant && operands[1].Value == 1
                && Interval.Bool.Contains(RangeOf(operands[0], iteration)):
                return Polynomial.Of(1).Plus(Of(operands[0], iteration, bits), -1);
            case NodeKind.Wrap when Keeps(node.WrapType.WidthBits, bits, Interval.Of(node.WrapType), operands[0], iteration):
            case NodeKind.And when operands[1].IsConstant && operands[1].Value > 0 && Int128.IsPow2(operands[1].Value + 1)
                && Keeps((int)Int128.PopCount(operands[1].Value), bits, new(0, operands[1].Value), operands[0], iteration):
                return Of(operands[0], iteration, bits);
            case NodeKind.Select:
                return Choose(node, iteration, bits);
            default:
                return Opaque(node, iteration);
        }
    }

    private Int128 MayBeSet(Node node, int iteration) => node.MayBeSet & PossibleBits.Of(RangeOf(node, iteration));

    // The bits that are taken away are above those that count, or there are none.
    private bool Keeps(int widthBits, int bits, Interval kept, Node operand, int iteration)
        => (bits > 0 && widthBits >= bits) || kept.Contains(RangeOf(operand, iteration));

    private Polynomial? Choose(Node node, int iteration, int bits)
    {
        var condition = RangeOf(node.Operands[0], iteration);
        if (condition.IsConstant)
        {
            return Of(node.Operands[condition.Minimum == 1 ? 1 : 2], iteration, bits);
        }

        if (Stays(node.Operands[0]))
        {
            Candidates.TryAdd(node.Operands[0], condition);
        }

        var (a, b) = (RangeOf(node.Operands[1], iteration), RangeOf(node.Operands[2], iteration));
        return a.IsConstant && b.IsConstant
            ? Polynomial.Of(a.Minimum - b.Minimum).Times(Of(node.Operands[0], iteration, bits))?.Plus(Polynomial.Of(b.Minimum), 1)
            : Opaque(node, iteration);
    }

    private Polynomial? OfVariable(Variable variable, int iteration)
    {
        var range = facts.RangeOf(variable);
        if (!facts.Changes(variable))
        {
            if (range.Maximum - range.Minimum < MaximumValues)
            {
                Candidates.TryAdd(variable, range);
            }

            return Unknown(variable, 0, range);
        }

        if (iteration == 0 || !strides.TryGetValue(variable, out var stride))
        {
            return Unknown(variable, iteration, range);
        }

        bool isNew = _counted.Add(variable);
        var later = Unknown(variable, 0, range).Plus(Unknown(Distance, 0, Distances), stride);
        if (isNew && later is not null)
        {
            Facts.AddRange(new[] { later.Plus(Polynomial.Of(range.Minimum), -1),
                Polynomial.Of(range.Maximum).Plus(later, -1) }.OfType<Polynomial>());
        }

        return later;
    }

    private Interval Distances => new(1, facts.TripCount is { } trips and > 1 ? trips - 1 : uint.MaxValue);

    private Polynomial Opaque(Node node, int iteration)
    {
        int which = Stays(node) ? 0 : iteration;
        bool isNew = !_numbers.ContainsKey((node, which));
        var unknown = Unknown(node, which, RangeOf(node, iteration));
        if (isNew && node.Kind == NodeKind.Wrap)
        {
            int width = node.WrapType.WidthBits;
            if (unknown.Plus(Of(node.Operands[0], iteration, width), -1) is { } lost)
            {
                Congruences.Add((lost, width));
            }
        }

        if (isNew && node.Kind == NodeKind.ShiftRight && node.Operands[1].IsConstant && node.Operands[1].Value < 64
            && Of(node.Operands[0], iteration, 0) is { } whole)
        {
            // What is shifted out is the rest of a division.
            var divisor = Int128.One << (int)node.Operands[1].Value;
            var rest = whole.Plus(unknown, -divisor);
            Facts.AddRange(new[] { rest, rest is null ? null : Polynomial.Of(divisor - 1).Plus(rest, -1) }.OfType<Polynomial>());
        }

        return unknown;
    }

    private Polynomial Unknown(object what, int iteration, Interval range)
    {
        if (!_numbers.TryGetValue((what, iteration), out int number))
        {
            _unknowns.Add(range);
            _numbers[(what, iteration)] = number = _unknowns.Count;
        }

        return Polynomial.OfUnknown(number);
    }

    /// <summary>All values that a node can have in an iteration.</summary>
    public Interval RangeOf(Node node, int iteration)
    {
        if (!_ranges.TryGetValue((node, iteration), out var range))
        {
            CompileWatch.Check();
            range = Computed(node, iteration);
            _ranges[(node, iteration)] = range = range.Intersect(node.Range) ?? node.Range;
        }

        return range;
    }

    private Interval Computed(Node node, int iteration)
    {
        if (_known.TryGetValue((node, iteration), out bool isTrue))
        {
            return Interval.Of(isTrue ? 1 : 0);
        }

        if (cases.TryGetValue(node, out var assumed) || (node.Variable is { } variable && cases.TryGetValue(variable, out assumed)))
        {
            return Interval.Of(assumed);
        }

        if (node.Kind == NodeKind.Variable)
        {
            return facts.RangeOf(node.Variable!);
        }

        var of = node.Operands.Select(o => RangeOf(o, iteration)).ToArray();
        return of.Length == 0 ? node.Range : NodeRanges.Of(node, of);
    }

    // The same in every iteration.
    private bool Stays(Node node)
    {
        if (!_stays.TryGetValue(node, out bool stays))
        {
            CompileWatch.Check();
            _stays[node] = stays = node.Kind switch
            {
                NodeKind.Variable => !facts.Changes(node.Variable!),
                NodeKind.Load or NodeKind.Response or NodeKind.Element => false,
                _ => node.Operands.All(Stays),
            };
        }

        return stays;
    }
}
