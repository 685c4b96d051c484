using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>
/// What happens to one word on a clock edge. Actions are in an order in which each sees the values from before the edge: whoever reads a
/// state comes before the one that changes it.
/// </summary>
internal abstract class EdgeAction
{
    /// <summary>1 bit; the action does nothing where it is 0. Null means always.</summary>
    public required Word? Enable { get; set; }

    /// <summary>What the action reads besides <see cref="Enable"/>.</summary>
    public abstract IEnumerable<Word> Reads { get; }

    /// <summary>The state that the action changes, or null for a memory.</summary>
    public abstract Word? Changes { get; }

    /// <summary>The action reads copies from now on, so that what it reads may change before it.</summary>
    public virtual void ReadCopies(WordGraph graph) => Enable = Enable is null ? null : CopyOf(Enable, graph);

    protected static Word CopyOf(Word word, WordGraph graph) => word.Op == WordOp.State ? graph.Copy(word) : word;
}

/// <summary>A word of a register takes its next value.</summary>
internal sealed class RegisterAction : EdgeAction
{
    public required Word State { get; init; }

    public required Word Next { get; set; }

    /// <summary>What the word holds after a reset, or null.</summary>
    public required ulong? ResetValue { get; init; }

    public override IEnumerable<Word> Reads => [Next];

    public override Word Changes => State;

    public override void ReadCopies(WordGraph graph)
    {
        base.ReadCopies(graph);
        Next = CopyOf(Next, graph);
    }
}

/// <summary>A word of a synchronous read port takes what the memory holds.</summary>
internal sealed class MemoryReadAction : EdgeAction
{
    public required Word State { get; init; }

    public required int Memory { get; init; }

    public required Word Address { get; set; }

    public override IEnumerable<Word> Reads => [Address];

    public override Word Changes => State;

    public override void ReadCopies(WordGraph graph)
    {
        base.ReadCopies(graph);
        Address = CopyOf(Address, graph);
    }
}

/// <summary>
/// A word of a memory is written, by all its ports one after the other: the last one wins, and which one that is shows only when they
/// are due together. With several ports each has an enable of its own, and the action none.
/// </summary>
internal sealed class MemoryWriteAction : EdgeAction
{
    public required int Memory { get; init; }

    /// <summary>Which 64 bits of the memory's word.</summary>
    public required int Part { get; init; }

    public required IReadOnlyList<Port> Ports { get; init; }

    public override IEnumerable<Word> Reads => Ports.SelectMany(p => new[] { p.Enable, p.Address, p.Data }).OfType<Word>();

    public override Word? Changes => null;

    public override void ReadCopies(WordGraph graph)
    {
        base.ReadCopies(graph);
        foreach (var port in Ports)
        {
            port.Enable = port.Enable is null ? null : CopyOf(port.Enable, graph);
            port.Address = CopyOf(port.Address, graph);
            port.Data = CopyOf(port.Data, graph);
        }
    }

    internal sealed class Port
    {
        public required Word? Enable { get; set; }

        public required Word Address { get; set; }

        public required Word Data { get; set; }
    }
}
