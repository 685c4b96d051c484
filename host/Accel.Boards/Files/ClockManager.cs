using Accel.Rtl.Estimation;

namespace Accel.Boards;

/// <summary>Settings of a Xilinx clock manager that makes one frequency exactly from another.</summary>
/// <param name="Multiply">CLKFBOUT_MULT_F.</param>
/// <param name="Divide">CLKOUT0_DIVIDE_F.</param>
internal sealed record ClockManager(int Multiply, int Divide)
{
    private const int MostMultiply = 64;
    private const int MostDivide = 128;
    private const long LeastInputHz = 10_000_000;
    private const long MostInputHz = 800_000_000;

    // Oscillator ranges of the slowest speed grades: DS181 and DS182 (7-series MMCM), DS923 and DS925 (UltraScale+ MMCM); so are the
    // inputs.
    private static (long Low, long High) Oscillator(DeviceFamily family)
        => family == DeviceFamily.Series7 ? (600_000_000, 1_200_000_000) : (800_000_000, 1_600_000_000);

    /// <summary>The primitive.</summary>
    internal static string Primitive(DeviceFamily family) => family == DeviceFamily.Series7 ? "MMCME2_BASE" : "MMCME4_BASE";

    /// <summary>The settings with the fastest oscillator, which has the least jitter; null when none is exact.</summary>
    internal static ClockManager? Find(DeviceFamily family, long inputHz, long outputHz)
        => Oscillators(family, inputHz)
            .Where(m => m.OscillatorHz % outputHz == 0 && m.OscillatorHz / outputHz is >= 1 and <= MostDivide)
            .OrderByDescending(static m => m.OscillatorHz)
            .Select(m => new ClockManager(m.Multiply, (int)(m.OscillatorHz / outputHz)))
            .FirstOrDefault();

    /// <summary>The frequencies in whole Hz next to one that cannot be made: that below and that above; fewer where there is
    /// none.</summary>
    internal static IReadOnlyList<long> Nearest(DeviceFamily family, long inputHz, long outputHz)
    {
        var made = Oscillators(family, inputHz)
            .SelectMany(static m => Enumerable.Range(1, MostDivide).Where(d => m.OscillatorHz % d == 0).Select(d => m.OscillatorHz / d))
            .Order().ToList();
        return [.. made.Where(hz => hz < outputHz).TakeLast(1), .. made.Where(hz => hz > outputHz).Take(1)];
    }

    private static IEnumerable<(int Multiply, long OscillatorHz)> Oscillators(DeviceFamily family, long inputHz)
    {
        var (low, high) = Oscillator(family);
        return Enumerable.Range(2, MostMultiply - 1)
            .Select(multiply => (multiply, inputHz * multiply))
            .Where(m => inputHz is >= LeastInputHz and <= MostInputHz && m.Item2 >= low && m.Item2 <= high);
    }
}
