using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>
/// The bursts of one direction that are asked for and not answered yet, oldest first, and the cells between the lowest and the highest of them. AXI orders
/// nothing between reads and writes, so a burst of the other direction that touches those cells has to wait.
/// </summary>
internal sealed class OpenBursts
{
    private readonly Fifo _starts;
    private readonly Reg _lowest, _highest;

    internal OpenBursts(Circuit c, string name, int most)
    {
        _starts = new Fifo(c, name + "_starts", most, 32);
        (_lowest, _highest) = (c.Register(name + "_lowest", 32), c.Register(name + "_highest", 32));
    }

    internal Bits Any => _starts.NotEmpty;

    internal Bits HasRoom => _starts.NotFull;

    /// <summary>First cell of the oldest one.</summary>
    internal Bits Oldest => _starts.Head;

    /// <summary>Whether cells may be among those of an open burst.</summary>
    internal Bits Touches(Bits first, Bits last) => Any & (first <= _highest) & (_lowest <= last);

    internal void Connect(Bits begin, Bits first, Bits last, Bits answered)
    {
        _starts.Connect(begin, first, answered);
        _lowest.Set(begin, Any.Then(_lowest.Value.Min(first), first));
        _highest.Set(begin, Any.Then(_highest.Value.Max(last), last));
    }
}
