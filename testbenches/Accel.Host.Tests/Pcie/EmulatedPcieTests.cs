using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Interfaces;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Tests.Pcie;

/// <summary>The link, over device files that the kernel's FUSE serves, to the shell's RTL with the engine in it.</summary>
public sealed class EmulatedPcieTests
{
    private static readonly ModelConfiguration _configuration = RandomConfiguration.Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };
    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 2);
    private static readonly NetworkInput[] _inputs = [.. Enumerable.Range(0, 6).Select(i => RandomInput.Create(_configuration, i))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PcieFault.None)]
    [InlineData(PcieFault.ShortTransfers)]
    public async Task A_stream_of_images_equals_the_golden_model(PcieFault fault)
    {
        using var board = new Board(fault);
        await using (var device = await AccelDevice.OpenAsync(board.Files.Address, null, Token))
        {
            Assert.Equal(EngineDesigns.Generated.DesignHash, device.Identity.DesignHash);
            await using var session = await device.LoadAsync(_model, null, Token);
            var predictions = await session.InferManyAsync(_inputs, Token).ToListAsync(Token);
            Assert.Equal(_inputs.SelectMany(i => GoldenModel.Run(_model, i).Logits), predictions.SelectMany(p => p.Logits));
        }

        // How far transfers and jobs overlap depends on the machine's load: `accel bench links` measures it.
        Assert.Equal(_inputs.Length, board.Device.Timeline.Spans.Count(s => s.Kind == TimelineKind.Job));
    }

    [Fact]
    public async Task Plain_files_do_where_there_is_no_Fuse()
    {
        var folder = Directory.CreateTempSubdirectory("accel-xdma-");
        using (var files = new SharedXdmaFiles(EngineDesigns.Generated, new PcieEmulatorOptions { MemoryCells = 1 << 20 }, folder.FullName))
        {
            // A second host begins its jobs with the same numbers.
            for (int host = 0; host < 2; host++)
            {
                await using var device = await AccelDevice.OpenAsync(files.Address, null, Token);
                await using var session = await device.LoadAsync(_model, null, Token);
                var predictions = await session.InferManyAsync(_inputs[..3], Token).ToListAsync(Token);
                Assert.Equal(_inputs[..3].SelectMany(i => GoldenModel.Run(_model, i).Logits), predictions.SelectMany(p => p.Logits));
            }
        }

        folder.Delete();
    }

    // However the host looks at the registers: the clock cycles of a job are those that the RTL has counted, and those of the same job
    // without any files.
    [Fact]
    public async Task Plain_files_tell_the_cycles_that_the_device_has_counted()
    {
        var options = new PcieEmulatorOptions { MemoryCells = 1 << 20 };
        var folder = Directory.CreateTempSubdirectory("accel-xdma-");
        using (var files = new SharedXdmaFiles(EngineDesigns.Generated, options, folder.FullName))
        {
            await using var device = await AccelDevice.OpenAsync(files.Address, null, Token);
            await using var session = await device.LoadAsync(_model, null, Token);
            var told = await session.InferManyAsync(Enumerable.Repeat(_inputs[0], 30), Token).Select(p => p.Cycles)
                .ToListAsync(Token);
            Assert.Equal(files.Device.Timeline.Spans.Where(s => s.Kind == TimelineKind.Job).Select(s => s.End - s.Begin), told);

            // An input elsewhere is fetched in other bursts.
            var slots = session.Program.Slots(AccelDevice.MostInFlight, options.MemoryCells);
            Assert.Equal(CyclesWithoutFiles(options, session.Program, slots).Order().Distinct(), told.Order().Distinct());
        }

        folder.Delete();
    }

    [Fact]
    public async Task Transfers_that_the_driver_gives_up_are_time_outs()
    {
        using var board = new Board(PcieFault.TimeOuts);
        await using var link = await Open(board);
        for (int i = 0; i < 3; i++)
        {
            await link.WriteAsync(i, new uint[] { 7 }, Token);
        }

        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.WriteAsync(0, new uint[] { 8 }, Token));
        uint[] read = new uint[1];
        await link.ReadAsync(0, read, Token);
        Assert.Equal(7u, read[0]);
    }

    [Fact]
    public async Task A_link_that_is_lost_is_reported_by_every_command()
    {
        using var board = new Board(PcieFault.LinkLost);
        await using var link = await Open(board);
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () =>
        {
            await link.StartAsync(0, 1, Token);
            while ((await link.StatusAsync(TimeSpan.FromSeconds(10), Token)).State == DeviceState.Running)
            {
            }

            await link.StatusAsync(TimeSpan.Zero, Token);
        });
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.HelloAsync(Token));
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StartAsync(0, 2, Token));
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.ReadAsync(0, new uint[1], Token));
    }

    // A program whose memory is larger than the device's, and whose input lies beyond: refused in the hardware, and the device stays of
    // use.
    [Fact]
    public async Task A_program_that_points_outside_is_a_fault_and_the_device_runs_the_next_job()
    {
        using var board = new Board(PcieFault.None);
        await using var link = await Open(board);
        var program = EngineProgram.Compile(_model, EngineCapabilities.Limits, trace: false);
        var slot = program.Slots(1, 1 << 20)[0];
        uint[] wild = [.. program.Cells];
        wild[SpikingTransformerEngineLayout.MemoryCellsCell] = 0x4000_0000;
        wild[program.PointerCell] = 0x3000_0000;
        ProgramChecks.SealHeader(wild);
        await link.WriteAsync(0, wild, Token);
        await link.StartAsync(0, 1, Token);
        var status = await Wait(link);
        Assert.Equal((DeviceState.Faulted, DeviceErrorCode.OutOfRange), (status.State, status.Error));

        await link.WriteAsync(0, program.Cells.ToArray(), Token);
        await link.WriteAsync(slot.InputCell, program.EncodeInput(_inputs[0]), Token);
        await link.StartAsync(0, 2, Token);
        Assert.Equal(DeviceState.Done, (await Wait(link)).State);
        uint[] result = new uint[program.ResultCells];
        await link.ReadAsync(slot.ResultCell, result, Token);
        Assert.Equal(GoldenModel.Run(_model, _inputs[0]).Logits, program.DecodeResult(result).Logits);
    }

    private static List<long> CyclesWithoutFiles(PcieEmulatorOptions options, EngineProgram program, IEnumerable<EngineSlot> slots)
    {
        List<long> cycles = [];
        using var board = new PcieEmulator(EngineDesigns.Generated, options);
        board.WriteRegister((int)PcieRegister.Session, 1);
        foreach (var slot in slots)
        {
            foreach (var (cell, cells) in ((int, uint[])[])[(0, [.. program.Cells]), (program.PointerCell, [.. slot.Pointers]),
                (slot.InputCell, program.EncodeInput(_inputs[0]))])
            {
                board.Upload(sizeof(uint) * cell, System.Runtime.InteropServices.MemoryMarshal.AsBytes(cells.AsSpan()).ToArray());
            }

            uint job = (uint)cycles.Count + 1;
            board.WriteRegister((int)PcieRegister.Entry, 0);
            board.WriteRegister((int)PcieRegister.Start, job);
            Assert.True(SpinWait.SpinUntil(
                () => board.ReadRegister((int)PcieRegister.Job) == job
                    && board.ReadRegister((int)PcieRegister.State) == (uint)DeviceState.Done,
                Waits.Longest));
            cycles.Add(board.ReadRegister((int)PcieRegister.CyclesLow));
        }

        return cycles;
    }

    private static async Task<DeviceStatus> Wait(ILink link)
    {
        DeviceStatus status;
        do
        {
            status = await link.StatusAsync(TimeSpan.FromSeconds(10), Token);
        }
        while (status.State == DeviceState.Running);
        return status;
    }

    private static async Task<ILink> Open(Board board)
    {
        var link = await LinkRegistry.Default.OpenAsync(board.Files.Address, null, Token);
        await link.HelloAsync(Token);
        return link;
    }

    private sealed class Board : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("accel-xdma-");

        internal Board(PcieFault fault)
        {
            Assert.SkipWhen(XdmaFiles.WhyUnavailable() is not null, $"no FUSE: {XdmaFiles.WhyUnavailable()}");
            Device = new PcieEmulator(EngineDesigns.Generated, new PcieEmulatorOptions { MemoryCells = 1 << 20, Fault = fault, BytesPerCycle = 0.05 });
            Files = new XdmaFiles(Device, _folder.FullName, fault);
        }

        internal PcieEmulator Device { get; }

        internal XdmaFiles Files { get; }

        public void Dispose()
        {
            Files.Dispose();
            Device.Dispose();
            _folder.Delete();
        }
    }
}
