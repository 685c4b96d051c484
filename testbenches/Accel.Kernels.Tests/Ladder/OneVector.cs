using Accel.Verification;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels.Tests;

/// <summary>A kernel with one vector alone.</summary>
internal sealed class OneVector(IKernelVectors kernel, KernelCase vector) : IKernelVectors
{
    public string Kernel => kernel.Kernel;

    public IReadOnlyList<KernelCase> Recorded => [vector];

    public KernelCase Random(int seed) => throw new NotSupportedException("there is one vector");

    public void RunPlain(SimpleMemory memory, int member) => kernel.RunPlain(memory, member);
}

/// <summary>A rung in whose memory one bit turns over before the kernel starts.</summary>
internal sealed class FlippedBitRung(IRung inner, int cell, int bit) : IRung
{
    public string Name => inner.Name;

    public Unavailability? Unavailable => inner.Unavailable;

    public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        uint[] memory = [.. vector.Memory];
        memory[cell] ^= 1u << bit;
        return inner.RunAsync(kernel, vector with { Memory = memory }, cancellationToken);
    }

    public void Dispose() => inner.Dispose();
}
