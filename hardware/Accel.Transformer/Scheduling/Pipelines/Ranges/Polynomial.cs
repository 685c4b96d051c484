namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>A sum of products of unknowns with constant factors, exact. What grows beyond reason is given up: null.</summary>
internal sealed class Polynomial
{
    /// <summary>Bits of a factor: products of two fit 128 bits.</summary>
    private const int MaximumBits = 100;

    /// <summary>Nothing that is computed for an index has more products.</summary>
    private const int MaximumTerms = 64;

    private readonly Dictionary<Monomial, Int128> _terms = [];

    private Polynomial()
    {
    }

    /// <summary>The products with their factors, none of which is 0.</summary>
    public IReadOnlyDictionary<Monomial, Int128> Terms => _terms;

    /// <summary>The number, where there is no unknown in it.</summary>
    public Int128? Constant => _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue(Monomial.One, out var only) ? only : null;

    /// <summary>A number.</summary>
    public static Polynomial Of(Int128 value) => Of(Monomial.One, value);

    /// <summary>An unknown.</summary>
    public static Polynomial OfUnknown(int unknown) => Of(Monomial.Of(unknown), 1);

    /// <summary>A product of unknowns.</summary>
    public static Polynomial Of(Monomial product, Int128 factor)
    {
        Polynomial result = new();
        result.Add(product, factor);
        return result;
    }

    /// <summary>This and so many times another one.</summary>
    public Polynomial? Plus(Polynomial? other, Int128 factor)
    {
        if (other is null)
        {
            return null;
        }

        Polynomial result = new();
        foreach (var (product, own) in _terms)
        {
            result.Add(product, own);
        }

        foreach (var (product, its) in other._terms)
        {
            if (Bits(its) + Bits(factor) > MaximumBits)
            {
                return null;
            }

            result.Add(product, its * factor);
        }

        return result.Sane();
    }

    /// <summary>The product with another one.</summary>
    public Polynomial? Times(Polynomial? other)
    {
        if (other is null)
        {
            return null;
        }

        Polynomial result = new();
        foreach (var (left, a) in _terms)
        {
            foreach (var (right, b) in other._terms)
            {
                if (left.Times(right) is not { } product || Bits(a) + Bits(b) > MaximumBits)
                {
                    return null;
                }

                result.Add(product, a * b);
            }
        }

        return result.Sane();
    }

    /// <summary>The part whose factors are not multiples of a number.</summary>
    public Polynomial Modulo(Int128 number)
    {
        Polynomial result = new();
        foreach (var (product, factor) in _terms.Where(t => t.Key == Monomial.One || t.Value % number != 0))
        {
            result.Add(product, factor);
        }

        return result;
    }

    private static int Bits(Int128 value) => 128 - (int)Int128.LeadingZeroCount(Int128.Abs(value));

    private Polynomial? Sane() => _terms.Count <= MaximumTerms && _terms.Values.All(static f => Bits(f) <= MaximumBits) ? this : null;

    private void Add(Monomial product, Int128 factor)
    {
        _terms[product] = _terms.GetValueOrDefault(product) + factor;
        if (_terms[product] == 0)
        {
            _terms.Remove(product);
        }
    }
}
