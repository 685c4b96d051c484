using System.Collections.Concurrent;
using Accel.Generation;
using Accel.Host.Simulation;

namespace Accel.Kernels.Tests;

/// <summary>The kernels without replacements, each generated once per process: the engine takes many seconds.</summary>
internal static class GeneratedKernels
{
    private static readonly ConcurrentDictionary<string, Lazy<GeneratedKernel>> _kernels = new(StringComparer.Ordinal);

    /// <summary>A kernel; whoever asks for it first makes it.</summary>
    public static GeneratedKernel Of(string kernel)
        => kernel == KernelGenerator.Engine ? EngineDesigns.Generated
            : _kernels.GetOrAdd(kernel, static name => new Lazy<GeneratedKernel>(() => KernelGenerator.Generate(name))).Value;
}
