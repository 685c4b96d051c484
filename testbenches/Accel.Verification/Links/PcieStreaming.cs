using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Models;

namespace Accel.Verification;

/// <summary>
/// Measures the PCIe link on the emulated device: its files, served by FUSE, before the shell's RTL with the engine in it.
/// </summary>
public static class PcieStreaming
{
    /// <summary>Images that are streamed.</summary>
    public const int Images = 32;

    private const int MemoryCells = 1 << 20;
    private const int MemoryLatencyCycles = 8;

    // PCIe 3.0 with four lanes at 100 MHz; and a link so slow that the least that the engine can compute takes less time than its image's
    // transfer.
    private const double PcieBytesPerCycle = 32, SlowBytesPerCycle = 1.0 / 16;

    /// <summary>Why nothing can be measured here, or null.</summary>
    public static string? WhyUnavailable() => XdmaFiles.WhyUnavailable();

    /// <summary>Sends cells at the rate of PCIe 3.0 with four lanes.</summary>
    /// <exception cref="DeviceUnavailableException">There is no FUSE.</exception>
    public static Task<Timeline> UploadAsync(ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default) => OnDeviceAsync(
        PcieBytesPerCycle,
        async (device, timeline, token) =>
        {
            await device.Link.WriteAsync(0, cells, token).ConfigureAwait(false);
            return timeline();
        },
        cancellationToken);

    /// <summary>
    /// Streams images of the lightest model with the largest input that the engine takes, over a link on which an image's transfer takes
    /// longer than its job, and returns what went on since the model was loaded. Predictions are compared with the golden model.
    /// </summary>
    /// <exception cref="DeviceUnavailableException">There is no FUSE.</exception>
    /// <exception cref="ResultMismatchException">A prediction is wrong.</exception>
    public static Task<Timeline> StreamImagesAsync(int images = Images, CancellationToken cancellationToken = default)
        => OnDeviceAsync(SlowBytesPerCycle, (device, timeline, token) => StreamAsync(device, timeline, images, token), cancellationToken);

    private static async Task<Timeline> OnDeviceAsync(
        double bytesPerCycle, Func<AccelDevice, Func<Timeline>, CancellationToken, Task<Timeline>> body, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("accel-xdma-");
        try
        {
            using var board = new PcieEmulator(EngineDesigns.Generated, new PcieEmulatorOptions
            {
                MemoryCells = MemoryCells, LatencyCycles = MemoryLatencyCycles, BytesPerCycle = bytesPerCycle, Settling = TimeSpan.FromMilliseconds(30),
            });
            using var files = new XdmaFiles(board, folder.FullName);
            await using var device = await AccelDevice.OpenAsync(files.Address, null, cancellationToken).ConfigureAwait(false);
            return await body(device, () => board.Timeline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete();
        }
    }

    private static async Task<Timeline> StreamAsync(AccelDevice device, Func<Timeline> timeline, int images, CancellationToken cancellationToken)
    {
        var model = RandomModel.Create(Light, 1);
        NetworkInput[] inputs = [.. Enumerable.Range(0, images).Select(static i => RandomInput.Create(Light, i))];
        await using var session = new VerifyingSession(await device.LoadAsync(model, null, cancellationToken).ConfigureAwait(false));
        long loaded = timeline().Spans.Max(static s => s.End);
        await foreach (var _ in session.InferManyAsync(inputs, cancellationToken).ConfigureAwait(false))
        {
            // Each is compared with the golden model before it comes here.
        }

        return timeline().From(loaded);
    }

    // 64 tokens of 64 pixels is the largest image the engine takes; one channel, one block and one timestep are the least to compute.
    private static ModelConfiguration Light => new()
    {
        Name = "compute-light",
        Timesteps = 1,
        Input = InputKind.Image,
        Image = new ImageShape(1, 64, 64),
        Stem = new LinearStem(8),
        Dim = 1,
        Heads = 1,
        Depth = 1,
        MlpRatio = 1,
        Classes = 2,
        LeakShift = 0,
        Reset = ResetKind.Hard,
        Firing = FiringRule.AtThreshold,
        WeightBits = 8,
        KBits = 4,
    };
}
