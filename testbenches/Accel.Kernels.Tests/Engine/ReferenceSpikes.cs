namespace Accel.Kernels.Tests;

/// <summary>The two spike buffers and whose turn it is: one is read, one is written, a written one waits for its reader.</summary>
internal sealed class ReferenceSpikes(int words)
{
    private const uint Garbage = 0xA5C3_96F0;
    private readonly uint[][] _buffers = [new uint[words * 16], new uint[words * 16]]; // [piece, timestep of four]
    private readonly Queue<int> _free = new([0, 1]);
    private readonly Queue<int> _full = new();
    private int _source = -1;
    private int _destination = -1;

    public bool HasSource => _source >= 0;

    public bool HasDestination => _destination >= 0;

    public bool OpenSource() => _source < 0 && Take(_full, ref _source);

    public void CloseSource()
    {
        _free.Enqueue(_source);
        _source = -1;
    }

    public bool OpenDestination()
    {
        if (_destination >= 0 || !Take(_free, ref _destination))
        {
            return false;
        }

        // What a layer does not write is not to be read.
        Array.Fill(_buffers[_destination], Garbage);
        return true;
    }

    public void CloseDestination()
    {
        _full.Enqueue(_destination);
        _destination = -1;
    }

    public uint Read(int piece, int column) => _buffers[_source][(piece * 4) + column];

    public void Write(int piece, int column, uint bits, uint mask)
    {
        ref uint target = ref _buffers[_destination][(piece * 4) + column];
        target = (target & ~mask) | (bits & mask);
    }

    public void Or(int piece, int column, uint bits) => _buffers[_destination][(piece * 4) + column] |= bits;

    private static bool Take(Queue<int> from, ref int buffer)
    {
        if (!from.TryDequeue(out int taken))
        {
            return false;
        }

        buffer = taken;
        return true;
    }
}
