using Accel.Golden;

namespace Accel.Host.EventEngine;

/// <summary>Where an estimate has its spikes from: those of a run, or random ones.</summary>
internal abstract class ActivitySource
{
    /// <summary>The spikes of a tensor.</summary>
    public abstract SpikeBits Of(SpikeTensor tensor);

    /// <summary>How many elements of K, V or Q of a block are not 0: [t, token, group of 16 places].</summary>
    /// <param name="tensor">Its name.</param>
    /// <param name="tokens">N.</param>
    /// <param name="timesteps">T.</param>
    /// <param name="heads">Where its channels lie.</param>
    public int[,,] Groups(string tensor, int tokens, int timesteps, ChannelMap heads)
    {
        int[,,] counts = new int[timesteps, tokens, heads.Size / ChannelMap.GroupChannels];
        var isSet = Elements(tensor);
        int index = 0;
        for (int t = 0; t < timesteps; t++)
        {
            for (int token = 0; token < tokens; token++)
            {
                foreach (int place in heads.Positions)
                {
                    counts[t, token, place / ChannelMap.GroupChannels] += isSet(index++) ? 1 : 0;
                }
            }
        }

        return counts;
    }

    // Whether an element of a tensor [T, N, C] is not 0.
    private protected abstract Func<int, bool> Elements(string tensor);

    /// <summary>Those of a run of the golden model.</summary>
    public static ActivitySource OfRun(GoldenResult run, ReadOnlyMemory<uint> input) => new Recorded(run, input);

    /// <summary>Random ones of a density, the same for a seed.</summary>
    public static ActivitySource OfDensity(double density, int seed) => new Drawn(density, new Random(seed));

    private sealed class Recorded(GoldenResult run, ReadOnlyMemory<uint> input) : ActivitySource
    {
        public override SpikeBits Of(SpikeTensor tensor)
            => tensor.Name == "input" ? SpikeBits.OfInput(tensor, input.Span) : SpikeBits.Of(tensor, run.Tensor(tensor.Name));

        private protected override Func<int, bool> Elements(string tensor)
        {
            int[] values = run.Tensor(tensor).Values;
            return index => values[index] != 0;
        }
    }

    private sealed class Drawn(double density, Random random) : ActivitySource
    {
        // Half of the bits of a picture are 1.
        public override SpikeBits Of(SpikeTensor tensor)
            => SpikeBits.Random(tensor, tensor is { Name: "input", Timesteps: 1 } ? 0.5 : density, random);

        private protected override Func<int, bool> Elements(string tensor) => _ => random.NextDouble() < density;
    }
}
