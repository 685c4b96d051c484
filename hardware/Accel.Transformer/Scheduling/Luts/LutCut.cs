using System.Collections.Immutable;

namespace Accel.Transformer.Scheduling.Luts;

/// <summary>The inputs of one LUT that computes a bit of a value: a cut through the logic behind the value.</summary>
/// <param name="Inputs">No two of them the same.</param>
internal sealed record LutCut(ImmutableArray<LutInput> Inputs)
{
    /// <summary>Of a constant.</summary>
    public static readonly LutCut None = new(ImmutableArray<LutInput>.Empty);

    /// <summary>Inputs of the LUT that it takes.</summary>
    public int Bits { get; } = Inputs.Sum(static i => i.Bits);

    /// <summary>When the last of them is there, ns after the clock edge.</summary>
    public double ArrivalNs { get; } = Inputs.Select(static i => i.ArrivalNs).DefaultIfEmpty(0).Max();

    /// <summary>Of one input.</summary>
    public static LutCut Of(LutInput input) => new([input]);

    /// <summary>The inputs of both.</summary>
    public LutCut And(LutCut other)
    {
        if (Inputs.Length == 0 || other.Inputs.Length == 0)
        {
            return Inputs.Length == 0 ? other : this;
        }

        var joined = Inputs.ToBuilder();
        foreach (var input in other.Inputs)
        {
            int known = joined.FindIndex(input);
            if (known < 0)
            {
                joined.Add(input);
            }
            else
            {
                joined[known] = joined[known].Union(input);
            }
        }

        // All bits of a value, and one of them.
        foreach (var whole in joined.Where(static i => i.IsAll).ToList())
        {
            joined.RemoveAll(i => i.Node == whole.Node && i.Mask == 0 && i.Part == 0);
        }

        return new(joined.ToImmutable());
    }

    /// <summary>The same for bits that are shifted.</summary>
    public LutCut Shifted(int places)
        => new([.. Inputs.Select(i => i.IsShared ? i : i with { Place = i.Place + places })]);

    /// <summary>The best of some, at most one for each number of bits: fewer bits, or earlier.</summary>
    public static ImmutableArray<LutCut> Best(IEnumerable<LutCut> cuts)
    {
        var best = ImmutableArray.CreateBuilder<LutCut>();
        foreach (var cut in cuts.OrderBy(static c => c.ArrivalNs).ThenBy(static c => c.Bits))
        {
            if (best.Count == 0 || cut.Bits < best[^1].Bits)
            {
                best.Add(cut);
            }
        }

        return best.ToImmutable();
    }
}

/// <summary>Looks for an input that is there already.</summary>
internal static class LutInputSearch
{
    /// <summary>Its index, or -1.</summary>
    public static int FindIndex(this ImmutableArray<LutInput>.Builder inputs, LutInput wanted)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].IsSame(wanted))
            {
                return i;
            }
        }

        return -1;
    }
}
