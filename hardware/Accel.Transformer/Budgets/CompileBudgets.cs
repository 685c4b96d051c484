namespace Accel.Transformer.Budgets;

/// <summary>
/// What compiling a kernel may take. What goes beyond is refused with a diagnostic that names what takes it, before memory and time are
/// spent on it.
/// </summary>
public sealed record CompileBudgets
{
    /// <summary>What is compiled unless somebody asks for more.</summary>
    public static CompileBudgets Default { get; } = new();

    /// <summary>
    /// Statements and operators that copies (of methods, iterations, tasks) may make of a kernel; see <c>ACC0510</c>. The engine of
    /// Accel.Kernels, whose LUTs fill a middle-sized device, has less than 20,000.
    /// </summary>
    public long Operations { get; init; } = 500_000;

    /// <summary>Bits of all arrays of a kernel; see <c>ACC0115</c>. The most that an FPGA has on chip (Xilinx DS890, XCVU13P) are 455
    /// Mbit.</summary>
    public long OnChipBits { get; init; } = 1L << 29;

    /// <summary>Seconds that compiling may take; see <c>ACC0601</c>.</summary>
    public double Seconds { get; init; } = 1800;
}
