using System.Text.Json.Serialization;

namespace Accel.Verification;

/// <summary>What became of a line of C# that is hardware.</summary>
/// <param name="File">As the kernel's sources name it.</param>
/// <param name="Line">From 1.</param>
/// <param name="IsExecuted">A state or a stage of a pipeline that does what the line says was active, with its condition.</param>
/// <param name="WasTrue">The line's condition was met with 1; null when the line has none that can be.</param>
/// <param name="WasFalse">The line's condition was met with 0; null when the line has none that can be.</param>
public sealed record LineCoverage(string File, int Line, bool IsExecuted, bool? WasTrue, bool? WasFalse)
{
    /// <summary>Nothing is missing.</summary>
    [JsonIgnore]
    public bool IsCovered => IsExecuted && WasTrue is not false && WasFalse is not false;

    /// <summary>The ways out of a branch, by whether they were taken; none for a line without a condition.</summary>
    internal IEnumerable<bool> Ways => new[] { WasTrue, WasFalse }.OfType<bool>();

    /// <summary>What is missing, in words; null when nothing is.</summary>
    internal string? Missing => IsCovered ? null
        : !IsExecuted ? "never executed"
        : WasTrue is false ? "its condition was never true"
        : "its condition was never false";

    /// <summary>The same line in another kernel: what either of them reached.</summary>
    internal LineCoverage With(LineCoverage other)
        => this with { IsExecuted = IsExecuted || other.IsExecuted, WasTrue = Either(WasTrue, other.WasTrue), WasFalse = Either(WasFalse, other.WasFalse) };

    private static bool? Either(bool? a, bool? b) => a is null ? b : b is null ? a : a.Value || b.Value;
}
