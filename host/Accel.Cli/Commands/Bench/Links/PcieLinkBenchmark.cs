using System.Globalization;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.Simulation.Pcie;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>
/// The emulated PCIe device: weights at the rate of PCIe 3.0 x4, and a stream of images over a link on which their transfer takes longer
/// than their jobs.
/// </summary>
internal sealed class PcieLinkBenchmark : ILinkBenchmark
{
    public string Link => "pcie";

    public async Task<IReadOnlyList<LinkMeasurement>> MeasureAsync(EngineProgram program, CancellationToken cancellationToken)
    {
        if (PcieStreaming.WhyUnavailable() is { } why)
        {
            throw new DeviceUnavailableException($"the PCIe link is measured over FUSE: {why}", "install fuse3, or choose `--links serial`");
        }

        return
        [
            Measured("program and weights", await PcieStreaming.UploadAsync(program.Cells.AsMemory(), cancellationToken).ConfigureAwait(false), computes: false),
            Measured($"{PcieStreaming.Images} images of a compute-light model", await PcieStreaming.StreamImagesAsync(cancellationToken: cancellationToken).ConfigureAwait(false), computes: true),
        ];
    }

    private static LinkMeasurement Measured(string what, Timeline timeline, bool computes) => new(
        string.Create(CultureInfo.InvariantCulture, $"pcie, {timeline.BytesPerCycle:0.####} bytes per cycle, {what}"),
        timeline.PayloadBytes,
        timeline.Cycles,
        timeline.LinkBusy,
        computes ? timeline.Overlap : null);
}
