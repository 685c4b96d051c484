using System.Numerics;
using System.Runtime.InteropServices;
using Accel.Interfaces;

namespace Accel.Rtl.Bench;

/// <summary>
/// The memory beside a kernel: 32-bit cells that lie on the host's side, and a pipeline of reads. A request is taken in every cycle (in
/// stalled mode: in some); the response of a read is valid <see cref="LatencyCycles"/> cycles after its request was taken, in order. A
/// kernel with a wide port moves a beat of several cells with each; cells of a beat that lie past the end read as 0 and must not be
/// written.
/// </summary>
public sealed class KernelMemory
{
    private readonly uint[] _cells;
    private readonly bool[]? _written;
    private readonly Queue<MemoryResponse> _responses = new();

    /// <summary>Makes a memory.</summary>
    /// <param name="cells">Number of cells; they hold 0.</param>
    /// <param name="latencyCycles">At least 1.</param>
    /// <param name="checkUninitialised">Makes the read of a cell that nobody wrote a fault; of a beat of several cells, when nobody wrote
    /// any of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of cells below 0, or a latency below 1.</exception>
    public KernelMemory(int cells, int latencyCycles = 1, bool checkUninitialised = false)
        : this(new uint[Checked(cells)], latencyCycles) => _written = checkUninitialised ? new bool[cells] : null;

    /// <summary>Makes a memory over cells that are there already, all of them written.</summary>
    public KernelMemory(uint[] cells, int latencyCycles = 1)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfLessThan(latencyCycles, 1);
        _cells = cells;
        LatencyCycles = latencyCycles;
    }

    /// <summary>Cycles from the edge that takes a read to the edge at which its response can be taken.</summary>
    public int LatencyCycles { get; }

    /// <summary>The cells.</summary>
    public ReadOnlySpan<uint> Cells => _cells;

    /// <summary>Number of cells.</summary>
    public int CellCount => _cells.Length;

    /// <summary>Writes from the host's side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A cell lies outside.</exception>
    public void Write(long address, ReadOnlySpan<uint> cells)
    {
        RequireInside(address, cells.Length);
        cells.CopyTo(_cells.AsSpan((int)address));
        _written?.AsSpan((int)address, cells.Length).Fill(true);
    }

    /// <summary>Reads from the host's side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A cell lies outside.</exception>
    public void Read(long address, Span<uint> cells)
    {
        RequireInside(address, cells.Length);
        _cells.AsSpan((int)address, cells.Length).CopyTo(cells);
    }

    private static int Checked(int cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cells);
        return cells;
    }

    internal void DropResponses() => _responses.Clear();

    internal bool HasResponse(long cycle) => _responses.TryPeek(out var response) && response.Due <= cycle;

    internal MemoryResponse Response => _responses.Peek();

    internal void TakeResponse() => _responses.Dequeue();

    /// <summary>Takes the kernel's read of a beat on the edge that ends <paramref name="cycle"/>.</summary>
    internal void TakeRead(ulong address, int cellsPerBeat, long cycle)
    {
        int first = FirstOf(address, cellsPerBeat, cycle, "reads");
        int count = Math.Min(cellsPerBeat, _cells.Length - first);
        if (_written is not null && !_written.AsSpan(first, count).Contains(true))
        {
            throw new MemoryFaultException(
                DeviceErrorCode.KernelFault, $"in cycle {cycle} the kernel reads cell {first}, which neither the host nor the kernel has written");
        }

        var beat = cellsPerBeat == 1 ? default : new BigInteger(MemoryMarshal.AsBytes(_cells.AsSpan(first, count)), isUnsigned: true);
        _responses.Enqueue(new MemoryResponse(cycle + LatencyCycles, _cells[first], beat));
    }

    /// <summary>Takes the kernel's write of one cell on the edge that ends <paramref name="cycle"/>.</summary>
    internal void TakeWrite(int address, uint data, long cycle)
    {
        int cell = Inside((ulong)address, cycle, "writes");
        _cells[cell] = data;
        if (_written is not null)
        {
            _written[cell] = true;
        }
    }

    /// <summary>The first cell of the beat at an address.</summary>
    internal int FirstOf(ulong address, int cellsPerBeat, long cycle, string does)
        => address % (ulong)cellsPerBeat == 0
            ? Inside(address, cycle, does)
            : throw new MemoryFaultException(
                DeviceErrorCode.KernelFault, $"in cycle {cycle} the kernel {does} a beat of {cellsPerBeat} cells at cell {address}, which is no multiple of {cellsPerBeat}");

    private int Inside(ulong address, long cycle, string does)
        => address < (ulong)_cells.Length
            ? (int)address
            : throw new MemoryFaultException(DeviceErrorCode.OutOfRange, $"in cycle {cycle} the kernel {does} cell {address}; the memory has {_cells.Length}");

    private void RequireInside(long address, int count)
    {
        if (address < 0 || address > _cells.Length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"cells {address} to {address + count - 1}: the memory has {_cells.Length}");
        }
    }
}
