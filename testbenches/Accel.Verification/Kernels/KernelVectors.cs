using System.Collections.Immutable;

namespace Accel.Verification;

/// <summary>Every kernel that the ladder verifies, smallest first, the engine last.</summary>
public static class KernelVectors
{
    /// <summary>One entry a kernel.</summary>
    public static ImmutableArray<IKernelVectors> All { get; } = [];
}
