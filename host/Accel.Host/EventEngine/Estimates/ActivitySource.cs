using Accel.Golden;

namespace Accel.Host.EventEngine;

/// <summary>Where an estimate has its spikes from: those of a run, or random ones.</summary>
internal abstract class ActivitySource
{
    /// <summary>The spikes of a tensor.</summary>
    public abstract SpikeBits Of(SpikeTensor tensor);

    /// <summary>The share of a tensor's elements (K, Q of a block) that are not 0.</summary>
    public abstract double Share(string tensor);

    /// <summary>Those of a run of the golden model.</summary>
    public static ActivitySource OfRun(GoldenResult run, ReadOnlyMemory<uint> input) => new Recorded(run, input);

    /// <summary>Random ones of a density, the same for a seed.</summary>
    public static ActivitySource OfDensity(double density, int seed) => new Drawn(density, new Random(seed));

    private sealed class Recorded(GoldenResult run, ReadOnlyMemory<uint> input) : ActivitySource
    {
        public override SpikeBits Of(SpikeTensor tensor)
            => tensor.Name == "input" ? SpikeBits.OfInput(tensor, input.Span) : SpikeBits.Of(tensor, run.Tensor(tensor.Name));

        public override double Share(string tensor)
        {
            int[] values = run.Tensor(tensor).Values;
            return (double)values.Count(static v => v != 0) / values.Length;
        }
    }

    private sealed class Drawn(double density, Random random) : ActivitySource
    {
        // Half of the bits of a picture are 1.
        public override SpikeBits Of(SpikeTensor tensor)
            => SpikeBits.Random(tensor, tensor is { Name: "input", Timesteps: 1 } ? 0.5 : density, random);

        public override double Share(string tensor) => density;
    }
}
