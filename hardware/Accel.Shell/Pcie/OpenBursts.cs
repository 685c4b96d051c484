using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>
/// The bursts of one direction that are asked for and not answered yet, oldest first, and the blocks between the lowest and the highest of
/// them: a burst lies in one block. AXI orders nothing between reads and writes, so a burst of the other direction into those blocks has to
/// wait.
/// </summary>
internal sealed class OpenBursts
{
    private readonly Fifo _starts;
    private readonly Reg _lowest, _highest;

    private readonly int _blockBits;

    /// <param name="c">Where they are.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="most">How many there can be.</param>
    /// <param name="blockBits">Bits of a cell's address inside of its block.</param>
    internal OpenBursts(Circuit c, string name, int most, int blockBits)
    {
        _blockBits = blockBits;
        _starts = new Fifo(c, name + "_starts", most, 32);
        (_lowest, _highest) = (c.Register(name + "_lowest", 32 - blockBits), c.Register(name + "_highest", 32 - blockBits));
    }

    internal Bits Any => _starts.NotEmpty;

    internal Bits HasRoom => _starts.NotFull;

    /// <summary>First cell of the oldest one.</summary>
    internal Bits Oldest => _starts.Head;

    /// <summary>Whether a burst may touch the cells of an open one.</summary>
    internal Bits Touches(Bits first) => Any & (first[_blockBits..] <= _highest) & (_lowest <= first[_blockBits..]);

    internal void Connect(Bits begin, Bits first, Bits answered)
    {
        _starts.Connect(begin, first, answered);
        var block = first[_blockBits..];
        _lowest.Set(begin, Any.Then(_lowest.Value.Min(block), block));
        _highest.Set(begin, Any.Then(_highest.Value.Max(block), block));
    }
}
