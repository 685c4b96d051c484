using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>The registers of docs/protocol.md, section 6, behind AXI4-Lite: one read and one write at a time, each answered before the next is taken.</summary>
internal sealed class PcieRegisters
{
    private const int AddressBits = 12;
    private const int IdentityCells = 40;
    private const int Okay = 0, SlaveError = 2;

    private readonly Module _m = new("accel_pcie_registers") { Summary = "Identity, job control and interrupt of a PCIe device behind AXI4-Lite." };
    private readonly Gates _g;

    private PcieRegisters() => _g = new Gates(_m);

    /// <summary>Makes the module.</summary>
    /// <param name="identity">The 40 cells of section 4.</param>
    internal static Module Build(ImmutableArray<uint> identity)
    {
        if (identity.Length != IdentityCells)
        {
            throw new ArgumentException($"an identity has {IdentityCells} cells, not {identity.Length}", nameof(identity));
        }

        var registers = new PcieRegisters();
        registers.Connect(identity);
        return registers._m;
    }

    private void Connect(ImmutableArray<uint> identity)
    {
        var write = TakeWrite();
        var job = new PcieJob(_m);
        Signal At(int offset) => _g.And(write.Now, _g.Is(write.Address, offset));
        Signal Held(string name, int offset, int widthBits)
        {
            var register = _m.Register(widthBits, 0, name);
            _m.Drive(register, _g.Bits(write.Data, 0, widthBits), At(offset));
            return register;
        }

        var session = Held("session", 0x100, 32);
        _m.Drive(job.Entry, write.Data, At(0x104));
        var bit = _g.Bits(write.Data, 0, 1);
        job.Connect(At(0x108), write.Data, _g.And(At(0x124), _g.Is(write.Data, 1)), out var hasEnded);
        var enable = Held("interrupt_enable", 0x128, 1);
        var pending = _m.Register(1, 0, "interrupt_pending");
        _m.Drive(pending, _g.Or(hasEnded, _g.And(pending, _g.Not(_g.And(At(0x12C), bit)))));
        _m.Output("irq", _g.And(pending, enable));

        var cyclesHigh = _m.Register(32, null, "cycles_high");
        var error = _g.Join(_g.Wide(job.Refused, 16), _g.Wide(job.Error, 16));
        Read(
            identity,
            read => _m.Drive(cyclesHigh, _g.Bits(job.Cycles, 32, 32), _g.And(read.Now, _g.Is(read.Address, 0x114))),
            (0x100, session),
            (0x104, job.Entry),
            (0x10C, job.State),
            (0x110, job.Number),
            (0x114, _g.Bits(job.Cycles, 0, 32)),
            (0x118, cyclesHigh),
            (0x11C, error),
            (0x120, job.Detail),
            (0x128, enable),
            (0x12C, pending));
    }

    // Address and data come independently of each other (A3.3.1); the write happens in the cycle in which both are there and its answer has room.
    private Access TakeWrite()
    {
        var (address, hasAddress) = Hold("s_axil_aw", ("addr", AddressBits));
        _m.Input("s_axil_awprot", 3);
        var (data, hasData) = Hold("s_axil_w", ("data", 32), ("strb", 4));
        var valid = _m.Register(1, 0, "s_axil_bvalid");
        var now = _g.And(hasAddress.Held, hasData.Held, _g.Not(valid));
        Release(hasAddress, now);
        Release(hasData, now);

        // Registers are written whole, and a write is answered when the answer before it is taken.
        var isKnown = _g.And(_g.Is(data[1], 15), Matches(address[0], 0x100, 0x104, 0x108, 0x124, 0x128, 0x12C));
        var response = _m.Register(2, null, "s_axil_bresp");
        _m.Drive(valid, _g.Or(now, _g.And(valid, _g.Not(_m.Input("s_axil_bready", 1)))));
        _m.Drive(response, _g.Mux(isKnown, _g.Const(Okay, 2), _g.Const(SlaveError, 2)), now);
        _m.Output("s_axil_bvalid", valid);
        _m.Output("s_axil_bresp", response);
        return new Access(_g.And(now, isKnown), address[0], data[0]);
    }

    private void Read(ImmutableArray<uint> identity, Action<Access> onRead, params ReadOnlySpan<(int Offset, Signal Value)> registers)
    {
        var (fields, held) = Hold("s_axil_ar", ("addr", AddressBits));
        _m.Input("s_axil_arprot", 3);
        var address = fields[0];
        var valid = _m.Register(1, 0, "s_axil_rvalid");
        var now = _g.And(held.Held, _g.Not(valid));
        Release(held, now);
        onRead(new Access(now, address, address));

        var rom = _m.Memory("identity", IdentityCells, 32, MemoryStyle.Distributed, [.. identity.Select(c => (BigInteger)c)]);
        var word = _g.Bits(address, 2, rom.AddressWidthBits);
        var isIdentity = _g.And(_g.Less(address, _g.Const(4 * IdentityCells, AddressBits)), _g.Is(_g.Bits(address, 0, 2), 0));
        var data = _g.Mux(isIdentity, _m.Read(rom, _g.Mux(isIdentity, word, _g.Const(0, word.WidthBits))), _g.Const(0, 32));
        Signal known = isIdentity;
        foreach (var (offset, value) in registers)
        {
            var here = _g.Is(address, offset);
            (known, data) = (_g.Or(known, here), _g.Mux(here, _g.Wide(value, 32), data));
        }

        RegisterSignal shown = _m.Register(32, null, "s_axil_rdata"), response = _m.Register(2, null, "s_axil_rresp");
        _m.Drive(shown, data, now);
        _m.Drive(response, _g.Mux(known, _g.Const(Okay, 2), _g.Const(SlaveError, 2)), now);
        _m.Drive(valid, _g.Or(now, _g.And(valid, _g.Not(_m.Input("s_axil_rready", 1)))));
        _m.Output("s_axil_rvalid", valid);
        _m.Output("s_axil_rdata", shown);
        _m.Output("s_axil_rresp", response);
    }

    private Signal Matches(Signal address, params ReadOnlySpan<int> offsets)
    {
        Signal any = _g.Zero;
        foreach (int offset in offsets)
        {
            any = _g.Or(any, _g.Is(address, offset));
        }

        return any;
    }

    // One transfer of a channel on which this side listens: READY is high until something is held.
    private (Signal[] Fields, Channel Channel) Hold(string name, params ReadOnlySpan<(string Port, int WidthBits)> fields)
    {
        var held = _m.Register(1, 0, name + "_held");
        var ready = _g.Not(held);
        var taken = _g.And(_m.Input(name + "valid", 1), ready);
        _m.Output(name + "ready", ready);
        var values = new Signal[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            var register = _m.Register(fields[i].WidthBits, null, name + fields[i].Port + "_held");
            _m.Drive(register, _m.Input(name + fields[i].Port, fields[i].WidthBits), taken);
            values[i] = register;
        }

        return (values, new Channel(held, taken));
    }

    private void Release(Channel channel, Signal now) => _m.Drive(channel.Held, _g.Or(channel.Taken, _g.And(channel.Held, _g.Not(now))));

    private readonly record struct Channel(RegisterSignal Held, Signal Taken);

    private readonly record struct Access(Signal Now, Signal Address, Signal Data);
}
