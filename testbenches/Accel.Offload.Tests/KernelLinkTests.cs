using Accel.Host;
using Accel.Host.Proxies;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Host.Simulation.Serial;

namespace Accel.Offload.Tests;

/// <summary>The same calls over each kind of link, and over several devices.</summary>
public class KernelLinkTests
{
    private const int BaseRate = 1_000_000, MemoryCells = 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_verified_proxy_runs_on_a_simulated_device() => await RunAsync("sim:?latency=7");

    [Fact]
    public async Task A_verified_proxy_runs_behind_a_serial_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var board = new SimulatedSerialDevice(SimulatedKernels.Of(typeof(Scaler)), MemoryCells, BaseRate);
        await using var port = new SimulatedSerialPort(board.Board, SimulatedSerialDevice.ClockHz);
        await RunAsync($"serial:{port.Path}?base={BaseRate}");
    }

    [Fact]
    public async Task A_verified_proxy_runs_behind_PCIe()
    {
        var folder = Directory.CreateTempSubdirectory("accel-xdma-");
        var options = new PcieEmulatorOptions { MemoryCells = MemoryCells };
        var kernel = SimulatedKernels.Generate(typeof(Scaler));
        try
        {
            if (XdmaFiles.WhyUnavailable() is null)
            {
                using var device = new PcieEmulator(kernel, options);
                using var files = new XdmaFiles(device, folder.FullName);
                await RunAsync(files.Address);
            }
            else
            {
                using var files = new SharedXdmaFiles(kernel, options, folder.FullName);
                await RunAsync(files.Address);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_pool_does_lost_runs_again_and_takes_a_lost_device_back()
    {
        var boards = new Boards(3);
        await using var pool = await KernelPool.OpenAsync(["board:0", "board:1", "board:2"], boards.Options, Token);
        var proxy = pool.Proxy(new Scaler(), new ProxyOptions { Verify = true });
        boards.Unplug(1);
        var memories = Enumerable.Range(0, 24).Select(static i => Scaler.Memory(i, 1, 2, 3)).ToArray();
        await Task.WhenAll(memories.Select(m => proxy.RunAsync(m, nameof(Scaler.Scale), Token).AsTask()));
        Assert.Equal(
            Enumerable.Range(0, 24).SelectMany(static i => (int[])[i, 2 * i, 3 * i]), memories.SelectMany(Scaler.Numbers));
        Assert.Equal(1, pool.Members[1].Losses);

        // It comes back by itself, and works again.
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        while (pool.Alive < 3)
        {
            await Task.Delay(5, late.Token);
        }

        long before = pool.Members[1].Inferred;
        await Task.WhenAll(memories.Select(m => proxy.RunAsync(m, nameof(Scaler.Sum), Token).AsTask()));
        Assert.True(pool.Members[1].Inferred > before);
        Assert.Equal(24 + 24, pool.Members.Sum(static m => m.Inferred));
    }

    private static async Task RunAsync(string address)
    {
        await using var device = await AccelDevice.OpenAsync(address, new DeviceOptions { Kernel = typeof(Scaler) }, Token);
        Assert.Equal("Scaler", device.Identity.Kernel);
        DeviceRun? last = null;
        var options = new ProxyOptions { Verify = true, Ran = run => last = run };
        var memory = Scaler.Memory(-2, 1, -5, 9);
        device.Proxy<IScaler>(new Scaler(), options).Scale(memory);
        Assert.Equal([-2, 10, -18], Scaler.Numbers(memory));
        Assert.InRange(last!.Cycles, 10, 10_000);
        Assert.NotNull(last.CpuTime);

        device.Proxy(new Scaler(), options).Sum(memory);
        Assert.Equal(-10, memory.ReadInt32(Scaler.Factor));
    }

    // Devices that can be unplugged; each can be opened again at once.
    private sealed class Boards(int count) : ILinkFactory
    {
        private readonly Board?[] _plugged = new Board?[count];

        public string Scheme => "board";

        internal PoolOptions Options => new()
        {
            Device = new DeviceOptions { Kernel = typeof(Scaler), Links = LinkRegistry.Default.With(this) },
            FirstRetry = TimeSpan.FromMilliseconds(20),
        };

        internal void Unplug(int index) => _plugged[index]!.IsGone = true;

        public ValueTask<ILink> OpenAsync(
            DeviceUri uri, Microsoft.Extensions.Logging.ILogger? logger, CancellationToken cancellationToken = default)
            => new(_plugged[uri.Path[0] - '0'] = new Board(new SimulatedLink(SimulatedKernels.Of(typeof(Scaler)))));
    }

    private sealed class Board(ILink inner) : DelegatingLink(inner)
    {
        internal bool IsGone { get; set; }

        // So slow that all devices have work.
        public override async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            if (IsGone)
            {
                throw new DeviceUnavailableException("unplugged");
            }

            await Inner.StartAsync(member, job, cancellationToken);
        }
    }
}
