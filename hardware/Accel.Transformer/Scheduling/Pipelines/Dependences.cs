using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines.Ranges;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>An effect of one iteration that another effect of a later iteration has to respect.</summary>
/// <param name="From">The effect that comes first in program order.</param>
/// <param name="To">The effect of the later iteration.</param>
/// <param name="Distance">Iterations between them, at least 1.</param>
/// <param name="DelayCycles">Cycles that must lie between them.</param>
internal sealed record Dependence(Effect From, Effect To, int Distance, int DelayCycles);

/// <summary>
/// Dependences between iterations through arrays and SimpleMemory. Where both indices are affine in the same values the distance is
/// computed; otherwise the next iteration is taken to depend on this one, unless their ranges are apart.
/// </summary>
internal sealed class Dependences
{
    /// <summary>Iterations further apart than this never overlap.</summary>
    private const int MaximumDistance = 1 << 16;

    private readonly PipelineSlice _slice;
    private readonly RangeProof _ranges;
    private readonly Dictionary<Variable, (Int128 Stride, bool Wraps)> _strides = [];
    private readonly HashSet<Variable> _written;
    private readonly Exclusion _exclusion;

    /// <summary>Looks at what the variables of a slice do from one iteration to the next.</summary>
    public Dependences(PipelineSlice slice)
    {
        _slice = slice;
        _written = [.. slice.Writes.Select(w => w.Variable)];
        _exclusion = new Exclusion(v => _written.Contains(v) || slice.Facts.Changes(v));
        foreach (var (variable, value) in slice.Writes)
        {
            var change = Affine.Of(value, Graph.RangeOf(variable).WidthBits);
            if (change.Terms.Count == 1 && change.Terms.First() is { Key: { Kind: NodeKind.Variable } self, Value: var factor } && self.Variable == variable && factor == 1)
            {
                // Where the sum fits without a wrap it is exact; otherwise it is the sum modulo 2^width.
                _strides.Add(variable, (change.Constant, value.Kind == NodeKind.Wrap));
            }
        }

        _ranges = new RangeProof(slice.Facts, slice.Writes.Where(w =>
            _strides.ContainsKey(w.Variable) && GrowsWithoutWrap(w.Variable, w.Value))
            .ToDictionary(static w => w.Variable, w => _strides[w.Variable].Stride));
    }

    // By its type, or as what it holds when an iteration starts leaves room for one more.
    private bool GrowsWithoutWrap(Variable variable, Node next)
        => next.Kind != NodeKind.Wrap
            || Interval.Of(next.WrapType).Contains(_slice.Facts.RangeOf(variable).Add(Interval.Of(_strides[variable].Stride)));

    /// <summary>Dependences through arrays.</summary>
    public IReadOnlyList<Dependence> OfArrays()
    {
        List<Dependence> result = [];
        var stores = _slice.Effects.OfType<StoreEffect>().ToList();
        foreach (var store in stores)
        {
            foreach (var load in _slice.Effects.OfType<LoadEffect>().Where(l => l.Result.Array == store.Array))
            {
                if (Distance(store, load) is { } sees)
                {
                    result.Add(new Dependence(store, load, sees, 1));
                }

                // The store of a later iteration must not come before the load; in the same cycle the load sees the old value.
                if (Distance(load, store) is { } overwrites)
                {
                    result.Add(new Dependence(load, store, overwrites, 0));
                }
            }

            foreach (var other in stores.Where(o => o != store && o.Array == store.Array))
            {
                if (Distance(store, other) is { } again)
                {
                    result.Add(new Dependence(store, other, again, 1));
                }
            }
        }

        return result;
    }

    /// <summary>The least number of iterations after which <paramref name="later"/> can meet <paramref name="earlier"/>; null for
    /// never.</summary>
    private int? Distance(ArrayAccess earlier, ArrayAccess later)
    {
        var (index, other) = (earlier.Index, later.Index);
        if (index.Range.Intersect(other.Range) is null || _exclusion.Holds(earlier.Predicate, later.Predicate))
        {
            return null;
        }

        // Indices of a part of the array differ in the bits that are theirs.
        int bits = Math.Max(1, Interval.Of(earlier.Array.Length - 1).WidthBits);
        var both = index.Range.Union(other.Range);
        return Meeting(index, other, both.IsSigned ? bits : Math.Min(bits, both.WidthBits), 1, MaximumDistance) is { } distance
            && !_ranges.AreApart(new(index, earlier.Predicate), new(other, later.Predicate), bits) ? distance : null;
    }

    /// <summary>
    /// Iterations after a write in which a read of SimpleMemory that the access slice makes early has to see it (0: the same iteration, in
    /// which it stands before the read), and whether that is certain; null where it need not.
    /// </summary>
    /// <param name="write">The write.</param>
    /// <param name="request">The read.</param>
    /// <param name="ahead">Iterations by which the read can be early.</param>
    /// <param name="isBehind">The read stands behind the write.</param>
    public (int Distance, bool IsCertain)? MissedWrite(RequestEffect write, RequestEffect request, int ahead, bool isBehind)
    {
        var (written, read) = (write.Cell, request.Cell);
        if (written.Range.Intersect(read.Range) is null || _exclusion.Holds(write.Predicate, request.Predicate))
        {
            return null;
        }

        int? distance = isBehind ? Meeting(written, read, 32, 0, 0) : null;
        if (distance is null && ahead >= 1 && Meeting(written, read, 32, 1, ahead) is { } next
            && !_ranges.AreApart(new(written, write.Predicate), new(read, request.Predicate), 32))
        {
            distance = next;
        }

        return distance is { } found ? (found, Step(written, read, 32) is not null) : null;
    }

    /// <summary>
    /// What a value grows by from one iteration to the next; null where it is not affine in variables that grow steadily.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="counter">A variable that is known not to wrap around in the loop.</param>
    public Int128? GrowthOf(Node value, Variable? counter)
    {
        Int128 step = 0;
        foreach (var (node, factor) in Affine.Of(value, 32).Terms)
        {
            if (node.Kind != NodeKind.Variable)
            {
                return null;
            }

            if (_strides.TryGetValue(node.Variable!, out var stride) && (!stride.Wraps || node.Variable == counter))
            {
                step += factor * stride.Stride;
            }
            else if (_written.Contains(node.Variable!))
            {
                return null;
            }
        }

        return step;
    }

    // later(n + d) = later(n) + d * step meets index(n) when difference = d * step, modulo what is left of the index and of wrapped
    // variables.
    private int? Meeting(Node index, Node later, int bits, int least, int most)
    {
        if (Step(index, later, bits) is not (var difference, var step, var modulus))
        {
            return least;
        }

        var common = step == 0 ? modulus : Int128.Min(step & -step, modulus);
        if (difference % common != 0)
        {
            return null;
        }

        // What is left of the step is odd, and has an inverse: 3 bits are right at first, twice as many each time.
        var rest = modulus / common;
        var odd = step / common & (rest - 1);
        var inverse = odd;
        for (int right = 3; Int128.One << right < rest; right *= 2)
        {
            inverse = inverse * (2 - (odd * inverse)) & (rest - 1);
        }

        var first = (difference / common) * inverse & (rest - 1);
        var distance = first >= least ? first : first + (rest * ((least - first + rest - 1) / rest));
        return distance <= most ? (int)distance : null;
    }

    // index - later as a constant, what later grows by in one iteration, and the power of two up to which both are exact; null where
    // they are not affine in the same values.
    private (Int128 Difference, Int128 Step, Int128 Modulus)? Step(Node index, Node later, int bits)
    {
        var a = Affine.Of(index, bits);
        var b = Affine.Of(later, bits);
        if (a.Less(b) is not { Terms.Count: 0 } difference)
        {
            return null;
        }

        Int128 step = 0, modulus = Int128.One << bits;
        foreach (var (node, factor) in b.Terms)
        {
            if (node.Kind != NodeKind.Variable)
            {
                return null;
            }

            if (_strides.TryGetValue(node.Variable!, out var stride))
            {
                step += factor * stride.Stride;
                if (stride.Wraps)
                {
                    int exact = Graph.RangeOf(node.Variable!).WidthBits + (int)Int128.TrailingZeroCount(factor);
                    modulus = Int128.Min(modulus, Int128.One << exact);
                }
            }
            else if (_written.Contains(node.Variable!))
            {
                return null;
            }
        }

        return (difference.Constant, step, modulus);
    }
}
