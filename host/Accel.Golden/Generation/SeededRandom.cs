namespace Accel.Golden.Generation;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine and runtime.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>least..most, both included.</summary>
    public int Between(int least, int most) => (int)(least + (long)(Next() % (ulong)((long)most - least + 1)));

    /// <summary>0 up to, not including, 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];
}
