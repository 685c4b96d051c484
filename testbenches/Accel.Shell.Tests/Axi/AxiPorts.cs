using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Shell.Tests.Axi;

/// <summary>
/// Reads the channels of an AXI4 master, or of an AXI4-Lite slave, off a simulated module: a port that Lite does not have stands for its
/// only value.
/// </summary>
/// <param name="simulator">The module's simulation.</param>
/// <param name="prefix">Of the port names.</param>
internal sealed class AxiPorts(ISimulator simulator, string prefix)
{
    private readonly Dictionary<string, Func<BigInteger>> _ports = simulator.Module.Inputs
        .Where(i => i.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(i => (i.Name, Read: (Func<BigInteger>)(() => simulator.Peek(i))))
        .Concat(simulator.Module.Outputs.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => (Name: n, Read: Output(simulator, n))))
        .ToDictionary(p => p.Name[prefix.Length..], p => p.Read, StringComparer.Ordinal);

    internal int DataBytes => simulator.Module.Inputs.Select(i => (i.Name, i.WidthBits)).Concat(simulator.Module.Outputs.Select(o => (Name: o.Key, o.Value.WidthBits)))
        .Single(p => p.Name == prefix + "rdata").WidthBits / 8;

    internal AxiSample Now() => new(
        simulator.ResetAsserted,
        Address("aw"),
        new AxiDataSample(Bit("wvalid"), Bit("wready"), At("wdata"), At("wstrb"), !_ports.ContainsKey("wlast") || Bit("wlast")),
        new AxiAnswerSample(Bit("bvalid"), Bit("bready"), 0, (int)At("bresp"), true),
        Address("ar"),
        new AxiAnswerSample(Bit("rvalid"), Bit("rready"), Bit("rvalid") ? At("rdata") : 0, (int)At("rresp"), !_ports.ContainsKey("rlast") || Bit("rlast")));

    private AxiAddressSample Address(string channel) => new(
        Bit(channel + "valid"),
        Bit(channel + "ready"),
        (ulong)At(channel + "addr"),
        (int)At(channel + "len"),
        _ports.ContainsKey(channel + "size") ? (int)At(channel + "size") : 2,
        _ports.ContainsKey(channel + "burst") ? (int)At(channel + "burst") : 1,
        ((int)At(channel + "cache") << 3) | (int)At(channel + "prot"));

    private BigInteger At(string port) => _ports.TryGetValue(port, out var read) ? read() : 0;

    private bool Bit(string port) => !At(port).IsZero;

    private static Func<BigInteger> Output(ISimulator simulator, string name)
    {
        int index = simulator.OutputIndex(name);
        return () => simulator.GetOutputWide(index);
    }
}
