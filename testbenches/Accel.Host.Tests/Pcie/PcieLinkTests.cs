using Accel.Host.Pcie;
using Accel.Interfaces;

namespace Accel.Host.Tests.Pcie;

/// <summary>What the link makes of a driver that is strict, short, late or gone.</summary>
public sealed class PcieLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static uint[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (uint)i * 2_654_435_761)];

    [Theory]
    [InlineData("", 0, 1000, 1)]
    [InlineData("?piece=400&align=64", 3, 1000, 10)]
    [InlineData("?piece=7", 1, 5, 5)]
    public async Task Cells_come_back_in_aligned_pieces(string options, int address, int count, int pieces)
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open(options);
        await link.HelloAsync(Token);
        uint[] sent = Numbers(count), read = new uint[count];
        await link.WriteAsync(address, sent, Token);
        await link.ReadAsync(address, read, Token);
        Assert.Equal(sent, read);
        Assert.Equal((pieces, pieces), (device.Upload.Calls.Count, device.Download.Calls.Count));
        Assert.Equal(sent[0], BitConverter.ToUInt32(device.Memory, 4 * address));
    }

    // 37 bytes end in the middle of a cell; error 4 (EINTR) says to call again.
    [Fact]
    public async Task Short_and_interrupted_transfers_are_continued()
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        uint[] sent = Numbers(100), read = new uint[100];
        foreach (int result in new[] { 37, -1 - DeviceFileError.Interrupted, 1, 200 })
        {
            device.Upload.Results.Enqueue(result);
            device.Download.Results.Enqueue(result);
        }

        await link.WriteAsync(5, sent, Token);
        await link.ReadAsync(5, read, Token);
        Assert.Equal(sent, read);
        Assert.Equal([(20L, 400), (57L, 363), (57L, 363), (58L, 362), (258L, 162)], device.Upload.Calls);
    }

    [Theory]
    [InlineData(DeviceFileError.TimedOut, typeof(DeviceTimeoutException))]
    [InlineData(DeviceFileError.Restart, typeof(DeviceTimeoutException))]
    [InlineData(DeviceFileError.Invalid, typeof(ProtocolErrorException))]
    [InlineData(DeviceFileError.InputOutput, typeof(DeviceUnavailableException))]
    [InlineData(DeviceFileError.NoDevice, typeof(DeviceUnavailableException))]
    [InlineData(12, typeof(DeviceUnavailableException))]
    [InlineData(-1, typeof(DeviceUnavailableException))]
    public async Task Errors_of_the_driver_have_their_exceptions(int number, Type expected)
    {
        // -1 - -1 is 0: no byte was moved, and no error was given.
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        device.Upload.Results.Enqueue(-1 - number);
        device.Download.Results.Enqueue(-1 - number);
        var write = await Assert.ThrowsAsync(expected, async () => await link.WriteAsync(0, Numbers(4), Token));
        var read = await Assert.ThrowsAsync(expected, async () => await link.ReadAsync(0, new uint[4], Token));
        Assert.Contains("WRITE of 16 bytes at 0 of /dev/fake0_h2c_0", write.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/fake0_c2h_0", read.Message, StringComparison.Ordinal);
        await link.WriteAsync(0, Numbers(4), Token);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4095, 2)]
    [InlineData(4096, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1L << 30, 4096)]
    public async Task Cells_beyond_the_memory_never_reach_the_driver(long address, int count)
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await link.WriteAsync(0, Numbers(1), Token));
        await link.HelloAsync(Token);
        var write = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.WriteAsync(address, Numbers(count), Token));
        var read = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.ReadAsync(address, new uint[count], Token));
        Assert.Equal((DeviceErrorCode.OutOfRange, DeviceErrorCode.OutOfRange), (write.Code, read.Code));
        Assert.Empty(device.Upload.Calls.Concat(device.Download.Calls));
    }

    [Fact]
    public async Task A_register_that_reads_ones_means_that_the_link_is_lost()
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        device.User.IsLost = true;
        foreach (var command in new Func<ValueTask>[]
        {
            async () => await link.HelloAsync(Token),
            () => link.StartAsync(0, 1, Token),
            async () => await link.StatusAsync(TimeSpan.Zero, Token),
            () => link.ResetAsync(Token),
        })
        {
            var error = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await command());
            Assert.Contains("FFFFFFFF", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_job_whose_number_is_all_ones_is_no_lost_link()
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        await link.StartAsync(3, uint.MaxValue, Token);
        Assert.Equal(uint.MaxValue, (await link.StatusAsync(TimeSpan.Zero, Token)).Job);
        Assert.Equal(3u, device.Get(PcieRegister.Entry));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_status_that_waits_is_answered_at_the_jobs_end_and_others_go_on_meanwhile(bool interrupts)
    {
        using var device = new FakePcieDevice(interrupts: interrupts);
        await using var link = device.Open();
        await link.HelloAsync(Token);
        Assert.Equal(interrupts ? 1u : 0u, device.Get(PcieRegister.InterruptEnable));
        await link.StartAsync(0, 1, Token);
        var status = link.StatusAsync(TimeSpan.FromSeconds(60), Token).AsTask();
        device.Upload.Gate.Reset();
        var upload = link.WriteAsync(0, Numbers(9), Token).AsTask();
        device.Upload.Entered.Wait(TimeSpan.FromSeconds(20), Token);
        await link.ReadAsync(0, new uint[9], Token);
        Assert.False(status.IsCompleted || upload.IsCompleted);
        device.EndJob();
        Assert.Equal((DeviceState.Done, 1u), (await status.WaitAsync(TimeSpan.FromSeconds(20), Token)) is var s ? (s.State, s.Job) : default);
        Assert.False(upload.IsCompleted);
        device.Upload.Gate.Set();
        await upload.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task A_status_that_waits_can_be_cancelled_and_the_link_closed()
    {
        using var device = new FakePcieDevice();
        var link = device.Open();
        await link.HelloAsync(Token);
        await link.StartAsync(0, 1, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var cancelled = link.StatusAsync(TimeSpan.FromSeconds(60), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(TimeSpan.FromSeconds(20), Token));
        var waiting = link.StatusAsync(TimeSpan.FromSeconds(60), Token).AsTask();
        await link.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Equal((uint)DeviceState.Idle, device.Get(PcieRegister.State));
        Assert.True(device.User.IsDisposed && device.Upload.IsDisposed && device.Download.IsDisposed && device.Events!.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await link.ResetAsync(Token));
    }

    [Fact]
    public async Task Refused_starts_and_faults_have_the_devices_reason()
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        await link.StartAsync(0, 1, Token);
        await link.StartAsync(0, 1, Token);
        Assert.Equal(1, device.Starts);
        Assert.Equal(DeviceErrorCode.Busy, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.StartAsync(0, 2, Token))).Code);
        Assert.Equal(DeviceErrorCode.Unknown, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.StartAsync(256, 3, Token))).Code);
        device.EndJob(DeviceState.Faulted, error: 3, detail: 77);
        var status = await link.StatusAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal((DeviceState.Faulted, DeviceErrorCode.OutOfRange), (status.State, status.Error));
        Assert.Contains("77", status.Detail, StringComparison.Ordinal);
        await link.ResetAsync(Token);
        Assert.Equal(DeviceState.Idle, (await link.StatusAsync(TimeSpan.Zero, Token)).State);
        await Assert.ThrowsAsync<ProtocolErrorException>(async () => await link.StartAsync(0, 0, Token));
    }

    [Fact]
    public async Task Another_session_in_the_device_refuses_this_one()
    {
        using var device = new FakePcieDevice();
        await using var link = device.Open();
        await link.HelloAsync(Token);
        device.Set(PcieRegister.Session, 0);
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StartAsync(0, 1, Token));
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StatusAsync(TimeSpan.Zero, Token));
        await link.HelloAsync(Token);
        await link.StartAsync(0, 1, Token);
    }

    [Fact]
    public async Task A_device_that_does_not_obey_is_a_time_out()
    {
        using var device = new FakePcieDevice { Obeys = false };
        device.Set(PcieRegister.State, (uint)DeviceState.Running);
        await using var link = device.Open("?timeout=20");
        await link.HelloAsync(Token);
        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.ResetAsync(Token));
        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await link.StartAsync(0, 1, Token));
    }

    [Theory]
    [InlineData(0, 0x12345678u, typeof(ProtocolErrorException))]
    [InlineData(4, 0x0003_0002u, typeof(DesignMismatchException))]
    public async Task An_identity_that_is_none_is_refused(int register, uint value, Type expected)
    {
        using var device = new FakePcieDevice();
        device.Registers[register] = value;
        await using var link = device.Open();
        await Assert.ThrowsAsync(expected, async () => await link.HelloAsync(Token));
    }

    [Theory]
    [InlineData("pcie:")]
    [InlineData("pcie:/dev/none0")]
    [InlineData("pcie:/dev/none0?align=48")]
    [InlineData("pcie:/dev/none0?piece=2147479553")]
    [InlineData("pcie:/dev/none0?baud=9600")]
    public async Task An_address_that_cannot_be_is_refused(string address)
        => Assert.NotNull((await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await LinkRegistry.Default.OpenAsync(address, null, Token))).Remedy);
}
