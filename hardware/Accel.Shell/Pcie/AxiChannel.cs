using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>
/// A channel on which the master speaks: what is shown lies in registers, stays until it is taken, and may be replaced on the edge that takes it
/// (AMBA AXI, A3.2.1: VALID does not depend on READY, and once high stays so until the handshake).
/// </summary>
internal sealed class AxiChannel
{
    private readonly Module _module;
    private readonly Gates _gates;
    private readonly RegisterSignal _valid;
    private readonly Signal _ready;
    private readonly string _name;

    internal AxiChannel(Module module, string name)
    {
        (_module, _gates, _name) = (module, new Gates(module), name);
        _ready = module.Input(name + "ready", 1);
        _valid = module.Register(1, 0, name + "valid");
        module.Output(name + "valid", _valid);
    }

    internal Signal Valid => _valid;

    /// <summary>Something may be loaded in this cycle.</summary>
    internal Signal IsFree => _gates.Or(_gates.Not(_valid), _ready);

    internal void Connect(Signal load, params ReadOnlySpan<(string Port, Signal Value)> payload)
    {
        _module.Drive(_valid, _gates.Or(load, _gates.And(_valid, _gates.Not(_ready))));
        foreach (var (port, value) in payload)
        {
            var register = _module.Register(value.WidthBits, null, _name + port);
            _module.Drive(register, value, load);
            _module.Output(_name + port, register);
        }
    }

    internal void Fixed(string port, int value, int widthBits) => _module.Output(_name + port, _module.Constant(value, widthBits));
}
