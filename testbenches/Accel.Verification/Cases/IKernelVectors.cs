using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>
/// The vectors of one kernel; every rung of the ladder runs the same ones. All implementations stand in <see cref="KernelVectors.All"/>.
/// </summary>
public interface IKernelVectors
{
    /// <summary>The kernel's class name, for instance <c>BinaryNeuron</c>.</summary>
    string Kernel { get; }

    /// <summary>The recorded cases: worked examples and edges, each small.</summary>
    IReadOnlyList<KernelCase> Recorded { get; }

    /// <summary>A case that depends on the seed alone, on every machine.</summary>
    /// <param name="seed">Any number.</param>
    KernelCase Random(int seed);

    /// <summary>Whether runs leave something in the kernel, so that each vector is one of a kernel that has just been switched
    /// on.</summary>
    bool KeepsState => false;

    /// <summary>Runs the kernel's C# as plain .NET code: entry point <paramref name="member"/>.</summary>
    void RunPlain(SimpleMemory memory, int member);
}
