using System.Numerics;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>
/// The registers of docs/protocol.md, section 6, behind AXI4-Lite: one read and one write at a time, each answered before the next is
/// taken.
/// </summary>
internal sealed class PcieRegisters
{
    private const int AddressBits = 12;
    private const int Okay = 0, SlaveError = 2;

    private readonly Circuit _c = new("accel_pcie_registers", "Identity, job control and interrupt of a PCIe device behind AXI4-Lite.");

    /// <summary>Makes the module.</summary>
    /// <param name="identity">What the device says about itself.</param>
    internal static Module Build(ShellIdentity identity)
    {
        var registers = new PcieRegisters();
        registers.Connect(identity);
        return registers._c.Finish();
    }

    private void Connect(ShellIdentity identity)
    {
        var write = TakeWrite();
        var job = new PcieJob(_c);
        Bits At(PcieRegister offset) => write.Now & write.Address.Is((int)offset);
        Reg Held(string name, PcieRegister offset, int width)
        {
            var register = _c.Register(name, width, 0);
            register.Set(At(offset), write.Data[..width]);
            return register;
        }

        var session = Held("session", PcieRegister.Session, 32);
        job.Entry.Set(At(PcieRegister.Entry), write.Data);
        job.Connect(At(PcieRegister.Start), write.Data, At(PcieRegister.Reset) & write.Data.Is(1), out var hasEnded);
        var enable = Held("interrupt_enable", PcieRegister.InterruptEnable, 1);
        var pending = _c.Register("interrupt_pending", 1, 0);
        pending.Set(hasEnded | (pending.Value & ~(At(PcieRegister.InterruptPending) & write.Data[0])));
        _c.Output("irq", pending.Value & enable);

        var cyclesHigh = _c.Register("cycles_high", 32);
        var error = job.Error.Value.ZeroExtend(16).Below(job.Refused.Value.ZeroExtend(16));
        Read(
            identity,
            read => cyclesHigh.Set(read.Now & read.Address.Is((int)PcieRegister.CyclesLow), job.Cycles.Value[32..]),
            (PcieRegister.Session, session),
            (PcieRegister.Entry, job.Entry),
            (PcieRegister.State, job.State),
            (PcieRegister.Job, job.Number),
            (PcieRegister.CyclesLow, job.Cycles.Value[..32]),
            (PcieRegister.CyclesHigh, cyclesHigh),
            (PcieRegister.Error, error),
            (PcieRegister.Detail, job.Detail),
            (PcieRegister.InterruptEnable, enable),
            (PcieRegister.InterruptPending, pending));
    }

    // Address and data come independently of each other (A3.3.1); the write happens in the cycle in which both are there and its answer has
    // room.
    private Access TakeWrite()
    {
        var (address, hasAddress) = Hold("s_axil_aw", ("addr", AddressBits));
        _c.Input("s_axil_awprot", 3);
        var (data, hasData) = Hold("s_axil_w", ("data", 32), ("strb", 4));
        var valid = _c.Register("s_axil_bvalid", 1, 0);
        var now = hasAddress.Held & hasData.Held.Value & ~valid.Value;
        hasAddress.Release(now);
        hasData.Release(now);

        // Registers are written whole, and a write is answered when the answer before it is taken.
        PcieRegister[] offsets =
        [
            PcieRegister.Session, PcieRegister.Entry, PcieRegister.Start, PcieRegister.Reset,
            PcieRegister.InterruptEnable, PcieRegister.InterruptPending,
        ];
        var isKnown = data[1].All() & Circuit.AnyOf([.. offsets.Select(offset => address[0].Is((int)offset))]);
        var response = _c.Register("s_axil_bresp", 2);
        valid.Set(now | (valid.Value & ~_c.Input("s_axil_bready")));
        response.Set(now, Response(isKnown));
        _c.Output("s_axil_bvalid", valid);
        _c.Output("s_axil_bresp", response);
        return new Access(now & isKnown, address[0], data[0]);
    }

    private void Read(ShellIdentity identity, Action<Access> onRead, params ReadOnlySpan<(PcieRegister Offset, Bits Value)> registers)
    {
        var (fields, held) = Hold("s_axil_ar", ("addr", AddressBits));
        _c.Input("s_axil_arprot", 3);
        var address = fields[0];
        var valid = _c.Register("s_axil_rvalid", 1, 0);
        var now = held.Held & ~valid.Value;
        held.Release(now);
        onRead(new Access(now, address, address));

        var rom = _c.DistributedMemory("identity", IdentityCell.Count, 32, [.. identity.ToCells().Select(static c => (BigInteger)c)]);
        var isIdentity = (address < _c.Number(4 * IdentityCell.Count, AddressBits)) & address[..2].Is(0);
        var data = _c.ReadNow(rom, address[2..(2 + rom.AddressWidthBits)].When(isIdentity)).When(isIdentity);
        var known = isIdentity;
        foreach (var (offset, value) in registers)
        {
            var here = address.Is((int)offset);
            (known, data) = (known | here, here.Then(value.ZeroExtend(32), data));
        }

        Reg shown = _c.Register("s_axil_rdata", 32), response = _c.Register("s_axil_rresp", 2);
        shown.Set(now, data);
        response.Set(now, Response(known));
        valid.Set(now | (valid.Value & ~_c.Input("s_axil_rready")));
        _c.Output("s_axil_rvalid", valid);
        _c.Output("s_axil_rdata", shown);
        _c.Output("s_axil_rresp", response);
    }

    private Bits Response(Bits isKnown) => isKnown.Then(_c.Number(Okay, 2), _c.Number(SlaveError, 2));

    // One transfer of a channel on which this side listens: READY is high until something is held.
    private (Bits[] Fields, Channel Channel) Hold(string name, params ReadOnlySpan<(string Port, int Width)> fields)
    {
        var held = _c.Register(name + "_held", 1, 0);
        var ready = ~held.Value;
        var taken = _c.Input(name + "valid") & ready;
        _c.Output(name + "ready", ready);
        var values = new Bits[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            var register = _c.Register(name + fields[i].Port + "_held", fields[i].Width);
            register.Set(taken, _c.Input(name + fields[i].Port, fields[i].Width));
            values[i] = register;
        }

        return (values, new Channel(held, taken));
    }

    private readonly record struct Channel(Reg Held, Bits Taken)
    {
        internal void Release(Bits now) => Held.Set(Taken | (Held.Value & ~now));
    }

    private readonly record struct Access(Bits Now, Bits Address, Bits Data);
}
