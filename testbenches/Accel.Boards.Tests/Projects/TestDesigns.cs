using System.Collections.Immutable;
using Accel.Boards.Projects;
using Accel.Rtl;

namespace Accel.Boards.Tests.Projects;

/// <summary>Small circuits with the ports of the shells: what projects are made of in these tests.</summary>
internal static class TestDesigns
{
    internal static string Hash { get; } = new('5', 64);

    /// <summary>Every board with every way to a host that it has.</summary>
    internal static IEnumerable<(Board Board, TransportKind Transport)> All => BoardCatalogue.All.SelectMany(static b => b.Transports.Select(t => (b, t)));

    /// <summary>A design; behind AXI with a memory port of some bits.</summary>
    internal static BoardDesign Of(Board board, TransportKind transport, int portBits = 64)
    {
        var shell = transport == TransportKind.Serial ? Serial() : Axi(portBits);
        return BoardDesign.Of(board, transport, shell,
            new DesignIdentity("Kernel", Hash, "0.1.0", ImmutableSortedDictionary<string, string>.Empty) { PortBits = portBits });
    }

    internal static BoardDesign Of(string board, string transport, int portBits = 64)
        => Of(BoardCatalogue.Find(board), Enum.Parse<TransportKind>(transport), portBits);

    // What it receives it sends, three cycles later.
    private static Module Serial()
    {
        var module = new Module("SerialShell");
        Signal line = module.Not(module.Input("rx", 1));
        for (int i = 0; i < 3; i++)
        {
            var register = module.Register(1, 0);
            module.Drive(register, line);
            line = register;
        }

        module.Output("tx", module.Not(line));
        return module;
    }

    // Enough of AXI for interfaces to be inferred; it answers nothing.
    private static Module Axi(int portBits)
    {
        var module = new Module("AxiShell");
        foreach (var (name, width) in ((string, int)[])[("m_axi_rdata", portBits), ("m_axi_rvalid", 1), ("m_axi_bvalid", 1),
            ("s_axil_awaddr", 12), ("s_axil_awvalid", 1), ("s_axil_wdata", 32)])
        {
            var seen = module.Register(width, 0);
            module.Drive(seen, module.Input(name, width));
            module.Output("seen_" + name, seen);
        }

        module.Output("m_axi_awaddr", module.Constant(0, 40));
        module.Output("s_axil_awready", module.Constant(1, 1));
        module.Output("irq", module.Constant(0, 1));
        return module;
    }
}
