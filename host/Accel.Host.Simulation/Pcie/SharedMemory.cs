using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Accel.Host.Simulation.Pcie;

/// <summary>The cells of a file that several processes map or read and write.</summary>
internal sealed unsafe class SharedMemory : MemoryManager<uint>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _cells;
    private readonly uint* _begin;

    /// <summary>Makes the file anew, all zeros.</summary>
    internal SharedMemory(string path, int cells)
    {
        _cells = cells;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.CreateNew, null, (long)cells * sizeof(uint), MemoryMappedFileAccess.ReadWrite);
        _view = _file.CreateViewAccessor();
        byte* begin = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref begin);
        _begin = (uint*)begin;
    }

    public override Span<uint> GetSpan() => new(_begin, _cells);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_begin + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
