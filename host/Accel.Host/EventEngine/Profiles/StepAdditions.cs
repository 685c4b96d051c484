namespace Accel.Host.EventEngine;

/// <summary>How many rows of weights a step would add if all spikes were set: those of real inputs behind taps that lie in the
/// picture.</summary>
internal static class StepAdditions
{
    /// <summary>Rows of a step; a static image's are added once for all timesteps.</summary>
    /// <param name="step">A step with weights.</param>
    public static long DenseRows(EventStep step)
    {
        var (taps, inputs) = (step.Weights!.Taps, step.Source!.Channels.Size);
        int[] real = RealBefore(step.Source.Channels, taps);
        long rows = 0;
        for (int y = step.FirstRow; y < step.FirstRow + step.RowCount; y++)
        {
            int lines = Math.Min(y + taps.LastY, step.Height - 1) - Math.Max(y + taps.FirstY, 0) + 1;
            for (int x = 0; x < step.Width; x++)
            {
                int cut = taps.Cut ?? inputs;
                int first = x + taps.FirstX < 0 ? cut : 0;
                int end = real.Length - 1 - (x + taps.LastX >= step.Width ? cut : 0);
                rows += (long)Math.Max(lines, 0) * Math.Max(0, first < end ? real[end] - real[first] : 0);
            }
        }

        return rows * (step.Schedule == SetSchedule.Static ? 1 : step.Timesteps);
    }

    /// <summary>Rows of K^T V that a step would add if all queries were 1: one per channel of a head for each group of its
    /// outputs.</summary>
    /// <param name="step">A step that attends.</param>
    /// <param name="headDim">Channels of a head.</param>
    public static long DenseQueryRows(EventStep step, int headDim) => (long)step.RowCount * step.Timesteps * step.Groups * headDim;

    /// <summary>Keys that would be added to K^T V for a step's outputs if no key and no value were 0; none for a step that only shows sums
    /// again, as a trace does.</summary>
    /// <param name="step">A step that attends.</param>
    /// <param name="headDim">Channels of a head.</param>
    public static long DenseKeys(EventStep step, int headDim)
        => step.Neuron == NeuronKind.None ? 0
            : (long)step.Height * step.Timesteps * step.Parameters!.Channels.Count(static c => c >= 0) * headDim;

    // Of the places of a line of taps, how many of those before each are channels and no padding.
    private static int[] RealBefore(ChannelMap channels, Taps taps)
    {
        int[] inverse = channels.Inverse();
        int[] before = new int[taps.Span(channels.Size) + 1];
        for (int i = 0; i < before.Length - 1; i++)
        {
            before[i + 1] = before[i] + (inverse[(taps.FirstChannel + i) % channels.Size] >= 0 ? 1 : 0);
        }

        return before;
    }
}
