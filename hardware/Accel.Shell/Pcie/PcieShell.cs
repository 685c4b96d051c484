using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Construction;

namespace Accel.Shell.Pcie;

/// <summary>
/// A kernel as a device behind PCIe: the registers of docs/protocol.md, section 6, on an AXI4-Lite slave (<c>s_axil_*</c>), the kernel's
/// memory on an AXI4 master (<c>m_axi_*</c>), and an interrupt line (<c>irq</c>). The bridge to PCIe (XDMA), the memory and its
/// interconnect lie outside, on the board.
/// </summary>
public static class PcieShell
{
    /// <summary>The entity's name.</summary>
    public const string Name = "accel_pcie_shell";

    /// <summary>Makes the module.</summary>
    /// <param name="kernel">A module with the ports of a generated kernel.</param>
    /// <param name="identity">Design, board and clock; the memory is that of the options, and there is no line.</param>
    /// <param name="options">What the memory behind the master is like.</param>
    /// <exception cref="ArgumentException">The kernel lacks a port, an option is out of range, or the identity has no room for a
    /// name.</exception>
    public static Module Build(Module kernel, ShellIdentity identity, AxiMasterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(identity);
        options ??= new AxiMasterOptions();
        var data = kernel.Inputs.SingleOrDefault(i => i.Name == KernelInterface.ResponseData)
            ?? throw new ArgumentException($"{kernel.Name} has no memory port: it lacks {KernelInterface.ResponseData}", nameof(kernel));
        int burstBits = kernel.Outputs.TryGetValue(KernelInterface.RequestBurst, out var burst) ? burst.WidthBits : 0;
        var masterModule = AxiMaster.Build(data.WidthBits / 32, burstBits, options);
        var registersModule = PcieRegisters.Build(identity with { MemoryCells = options.MemoryCells, LargestPayloadBytes = 0, ReceiveBufferBytes = 0, BaseRate = 0 });

        var c = new Circuit(Name, $"{kernel.Name} behind PCIe: AXI4-Lite registers, AXI4 memory master, interrupt.");
        var drivers = new Dictionary<string, Bits>(StringComparer.Ordinal);
        foreach (var port in masterModule.Inputs.Concat(registersModule.Inputs).Where(p => IsOfBus(p.Name)))
        {
            drivers.Add(port.Name, c.Input(port.Name, port.WidthBits));
        }

        // The three feed each other, so what they say is known by wires before any of them is there.
        string NameOf(Module module, string port) => module != kernel || port.StartsWith("mem_", StringComparison.Ordinal) ? port : "kernel_" + port;
        (string Name, Module Module)[] parts = [("kernel", kernel), ("master", masterModule), ("registers", registersModule)];
        foreach (var (_, module) in parts)
        {
            foreach (var (port, signal) in module.Outputs)
            {
                drivers.Add(NameOf(module, port), c.Later(NameOf(module, port), signal.WidthBits));
            }
        }

        Bits DriverOf(Module module, string port) => drivers.TryGetValue(NameOf(module, port), out var driver)
            ? driver
            : throw new ArgumentException($"{module.Name}: nothing drives {port}", nameof(kernel));
        foreach (var (name, module) in parts)
        {
            var outputs = c.Instance(name, module, module == kernel ? drivers["abort"] : null, [.. module.Inputs.Select(p => (p.Name, DriverOf(module, p.Name)))]);
            foreach (string port in module.Outputs.Keys)
            {
                c.Connect(drivers[NameOf(module, port)], outputs[port]);
                if (IsOfBus(port))
                {
                    c.Output(port, outputs[port]);
                }
            }
        }

        return c.Finish();
    }

    private static bool IsOfBus(string port) => port.StartsWith("m_axi_", StringComparison.Ordinal) || port.StartsWith("s_axil_", StringComparison.Ordinal) || port == "irq";
}
