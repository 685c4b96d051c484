using Accel.Models;

namespace Accel.Host;

/// <summary>From exact integer logits to probabilities, for people; nothing is decided by them.</summary>
public static class Confidences
{
    /// <summary>
    /// Softmax over the logits as real numbers. A logit sums T timesteps and N tokens of integer weights; the division by T * N makes the
    /// sums means, and the weights of b bits are read as fractions in [-1, 1).
    /// </summary>
    /// <param name="logits">[classes], at least one.</param>
    /// <param name="configuration">T and the weights' bits.</param>
    /// <param name="tokens">N.</param>
    /// <returns>[classes], positive, with sum 1.</returns>
    public static double[] Softmax(ReadOnlySpan<long> logits, ModelConfiguration configuration, int tokens)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        double scale = (double)configuration.Timesteps * tokens * (1 << (configuration.WeightBits - 1));
        long largest = long.MinValue;
        foreach (long logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double[] result = new double[logits.Length];
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += result[i] = Math.Exp((logits[i] - largest) / scale);
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] /= sum;
        }

        return result;
    }
}
