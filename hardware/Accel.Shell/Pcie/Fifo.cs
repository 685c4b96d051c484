using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>A queue of words whose fullness is known from registers alone, so that no path of logic runs through it.</summary>
internal sealed class Fifo
{
    private readonly Circuit _c;
    private readonly Memory _memory;
    private readonly Reg _write, _read, _count;

    /// <param name="c">Where it lies.</param>
    /// <param name="name">Prefix of its names.</param>
    /// <param name="depth">Words, a power of two of at least 2.</param>
    /// <param name="width">Bits of a word.</param>
    internal Fifo(Circuit c, string name, int depth, int width)
    {
        _c = c;
        int bits = BitOperations.Log2((uint)depth);
        _memory = c.DistributedMemory(name, depth, width);
        (_write, _read) = (c.Register(name + "_in", bits, 0), c.Register(name + "_out", bits, 0));
        _count = c.Register(name + "_count", bits + 1, 0);
        Head = c.ReadNow(_memory, _read);
        (NotEmpty, NotFull) = (~_count.Value.Is(0), ~_count.Value.Is(depth));
    }

    internal Bits Head { get; }

    internal Bits NotEmpty { get; }

    internal Bits NotFull { get; }

    /// <summary>Connects it; a push when full or a pop when empty is the caller's error.</summary>
    internal void Connect(Bits push, Bits word, Bits pop)
    {
        _c.Write(_memory, push, _write, word);
        _write.Set(push, _write.Value + 1);
        _read.Set(pop, _read.Value + 1);
        _count.Count(push, pop);
        _c.Assert(push, NotFull, $"{_memory.Name}: a word is put into a full queue");
        _c.Assert(pop, NotEmpty, $"{_memory.Name}: a word is taken from an empty queue");
    }
}
