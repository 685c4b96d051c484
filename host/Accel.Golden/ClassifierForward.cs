using Accel.Models;

namespace Accel.Golden;

/// <summary>logits[c] = bias[c] + the weights of every spike of every token and timestep.</summary>
internal sealed class ClassifierForward(LinearLayer head)
{
    public long[] Run(sbyte[] spikes, Trace trace)
    {
        // The weights of a channel count as often as it spikes, so the spikes are counted first and each weight is taken once.
        var counts = new long[head.Inputs];
        for (int i = 0, d = 0; i < spikes.Length; i++, d = d + 1 == counts.Length ? 0 : d + 1)
        {
            counts[d] += spikes[i];
        }

        var logits = new long[head.Outputs];
        for (var c = 0; c < logits.Length; c++)
        {
            logits[c] = head.Bias[c];
            for (var d = 0; d < counts.Length; d++)
            {
                logits[c] += counts[d] * head.Weight[(c * counts.Length) + d];
            }
        }

        trace.Additions.Add(new LayerAdditions(head.Name, counts.Sum() * head.Outputs, (long)spikes.Length * head.Outputs));
        trace.Add("logits", [head.Outputs], logits);
        return logits;
    }

    /// <summary>The smallest index among the largest logits.</summary>
    public static int Largest(ReadOnlySpan<long> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }
}
