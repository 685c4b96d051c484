using System.CommandLine;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The kernels that the ladder has vectors for, as commands let people choose among them.</summary>
internal static class VectorKernels
{
    /// <summary>Their names, in the order of the ladder.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. KernelVectors.All.Select(static k => k.Kernel)];

    /// <summary><c>--kernel</c>, which refuses other names.</summary>
    internal static Option<string[]> Option()
    {
        var option = CommonOptions.KernelNames("only these kernels");
        CommonOptions.OnlyFrom(option, Names);
        return option;
    }

    /// <summary>Those that were chosen; all when none was.</summary>
    internal static IEnumerable<IKernelVectors> Chosen(string[]? names) => KernelVectors.All.Where(k => names is null or [] || names.Contains(k.Kernel));
}
