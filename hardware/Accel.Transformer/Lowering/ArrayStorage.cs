using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Lowering;

/// <summary>
/// An array's memory with what reads and writes it. Port 0 reads and port 1 writes; where the schedule has given one of them more than
/// that, it is a port of true dual-port block RAM: reads and writes share the address, and a write reads too, which nobody looks at.
/// </summary>
/// <param name="array">The array.</param>
/// <param name="memory">Its memory.</param>
/// <param name="wires">The netlist.</param>
internal sealed class ArrayStorage(ArrayVariable array, Memory memory, Wires wires)
{
    private readonly Port[] _ports = [new(wires), new(wires)];

    private sealed class Port(Wires wires)
    {
        public Selector Reads { get; } = new(wires);

        public Selector Writes { get; } = new(wires);

        public Selector Data { get; } = new(wires);

        /// <summary>Reads and writes.</summary>
        public Selector All { get; } = new(wires);

        public WireSignal? AddressWire { get; set; }

        public WireSignal? EnableWire { get; set; }

        public MemoryReadSignal? Read { get; set; }
    }

    /// <summary>The memory.</summary>
    public Memory Memory { get; } = memory;

    /// <summary>Writes at a port.</summary>
    public void Store(int port, Signal when, Signal address, Signal data)
    {
        _ports[port].Writes.Add(when, address);
        _ports[port].Data.Add(when, data);
        _ports[port].All.Add(when, address);
    }

    /// <summary>What a port reads on the clock edge; the address is given by <see cref="ReadAt"/>.</summary>
    public MemoryReadSignal ReadPort(int number)
    {
        var port = _ports[number];
        if (port.Read is null)
        {
            string name = array.Name + (number == 0 ? "" : "_second");
            port.AddressWire = wires.Module.Wire(Memory.AddressWidthBits, name + "_read_address", array.Source);
            port.EnableWire = wires.Module.Wire(1, name + "_read_enable", array.Source);
            port.Read = wires.Module.ReadSynchronous(Memory, port.AddressWire, port.EnableWire, array.Source);
            port.Read.NameHint = name + "_data";
        }

        return port.Read;
    }

    /// <summary>Gives a read port an address.</summary>
    public void ReadAt(int port, Signal when, Signal address)
    {
        _ports[port].Reads.Add(when, address);
        _ports[port].All.Add(when, address);
    }

    /// <summary>Connects everything.</summary>
    public void Finish()
    {
        if (_ports.All(static p => p.Writes.IsEmpty) && Memory.Initial.IsEmpty)
        {
            // Nothing that is ever executed stores here, so nothing that is ever executed reads here: any content will do.
            wires.Module.Write(Memory, wires.Zero, wires.Constant(0, Memory.AddressWidthBits), wires.Constant(0, Memory.WidthBits));
        }

        var uses = _ports.Select(Finish).ToList();
        bool isDual = !_ports[0].Writes.IsEmpty || _ports[1].Read is not null;
        if (isDual && uses is [({ } first, var firstWrite), ({ } second, var secondWrite)])
        {
            var writes = wires.And(wires.And(first.Enable, second.Enable), wires.Or(firstWrite, secondWrite))!;
            wires.Module.Assert(writes, wires.Binary(Operator.NotEqual, first.Address, second.Address),
                $"{array.Name} is written at an address where its other port reads or writes in the same cycle", array.Source);
        }
    }

    // When the port is used and where, and when it writes; null where it is not used.
    private ((Signal Enable, Signal Address)? Use, Signal Writes) Finish(Port port)
    {
        if (port.All.IsEmpty)
        {
            return (null, wires.Zero);
        }

        bool isShared = port.Read is not null && !port.Writes.IsEmpty;
        var (enable, address) = (isShared ? port.All : port.Read is null ? port.Writes : port.Reads).Build();
        var writes = wires.Zero;
        if (!port.Writes.IsEmpty)
        {
            writes = isShared ? port.Writes.Build().Enable : enable;
            writes.NameHint ??= array.Name + "_write";
            wires.Module.Write(Memory, writes, address, port.Data.Build().Value);
        }

        if (port.Read is not null)
        {
            wires.Module.Connect(port.AddressWire!, address);
            wires.Module.Connect(port.EnableWire!, enable);
        }

        return ((enable, address), writes);
    }
}
