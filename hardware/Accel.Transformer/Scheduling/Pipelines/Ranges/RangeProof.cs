using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>
/// Proves that two accesses of different iterations are never at one element: what one index is more than the other, as a polynomial, is
/// positive, or negative, or no multiple of what all but a small part of it is a multiple of. What is not known beforehand is bounded by
/// what holds whenever an iteration starts, and by the conditions of the accesses. Based on Banerjee's inequalities and the GCD test
/// (Wolfe, High Performance Compilers, 1996, section 7.3), with unknown bounds. Arithmetic that may wrap around is exact modulo a power of
/// two only: the difference must then stay within it.
/// </summary>
/// <param name="facts">Of the loop.</param>
/// <param name="strides">What variables grow by in every iteration, without a wrap.</param>
internal sealed class RangeProof(LoopFacts facts, IReadOnlyDictionary<Variable, Int128> strides)
{
    /// <summary>Cases that are looked at one by one.</summary>
    private const int MaximumCases = 16;

    /// <summary>Combinations of facts that are tried for all questions about one loop.</summary>
    private const int MaximumEffort = 200_000;

    /// <summary>Facts that follow one another in a proof.</summary>
    private const int MaximumDepth = 5;

    /// <summary>Combinations of facts that are tried for one question.</summary>
    private const int MaximumTries = 2000;

    private int _tries, _effort = MaximumEffort;

    /// <summary>An index, and when it counts.</summary>
    /// <param name="Index">Of an array's element, or a cell.</param>
    /// <param name="Predicate">The condition of the access; null for always.</param>
    internal readonly record struct Place(Node Index, Node? Predicate);

    /// <summary>True when the two are never the same in different iterations.</summary>
    /// <param name="earlier">In some iteration.</param>
    /// <param name="later">In a later one.</param>
    /// <param name="bits">Of an index: those above say nothing.</param>
    public bool AreApart(Place earlier, Place later, int bits)
    {
        Dictionary<object, Int128> none = [];
        return AreApart(earlier, later, bits, none, out var candidates)
            || (Cases(candidates) is { } cases && cases.All(c => AreApart(earlier, later, bits, c, out _)));
    }

    private bool AreApart(
        Place earlier, Place later, int bits, IReadOnlyDictionary<object, Int128> cases,
        out IReadOnlyDictionary<object, Interval> candidates)
    {
        LoopValues values = new(facts, strides, cases);
        candidates = values.Candidates;
        Note(values, earlier.Predicate, later.Predicate);
        int[] widths = [.. new[] { 32, 64, bits }.Where(w => w >= bits).Distinct()];
        var differences = widths.Select(w => (Width: w, Value: values.Of(earlier.Index, 0, w)?.Plus(values.Of(later.Index, 1, w), -1)))
            .ToList();
        _tries = Math.Min(MaximumTries, _effort);
        _effort -= _tries;
        bool areApart = differences.Exists(d => d.Value is { } value
            && Forms(values, value, d.Width).Any(form => AreApart(values, form, Int128.One << d.Width)));
        _effort += Math.Max(0, _tries);
        return areApart;
    }

    // All that is true, as conditions, and as sums that are not negative.
    private void Note(LoopValues values, Node? earlier, Node? later)
    {
        List<(Node Condition, bool IsTrue, int Iteration)> conditions = [];
        Add(facts.Holds.Append(earlier), 0);
        Add(facts.Holds.Concat(facts.HoldsLater).Append(later), 1);

        foreach (var (condition, isTrue, iteration) in conditions.Where(c => c.Condition.Kind != NodeKind.Constant))
        {
            values.Know(condition, iteration, isTrue);
        }

        foreach (var (condition, isTrue, iteration) in conditions)
        {
            values.Facts.AddRange(Conditions.NotNegative(condition, isTrue, node => values.Of(node, iteration, 0)).ToList());
        }

        foreach (var (variable, start) in facts.Starts)
        {
            if (strides.TryGetValue(variable, out var stride) && values.Of(variable)?.Plus(values.Of(start, 0, 0), -1) is { } grown)
            {
                values.Facts.Add(stride > 0 ? grown : Negative(grown));
            }
        }

        void Add(IEnumerable<Node?> those, int iteration)
            => conditions.AddRange(those.OfType<Node>().SelectMany(Conditions.Parts).Select(p => (p.Condition, p.IsTrue, iteration)));
    }

    // The difference, and what is the same modulo 2^bits: n + i - k, and w + 1 + i - k where w is n - 1, wrapped.
    private static IEnumerable<Polynomial> Forms(LoopValues values, Polynomial difference, int bits)
        => values.Congruences.Where(c => c.Bits >= bits).SelectMany(c => new[] { 1, -1 }.Select(factor => difference.Plus(c.Value, factor)))
            .OfType<Polynomial>().Prepend(difference);

    private bool AreApart(LoopValues values, Polynomial difference, Int128 modulus)
    {
        var range = values.RangeOf(difference);
        bool isExact = -modulus < range.Minimum && range.Maximum < modulus;
        return AreMultiplesApart(values, difference, modulus, isExact)
            || (IsAtLeast(values, difference, 1) && IsAtLeast(values, Negative(difference), 1 - modulus))
            || (IsAtLeast(values, Negative(difference), 1) && IsAtLeast(values, difference, 1 - modulus));
    }

    private static Polynomial Negative(Polynomial value) => value.Times(Polynomial.Of(-1))!;

    // 128 p + 64 + i - k for i and k below 64 is no multiple of 128.
    private static bool AreMultiplesApart(LoopValues values, Polynomial difference, Int128 modulus, bool isExact)
    {
        foreach (var factor in difference.Terms.Where(static t => t.Key != Monomial.One).Select(static t => Int128.Abs(t.Value))
            .Append(modulus)
            .Distinct())
        {
            var multiple = isExact ? factor : Int128.Min(factor & -factor, modulus);
            var rest = values.RangeOf(difference.Modulo(multiple));
            if (multiple > 1 && rest.Maximum - rest.Minimum < multiple && Below(rest.Maximum, multiple) < rest.Minimum)
            {
                return true;
            }
        }

        return false;
    }

    // The largest multiple that is not above a number.
    private static Int128 Below(Int128 number, Int128 multiple)
    {
        var rest = number % multiple;
        return number - (rest < 0 ? rest + multiple : rest);
    }

    private bool IsAtLeast(LoopValues values, Polynomial value, Int128 bound)
        => value.Plus(Polynomial.Of(bound), -1) is { } above && IsNotNegative(values, above, MaximumDepth);

    // Of a sum, what is known not to be negative is taken away, so often that one of its terms goes away.
    private bool IsNotNegative(LoopValues values, Polynomial value, int depth)
    {
        if (values.RangeOf(value).Minimum >= 0)
        {
            return true;
        }

        if (depth == 0)
        {
            return false;
        }

        foreach (var (product, factor) in value.Terms.Where(static t => t.Key != Monomial.One))
        {
            foreach (var fact in values.Facts)
            {
                foreach (var (part, its) in fact.Terms.Where(static t => t.Key != Monomial.One))
                {
                    if (Int128.IsNegative(factor) != Int128.IsNegative(its) || factor % its != 0 || product.Over(part) is not { } others
                        || others.Unknowns.Any(u => values.RangeOf(u).Minimum < 0))
                    {
                        continue;
                    }

                    CompileWatch.Check();
                    if (--_tries < 0)
                    {
                        return false;
                    }

                    var taken = fact.Times(Polynomial.Of(others, factor / its));
                    if (value.Plus(taken, -1) is { } less && IsNotNegative(values, less, depth - 1))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static List<IReadOnlyDictionary<object, Int128>>? Cases(IReadOnlyDictionary<object, Interval> candidates)
    {
        List<IReadOnlyDictionary<object, Int128>> cases = [new Dictionary<object, Int128>()];
        foreach (var (what, range) in candidates)
        {
            int values = (int)(range.Maximum - range.Minimum) + 1;
            if (cases.Count * values <= MaximumCases)
            {
                cases = [.. cases.SelectMany(c => Enumerable.Range(0, values)
                    .Select(v => (IReadOnlyDictionary<object, Int128>)new Dictionary<object, Int128>(c) { [what] = range.Minimum + v }))];
            }
        }

        return cases.Count > 1 ? cases : null;
    }
}
