using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Interfaces;

namespace Accel.Host.Tests;

public sealed class AccelDeviceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_to_its_end_and_tells_its_cycles()
    {
        var link = new FakeLink();
        int asked = 0;
        link.Status = job => new DeviceStatus(++asked < 3 ? DeviceState.Running : DeviceState.Done, job, 1234);
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        Assert.Equal(1234, await device.RunAsync(0, Token));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_job_that_never_ends_is_reset_and_reported()
    {
        var link = new FakeLink { Status = job => new DeviceStatus(DeviceState.Running, job, 5) };
        await using var device = await AccelDevice.OpenAsync(link, new DeviceOptions { JobTimeout = TimeSpan.FromMilliseconds(50) }, Token);
        await Assert.ThrowsAsync<DeviceTimeoutException>(async () => await device.RunAsync(0, Token));
        Assert.Equal(2, link.Resets);
    }

    [Fact]
    public async Task Cancelling_a_job_resets_the_device()
    {
        var link = new FakeLink { Status = job => new DeviceStatus(DeviceState.Running, job, 5) };
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await device.RunAsync(0, stop.Token));
        Assert.Equal(2, link.Resets);
    }

    [Fact]
    public async Task A_fault_of_the_device_carries_its_code_and_words()
    {
        var link = new FakeLink { Status = job => new DeviceStatus(DeviceState.Faulted, job, 9, DeviceErrorCode.OutOfRange, "cell 4096") };
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await device.RunAsync(0, Token));
        Assert.Equal(DeviceErrorCode.OutOfRange, e.Code);
        Assert.Contains("cell 4096", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_was_reset_by_someone_else_is_an_error_and_no_endless_wait()
    {
        var link = new FakeLink { Status = _ => new DeviceStatus(DeviceState.Idle, 0, 0) };
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        await Assert.ThrowsAsync<ProtocolErrorException>(async () => await device.RunAsync(0, Token));
    }

    [Fact]
    public async Task A_device_whose_kernel_is_no_engine_takes_no_model()
    {
        var link = new FakeLink { Identity = new FakeLink().Identity with { Kernel = "BinaryNeuron", Limits = null } };
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        var model = RandomModel.Create(RandomConfiguration.Small(2), 2);
        var e = await Assert.ThrowsAsync<DesignMismatchException>(async () => await device.LoadAsync(model, null, Token));
        Assert.Contains("BinaryNeuron, which is no engine", e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<EngineLimits, string> Impossible => new()
    {
        { EventEngineLimits.Default with { BankRows = 0 }, "0 for Accel.Engine.BankRows; possible is 16 to 16384, a power of two" },
        { EventEngineLimits.Default with { Lanes = 72 }, "72 for Accel.Engine.Lanes; possible is 64 to 256, a power of two" },
        { EventEngineLimits.Default with { SpikeWords = int.MaxValue }, "2147483647 for Accel.Engine.SpikeWords" },
        { new CompactEngineLimits(CompactEngineLimits.Default.Sizes with { MaxTokens = 0 }), "0 for Accel.CompactEngine.MaxTokens" },
        { new CompactEngineLimits(CompactEngineLimits.Default.Sizes with { LogitBits = 65 }), "65 for bits of a logit" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task Limits_that_no_engine_has_are_refused(EngineLimits limits, string named)
    {
        var link = new FakeLink { Identity = new FakeLink().Identity with { Kernel = limits.Kernel, Limits = limits } };
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await AccelDevice.OpenAsync(link, null, Token));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_protocol_version_is_refused_with_both_named_and_the_link_closed()
    {
        var link = new FakeLink();
        link = new FakeLink { Identity = link.Identity with { ProtocolVersion = 9 } };
        var e = await Assert.ThrowsAsync<DesignMismatchException>(async () => await AccelDevice.OpenAsync(link, null, Token));
        Assert.Equal(("1", "9"), (e.Expected, e.Actual));
        Assert.True(link.Disposed);
    }

    [Fact]
    public async Task Another_design_than_expected_is_refused_with_both_named()
    {
        var e = await Assert.ThrowsAsync<DesignMismatchException>(async ()
            => await AccelDevice.OpenAsync(new FakeLink(), new DeviceOptions { ExpectedDesignHash = new string('b', 64) }, Token));
        Assert.Equal((new string('b', 64), new string('a', 64)), (e.Expected, e.Actual));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    public async Task A_memory_size_that_cannot_be_true_is_refused_before_memory_is_taken(long cells)
    {
        var link = new FakeLink();
        link = new FakeLink { Identity = link.Identity with { MemoryCells = cells } };
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await AccelDevice.OpenAsync(link, null, Token));
        Assert.Contains("memory cells", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1020, 8)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 1)]
    public async Task Cells_outside_of_the_memory_never_reach_the_link(long address, int cells)
    {
        var link = new RecordingLink(new FakeLink());
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        Assert.Equal(DeviceErrorCode.OutOfRange, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await device.WriteAsync(address, new uint[cells], null, Token))).Code);
        Assert.Equal(DeviceErrorCode.OutOfRange, (await Assert.ThrowsAsync<ProtocolErrorException>(async () => await device.ReadAsync(address, cells, Token))).Code);
        Assert.DoesNotContain(link.Operations, o => o.Command is LinkCommand.Read or LinkCommand.Write);
    }

    [Fact]
    public async Task A_large_transfer_is_cut_and_arrives_whole()
    {
        var link = new RecordingLink(new FakeLink());
        await using var device = await AccelDevice.OpenAsync(link, new DeviceOptions { TransferCells = 100 }, Token);
        uint[] cells = [.. Enumerable.Range(0, 250).Select(i => (uint)i * 3)];
        await device.WriteAsync(17, cells, null, Token);
        Assert.Equal(cells, await device.ReadAsync(17, 250, Token));
        Assert.Equal([(17L, 100), (117, 100), (217, 50)], link.Operations.Where(o => o.Command == LinkCommand.Write).Select(o => (o.Address, o.Cells.Length)));
    }
}
