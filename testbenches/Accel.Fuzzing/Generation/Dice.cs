using System.Collections.Immutable;

namespace Accel.Fuzzing.Generation;

/// <summary>Everything random about one program: the same seed throws the same numbers on every machine.</summary>
internal sealed class Dice
{
    private readonly Random _random;
    private int _names;

    /// <summary>Chooses what the program may use.</summary>
    /// <param name="seed">What decides everything.</param>
    public Dice(int seed)
    {
        _random = new Random(seed);
        Random later = new(~seed);
        // What came later is thrown with numbers of its own: a program without it stays what it was.
        Features = Enum.GetValues<Features>().Where(item => item > Features.Families ? later.Next(10) < 4 : _random.Next(10) < 7)
            .Aggregate(Features.None, (sum, item) => sum | item);
        Types =
        [
            .. ((Scalar[])[Scalar.Byte, Scalar.SByte, Scalar.Short, Scalar.UShort, Scalar.Char, Scalar.Int, Scalar.Int, Scalar.UInt])
                .Concat(Has(Features.Wide) ? [Scalar.Long, Scalar.ULong] : []),
        ];
    }

    /// <summary>What the program may use.</summary>
    public Features Features { get; }

    /// <summary>The number types that the program may use.</summary>
    public ImmutableArray<Scalar> Types { get; }

    public bool Has(Features feature) => (Features & feature) == feature;

    /// <summary>A number below the bound.</summary>
    public int Next(int bound) => _random.Next(bound);

    /// <summary>A number from the first to the last.</summary>
    public int Between(int first, int last) => _random.Next(first, last + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => _random.Next(times) == 0;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>A name that the program does not have yet.</summary>
    public string Name(string prefix) => prefix + _names++;

    /// <summary>Any number type.</summary>
    public Scalar Type() => Pick(Types);
}
