using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>
/// A kernel as a device behind PCIe: the registers of docs/protocol.md, section 6, on an AXI4-Lite slave (<c>s_axil_*</c>), the kernel's memory on an
/// AXI4 master (<c>m_axi_*</c>), and an interrupt line (<c>irq</c>). The bridge to PCIe (XDMA), the memory and its interconnect lie outside, on the board.
/// </summary>
public static class PcieShell
{
    /// <summary>The entity's name.</summary>
    public const string Name = "accel_pcie_shell";

    /// <summary>Makes the module.</summary>
    /// <param name="kernel">A module with the ports of a generated kernel.</param>
    /// <param name="identity">The 40 cells of docs/protocol.md, section 4; their memory size is that of <paramref name="options"/>.</param>
    /// <param name="options">What the memory behind the master is like.</param>
    /// <exception cref="ArgumentException">The kernel lacks a port, or an option is out of range.</exception>
    public static Module Build(Module kernel, ImmutableArray<uint> identity, AxiMasterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        options ??= new AxiMasterOptions();
        var data = kernel.Inputs.SingleOrDefault(i => i.Name == "mem_rsp_data")
            ?? throw new ArgumentException($"{kernel.Name} has no memory port: it lacks mem_rsp_data", nameof(kernel));
        int burstBits = kernel.Outputs.TryGetValue("mem_req_burst", out var burst) ? burst.WidthBits : 0;
        var masterModule = AxiMaster.Build(data.WidthBits / 32, burstBits, options);
        var registersModule = PcieRegisters.Build(identity);

        var shell = new Module(Name) { Summary = $"{kernel.Name} behind PCIe: AXI4-Lite registers, AXI4 memory master, interrupt." };
        var outer = new Dictionary<string, Signal>(StringComparer.Ordinal);
        foreach (var port in masterModule.Inputs.Concat(registersModule.Inputs).Where(p => IsOfBus(p.Name)))
        {
            outer.Add(port.Name, shell.Input(port.Name, port.WidthBits));
        }

        // The three feed each other, so what they say is known by wires before any of them is there.
        var wires = new Dictionary<string, WireSignal>(StringComparer.Ordinal);
        string NameOf(Module module, string port) => module != kernel || port.StartsWith("mem_", StringComparison.Ordinal) ? port : "kernel_" + port;
        (string Name, Module Module)[] parts = [("kernel", kernel), ("master", masterModule), ("registers", registersModule)];
        foreach (var (_, module) in parts)
        {
            foreach (var (port, signal) in module.Outputs)
            {
                wires.Add(NameOf(module, port), shell.Wire(signal.WidthBits, NameOf(module, port)));
            }
        }

        foreach (var (name, module) in parts)
        {
            var inputs = module.Inputs.ToDictionary(
                static p => p.Name,
                p => outer.GetValueOrDefault(p.Name) ?? wires.GetValueOrDefault(NameOf(module, p.Name)) ?? throw new ArgumentException($"{module.Name}: nothing drives {p.Name}", nameof(kernel)));
            var instance = shell.Instantiate(name, module, inputs, module == kernel ? wires["abort"] : null);
            foreach (var (port, signal) in instance.Outputs)
            {
                shell.Connect(wires[NameOf(module, port)], signal);
                if (IsOfBus(port))
                {
                    shell.Output(port, signal);
                }
            }
        }

        return shell;
    }

    private static bool IsOfBus(string port) => port.StartsWith("m_axi_", StringComparison.Ordinal) || port.StartsWith("s_axil_", StringComparison.Ordinal) || port == "irq";
}
