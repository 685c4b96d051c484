using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>
/// A channel on which the master speaks: what is shown lies in registers, stays until it is taken, and may be replaced on the edge that
/// takes it (AMBA AXI, A3.2.1: VALID does not depend on READY, and once high stays so until the handshake).
/// </summary>
internal sealed class AxiChannel
{
    private readonly Circuit _c;
    private readonly Reg _valid;
    private readonly Bits _ready;
    private readonly string _name;

    internal AxiChannel(Circuit c, string name)
    {
        (_c, _name) = (c, name);
        _ready = c.Input(name + "ready");
        _valid = c.Register(name + "valid", 1, 0);
        c.Output(name + "valid", _valid);
    }

    internal Bits Valid => _valid;

    /// <summary>Something may be loaded in this cycle.</summary>
    internal Bits IsFree => ~Valid | _ready;

    internal void Connect(Bits load, params ReadOnlySpan<(string Port, Bits Value)> payload)
    {
        _valid.Set(load | (Valid & ~_ready));
        foreach (var (port, value) in payload)
        {
            var register = _c.Register(_name + port, value.Width);
            register.Set(load, value);
            _c.Output(_name + port, register);
        }
    }

    internal void Fixed(string port, int value, int width) => _c.Output(_name + port, _c.Number(value, width));
}
