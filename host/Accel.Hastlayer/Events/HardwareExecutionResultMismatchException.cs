namespace Hast.Communication.Exceptions;

/// <summary>Hardware and plain C# have left different cells.</summary>
/// <param name="mismatches">The cells.</param>
/// <param name="cellCount">Cells of the memory.</param>
/// <param name="innerException">The same with the first one alone.</param>
public class HardwareExecutionResultMismatchException(
    IEnumerable<HardwareExecutionResultMismatchException.Mismatch> mismatches, int cellCount, Exception? innerException = null)
    : Exception("hardware and software results differ: " + string.Join("; ", mismatches.Take(MostInMessage)), innerException)
{
    private const int MostInMessage = 10;

    /// <summary>All cells that differ.</summary>
    public IEnumerable<Mismatch> Mismatches { get; } = [.. mismatches];

    /// <summary>Cells of the memory.</summary>
    public int CellCount { get; } = cellCount;

    /// <summary>A cell that differs.</summary>
    /// <param name="resultMemoryIndex">The cell.</param>
    /// <param name="hardwareResult">Its 4 bytes from the hardware.</param>
    /// <param name="softwareResult">Those of the plain C#.</param>
    public class Mismatch(int resultMemoryIndex, byte[] hardwareResult, byte[] softwareResult)
    {
        /// <summary>The cell.</summary>
        public int ResultMemoryIndex { get; } = resultMemoryIndex;

        /// <summary>Its 4 bytes from the hardware.</summary>
        public IReadOnlyList<byte> HardwareResult { get; } = hardwareResult;

        /// <summary>Those of the plain C#.</summary>
        public IReadOnlyList<byte> SoftwareResult { get; } = softwareResult;

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant(
            $"cell {ResultMemoryIndex}: hardware {Number(HardwareResult)}, software {Number(SoftwareResult)}");

        private static int Number(IReadOnlyList<byte> bytes) => BitConverter.ToInt32([.. bytes]);
    }
}
