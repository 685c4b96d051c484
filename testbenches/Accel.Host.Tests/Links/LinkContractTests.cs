using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Host.Simulation.Serial;

namespace Accel.Host.Tests.Links;

/// <summary>A netlist in this process.</summary>
public class SimulatedLinkContractTests : LinkContract
{
    protected override ValueTask<ILink> OpenAsync()
        => new(new SimulatedLink(ContractKernel.Design, new SimulatedDeviceOptions { MemoryCells = ContractKernel.Cells }));
}

/// <summary>The same, through links that pass on what they get.</summary>
public sealed class DelegatingLinkContractTests : SimulatedLinkContractTests
{
    protected override async ValueTask<ILink> OpenAsync() => new RecordingLink(new FaultInjectionLink(await base.OpenAsync()));
}

/// <summary>Frames over a line to the RTL of the serial shell.</summary>
public sealed class SerialLinkContractTests : LinkContract
{
    private const int BaseRate = SimulatedSerialDevice.ClockHz / 12;

    protected override ValueTask<ILink> OpenAsync()
    {
        var device = Own(new SimulatedSerialDevice(ContractKernel.Design, ContractKernel.Cells, BaseRate));
        return new(new FramedLink(device.Line(), new SerialLineOptions
        {
            BaseBaudRate = BaseRate, BaudRate = 3 * BaseRate, AnswerTimeout = TimeSpan.FromSeconds(20),
        }));
    }
}

/// <summary>Files like those of the driver, to the RTL of the PCIe shell.</summary>
public class PcieLinkContractTests : LinkContract
{
    protected override ValueTask<ILink> OpenAsync()
    {
        var options = new PcieEmulatorOptions { MemoryCells = ContractKernel.Cells };
        string folder = Own(new Folder()).Path;
        return LinkRegistry.Default.OpenAsync(Own(new SharedXdmaFiles(ContractKernel.Generated, options, folder)).Address, null, Token);
    }

    protected sealed class Folder : IDisposable
    {
        internal string Path { get; } = Directory.CreateTempSubdirectory("accel-xdma-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

/// <summary>The same, the files served by FUSE: with interrupts, transfers that take cycles.</summary>
public sealed class FuseLinkContractTests : PcieLinkContractTests
{
    protected override ValueTask<ILink> OpenAsync()
    {
        Assert.SkipWhen(XdmaFiles.WhyUnavailable() is not null, XdmaFiles.WhyUnavailable() ?? "");
        var device = Own(new PcieEmulator(ContractKernel.Generated, new PcieEmulatorOptions { MemoryCells = ContractKernel.Cells }));
        string folder = Own(new Folder()).Path;
        return LinkRegistry.Default.OpenAsync(Own(new XdmaFiles(device, folder)).Address, null, Token);
    }
}
