using Accel.Generation;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>Generates kernels at the fastest clock that the compiler takes them at.</summary>
internal static class FastestClock
{
    private static readonly double[] _clocksMHz = [200, 180, 160, 140, 120, 100, 80, 60, 40];

    /// <summary>The kernel and its clock.</summary>
    /// <param name="kernel">Class name.</param>
    /// <param name="options">All but the clock.</param>
    /// <param name="slowestMHz">The last clock that is tried.</param>
    /// <exception cref="GenerationException">It is refused at every clock.</exception>
    internal static (GeneratedKernel Kernel, double ClockMHz) Generate(string kernel, TransformOptions options, double slowestMHz)
    {
        double[] clocks = [.. _clocksMHz.Where(c => c >= slowestMHz)];
        foreach (double clock in clocks)
        {
            try
            {
                return (KernelGenerator.Generate(kernel, options with { ClockPeriodNs = 1000 / clock }), clock);
            }
            catch (GenerationException) when (clock != clocks[^1])
            {
            }
        }

        throw new ArgumentOutOfRangeException(nameof(slowestMHz), slowestMHz, "no clock is tried that is so fast");
    }
}
