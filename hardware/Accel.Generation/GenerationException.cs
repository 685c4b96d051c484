using Accel.Transformer.Diagnostics;

namespace Accel.Generation;

/// <summary>A kernel could not be made into hardware: the compiler's diagnostics say why, each with file, line and remedy.</summary>
public sealed class GenerationException(string kernel, IReadOnlyList<KernelDiagnostic> diagnostics)
    : AccelException(
        $"{kernel} cannot be made into hardware:{string.Concat(diagnostics.Select(static d => "\n  " + d))}",
        "mend the kernel or the replacements as the diagnostics say")
{
    /// <summary>What is wrong, in order of file and line.</summary>
    public IReadOnlyList<KernelDiagnostic> Diagnostics { get; } = diagnostics;
}
