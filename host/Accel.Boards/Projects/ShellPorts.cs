using Accel.Rtl;

namespace Accel.Boards.Projects;

/// <summary>What a top level connects of a shell, beside <c>clk</c> and <c>rst</c>.</summary>
internal static class ShellPorts
{
    /// <summary>The serial line, as the shell names it.</summary>
    internal const string SerialReceive = "rx", SerialTransmit = "tx";

    /// <summary>What the names of the AXI ports begin with: the kernel's memory, and the registers.</summary>
    internal const string MemoryPrefix = "m_axi_", RegistersPrefix = "s_axil_";

    /// <summary>The interrupt of a shell behind AXI.</summary>
    internal const string Interrupt = "irq";

    /// <summary>All ports with direction and width, inputs first, as the VHDL has them.</summary>
    internal static IEnumerable<(string Name, string Direction, int WidthBits)> Of(Module shell) =>
    [
        .. shell.Inputs.Select(static i => (i.Name, "in", i.WidthBits)),
        .. shell.Outputs.Select(static o => (o.Key, "out", o.Value.WidthBits)),
    ];

    /// <summary>Throws when the shell is not one for this transport.</summary>
    internal static void Check(Module shell, TransportKind transport)
    {
        bool fits = transport == TransportKind.Serial
            ? shell.Inputs is [{ Name: SerialReceive, WidthBits: 1 }] && shell.Outputs.ContainsKey(SerialTransmit)
            : shell.Inputs.Any(static i => i.Name.StartsWith(MemoryPrefix, StringComparison.Ordinal))
                && shell.Inputs.Any(static i => i.Name.StartsWith(RegistersPrefix, StringComparison.Ordinal));
        if (!fits)
        {
            throw new ArgumentException($"{shell.Name} is not a shell for {transport}: it has the ports {string.Join(", ", Of(shell).Select(static p => p.Name))}", nameof(shell));
        }
    }
}
