using System.Runtime.InteropServices;

namespace Accel.Host.Pcie;

/// <summary>
/// Memory of which a part begins at any offset modulo a power of two: an engine moves bytes only between places that agree so.
/// </summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private readonly int _alignment;
    private byte* _begin;

    /// <param name="bytes">Room for the largest part.</param>
    /// <param name="alignment">The power of two.</param>
    internal AlignedBuffer(int bytes, int alignment)
    {
        _alignment = alignment;
        _begin = (byte*)NativeMemory.AlignedAlloc((nuint)bytes + (nuint)alignment, (nuint)alignment);
    }

    /// <summary>The part that begins where its address and an offset agree.</summary>
    internal Span<byte> At(long offset, int bytes) => new(_begin + (offset & (_alignment - 1)), bytes);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_begin);
        _begin = null;
    }
}
