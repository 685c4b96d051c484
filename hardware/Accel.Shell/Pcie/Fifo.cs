using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>A queue of words whose fullness is known from registers alone, so that no path of logic runs through it.</summary>
internal sealed class Fifo
{
    private readonly Module _module;
    private readonly Gates _gates;
    private readonly Memory _memory;
    private readonly RegisterSignal _write, _read, _count;
    private readonly int _depth;

    /// <param name="module">Where it lies.</param>
    /// <param name="name">Prefix of its names.</param>
    /// <param name="depth">Words, a power of two of at least 2.</param>
    /// <param name="widthBits">Bits a word.</param>
    internal Fifo(Module module, string name, int depth, int widthBits)
    {
        (_module, _gates, _depth) = (module, new Gates(module), depth);
        int bits = System.Numerics.BitOperations.Log2((uint)depth);
        _memory = module.Memory(name, depth, widthBits, MemoryStyle.Distributed);
        (_write, _read) = (module.Register(bits, 0, name + "_in"), module.Register(bits, 0, name + "_out"));
        _count = module.Register(bits + 1, 0, name + "_count");
        Head = module.Read(_memory, _read);
    }

    internal Signal Head { get; }

    internal Signal NotEmpty => _gates.Not(_gates.Is(_count, 0));

    internal Signal NotFull => _gates.Not(_gates.Is(_count, _depth));

    /// <summary>Connects it; a push when full or a pop when empty is the caller's error.</summary>
    internal void Connect(Signal push, Signal word, Signal pop)
    {
        _module.Write(_memory, push, _write, word);
        _module.Drive(_write, _gates.Plus(_write, 1), push);
        _module.Drive(_read, _gates.Plus(_read, 1), pop);
        _gates.Count(_count, push, pop);
        _module.Assert(push, NotFull, $"{_memory.Name}: a word is put into a full queue");
        _module.Assert(pop, NotEmpty, $"{_memory.Name}: a word is taken from an empty queue");
    }
}
