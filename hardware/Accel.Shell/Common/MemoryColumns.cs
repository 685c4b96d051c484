using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// The block RAMs of a memory whose beats have C cells, one for each cell of a beat, so that a write may leave any of them as they are: not
/// every block RAM has write enables for parts of a word.
/// </summary>
internal sealed class MemoryColumns
{
    private readonly Circuit _c;
    private readonly Memory[] _columns;
    private readonly int _laneBits;

    internal MemoryColumns(Circuit c, int cells, int cellsPerBeat)
    {
        (_c, _laneBits) = (c, BitOperations.Log2((uint)cellsPerBeat));
        _columns = [.. Enumerable.Range(0, cellsPerBeat)
            .Select(lane => c.BlockMemory(cellsPerBeat == 1 ? "cells" : $"cells_{lane}", cells / cellsPerBeat, 32))];
    }

    /// <summary>A cell of the host's, or the cells of a beat of the kernel's that its mask names.</summary>
    internal void Write(Bits isHost, Bits hostWrites, Bits kernelWrites, Bits? mask, Bits address, Bits hostData, Bits data)
    {
        for (int lane = 0; lane < _columns.Length; lane++)
        {
            var byHost = _laneBits == 0 ? hostWrites : hostWrites & address[.._laneBits].Is(lane);
            var byKernel = mask is { } cells ? kernelWrites & cells[lane] : kernelWrites;
            _c.Write(_columns[lane], isHost.Then(byHost, byKernel), address[_laneBits..],
                isHost.Then(hostData, data[(32 * lane)..(32 * (lane + 1))]));
        }
    }

    /// <summary>The beat with the cell of an address, one cycle later.</summary>
    internal Bits Read(Bits address, Bits enable)
        => _columns.Select(column => _c.Read(column, address[_laneBits..], enable)).Aggregate(static (low, high) => low.Below(high));

    /// <summary>The cell of a beat that the host has asked for.</summary>
    internal Bits CellOf(Bits isHost, Bits hostAddress, Bits beat)
    {
        if (_laneBits == 0)
        {
            return beat;
        }

        var lane = _c.Register("host_lane", _laneBits);
        lane.Set(isHost, hostAddress[.._laneBits]);
        for (int bit = _laneBits - 1; bit >= 0; bit--)
        {
            int half = beat.Width / 2;
            beat = lane.Value[bit].Then(beat[half..], beat[..half]);
        }

        return beat;
    }
}
