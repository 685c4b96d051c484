using Accel.Rtl.Estimation;

namespace Accel.Boards.Projects;

/// <summary>Settings of a Xilinx clock manager that makes one frequency exactly from another.</summary>
/// <param name="Multiply">CLKFBOUT_MULT_F.</param>
/// <param name="Divide">CLKOUT0_DIVIDE_F.</param>
internal sealed record ClockManager(int Multiply, int Divide)
{
    // Oscillator ranges of the slowest speed grades: DS181 and DS182 (7-series MMCM), DS923 and DS925 (UltraScale+ MMCM).
    private static (long Low, long High) Oscillator(DeviceFamily family)
        => family == DeviceFamily.Series7 ? (600_000_000, 1_200_000_000) : (800_000_000, 1_600_000_000);

    /// <summary>The primitive.</summary>
    internal static string Primitive(DeviceFamily family) => family == DeviceFamily.Series7 ? "MMCME2_BASE" : "MMCME4_BASE";

    /// <summary>The settings with the fastest oscillator, which has the least jitter; null when none is exact.</summary>
    internal static ClockManager? Find(DeviceFamily family, long inputHz, long outputHz)
    {
        var (low, high) = Oscillator(family);
        return Enumerable.Range(2, 63)
            .Select(multiply => (Multiply: multiply, OscillatorHz: inputHz * multiply))
            .Where(m => m.OscillatorHz >= low && m.OscillatorHz <= high && m.OscillatorHz % outputHz == 0 && m.OscillatorHz / outputHz is >= 1 and <= 128)
            .OrderByDescending(static m => m.OscillatorHz)
            .Select(m => new ClockManager(m.Multiply, (int)(m.OscillatorHz / outputHz)))
            .FirstOrDefault();
    }
}
