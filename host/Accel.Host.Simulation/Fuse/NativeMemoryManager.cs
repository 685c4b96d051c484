using System.Buffers;

namespace Accel.Host.Simulation.Fuse;

/// <summary>Memory of the library for the time of one call, as managed code passes it from thread to thread.</summary>
internal sealed unsafe class NativeMemoryManager(byte* memory, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(memory, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(memory + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
