using System.Globalization;
using Accel.Rtl.Simulation;
using Accel.Rtl.Waves;

namespace Accel.Testing;

/// <summary>The wave of a run that differs: all of a short run, of a longer one the cycles around the difference.</summary>
internal sealed class WaveFile(string? folder, KernelDifferenceException.Difference difference)
{
    private const long ShortRun = 5_000, CyclesBefore = 400, CyclesAfter = 100;
    private const string DefaultFolder = "accel-waves";

    private readonly long _centre = difference.Cycle ?? difference.Cycles;

    /// <summary>Runs it once more and writes the file.</summary>
    /// <param name="run">Runs the RTL: told what to call before each edge, and the cycle to stop in.</param>
    /// <returns>The file, or why there is none.</returns>
    internal (string? Path, string? Problem) Write(Action<Action<ISimulator>, long> run)
    {
        bool isShort = difference.Cycles <= ShortRun;
        long first = isShort ? 0 : Math.Max(0, _centre - CyclesBefore), last = isShort ? difference.Cycles : _centre + CyclesAfter;
        string path = Path.GetFullPath(Path.Combine(folder ?? Path.Combine(AppContext.BaseDirectory, DefaultFolder), Name()));
        try
        {
            WholeFile.Write(path, stream =>
            {
                WaveWriter? wave = null;
                long cycle = -1;
                try
                {
                    run(
                        simulator =>
                        {
                            if (++cycle >= first)
                            {
                                (wave ??= new FstWriter(simulator, stream)).Sample();
                            }
                        },
                        Math.Max(1, last));
                }
                finally
                {
                    wave?.Dispose();
                }
            });
            return (path, null);
        }
        catch (FileWriteException e)
        {
            return (null, e.Message);
        }
    }

    // Kernels have names of C#, memories what this library calls them.
    private string Name()
    {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{difference.Kernel}.{difference.EntryPoint}-{difference.Memory}-latency{difference.LatencyCycles}"
                + $"-stalls{difference.StallSeed}");
        return string.Concat(text.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')) + ".fst";
    }
}
