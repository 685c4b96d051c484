namespace Accel.Golden.Generation;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine and runtime. (Fractions
/// too: adding, multiplying, dividing and square roots are exact by IEEE 754.)</summary>
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

    /// <summary>A number for each channel, evenly spread between two ends; which channel has which is drawn.</summary>
    public double[] Spread(int channels, double least, double most)
    {
        var values = new double[channels];
        for (var i = 0; i < channels; i++)
        {
            values[i] = least + ((most - least) * (i + 0.5) / channels);
        }

        for (var i = channels - 1; i > 0; i--)
        {
            var other = Between(0, i);
            (values[i], values[other]) = (values[other], values[i]);
        }

        return values;
    }

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];
}
