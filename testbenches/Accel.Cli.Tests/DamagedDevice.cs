using System.Collections.Immutable;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.Simulation;
using Accel.Models;
using Microsoft.Extensions.Logging;

namespace Accel.Cli.Tests;

/// <summary>A simulated device, <c>damaged:</c>, in whose memory bits turn over as they are written.</summary>
internal sealed class DamagedDevice(params ImmutableArray<LinkFault> faults) : ILinkFactory
{
    public string Scheme => "damaged";

    internal CliServices Services => new() { Devices = new DeviceOptions { Links = LinkRegistry.Default.With(this) } };

    /// <summary>The bits in which the weights of two models differ, once they are in the engine's memory.</summary>
    internal static DamagedDevice Between(SpikingTransformerModel sound, SpikingTransformerModel damaged)
    {
        var cells = EngineProgram.Compile(sound, EngineCapabilities.Limits, trace: true).Cells;
        var others = EngineProgram.Compile(damaged, EngineCapabilities.Limits, trace: true).Cells;
        return new DamagedDevice([
            .. from cell in Enumerable.Range(0, cells.Length)
               from bit in Enumerable.Range(0, 32)
               where (((cells[cell] ^ others[cell]) >> bit) & 1) != 0
               select new LinkFault.FlipWrite(cell, bit)]);
    }

    internal int Bits => faults.Length;

    public async ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
        => new FaultInjectionLink(new SimulatedLink(await Task.Run(() => EngineDesigns.Default, cancellationToken)), faults);
}
