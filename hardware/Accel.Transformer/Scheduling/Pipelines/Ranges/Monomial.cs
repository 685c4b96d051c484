namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>A product of at most three unknowns, the larger numbers first; 0 stands for none.</summary>
/// <param name="A">The number of an unknown, from 1 on.</param>
/// <param name="B">Of another one, or of the same.</param>
/// <param name="C">Of a third one.</param>
internal readonly record struct Monomial(int A, int B, int C)
{
    /// <summary>The product of nothing.</summary>
    public static readonly Monomial One = new(0, 0, 0);

    /// <summary>An unknown alone.</summary>
    public static Monomial Of(int unknown) => new(unknown, 0, 0);

    /// <summary>The numbers of its unknowns.</summary>
    public IEnumerable<int> Unknowns => new[] { A, B, C }.Where(static u => u != 0);

    /// <summary>The product; null where it has more than three unknowns.</summary>
    public Monomial? Times(Monomial other) => Of(Unknowns.Concat(other.Unknowns));

    /// <summary>What is to be multiplied with a part to get this one; null where it is no part.</summary>
    public Monomial? Over(Monomial part)
    {
        var rest = Unknowns.ToList();
        return part.Unknowns.All(rest.Remove) ? Of(rest) : null;
    }

    private static Monomial? Of(IEnumerable<int> unknowns)
    {
        var sorted = unknowns.OrderDescending().ToList();
        return sorted.Count > 3 ? null : new(sorted.ElementAtOrDefault(0), sorted.ElementAtOrDefault(1), sorted.ElementAtOrDefault(2));
    }
}
