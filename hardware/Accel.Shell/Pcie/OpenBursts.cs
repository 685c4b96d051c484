using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>
/// The bursts of one direction that are asked for and not answered yet, oldest first, and the cells between the lowest and the highest of them. AXI orders
/// nothing between reads and writes, so a burst of the other direction that touches those cells has to wait.
/// </summary>
internal sealed class OpenBursts
{
    private readonly Module _module;
    private readonly Gates _gates;
    private readonly Fifo _starts;
    private readonly RegisterSignal _lowest, _highest;

    internal OpenBursts(Module module, string name, int most)
    {
        (_module, _gates) = (module, new Gates(module));
        _starts = new Fifo(module, name + "_starts", most, 32);
        (_lowest, _highest) = (module.Register(32, null, name + "_lowest"), module.Register(32, null, name + "_highest"));
    }

    internal Signal Any => _starts.NotEmpty;

    internal Signal HasRoom => _starts.NotFull;

    /// <summary>First cell of the oldest one.</summary>
    internal Signal Oldest => _starts.Head;

    /// <summary>Whether cells may be among those of an open burst.</summary>
    internal Signal Touches(Signal first, Signal last) => _gates.And(Any, _gates.AtMost(first, _highest), _gates.AtMost(_lowest, last));

    internal void Connect(Signal begin, Signal first, Signal last, Signal answered)
    {
        _starts.Connect(begin, first, answered);
        _module.Drive(_lowest, _gates.Mux(Any, _gates.Min(_lowest, first), first), begin);
        _module.Drive(_highest, _gates.Mux(Any, _gates.Max(_highest, last), last), begin);
    }
}
