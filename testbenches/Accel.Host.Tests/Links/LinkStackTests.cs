namespace Accel.Host.Tests;

public sealed class LinkStackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_link_keeps_what_went_over_it_and_passes_it_on()
    {
        var fake = new FakeLink();
        await using var link = new RecordingLink(fake);
        await link.HelloAsync(Token);
        await link.WriteAsync(3, new uint[] { 1, 2 }, Token);
        uint[] read = new uint[1];
        await link.ReadAsync(4, read, Token);
        await link.StartAsync(0, 1, Token);
        await link.StatusAsync(TimeSpan.Zero, Token);
        await link.ResetAsync(Token);
        Assert.Equal(
            [LinkCommand.Hello, LinkCommand.Write, LinkCommand.Read, LinkCommand.Start, LinkCommand.Status, LinkCommand.Reset],
            link.Operations.Select(o => o.Command));
        Assert.Equal([2u], link.Operations[2].Cells);
        Assert.Equal((1u, 2u), (fake.Memory[3], fake.Memory[4]));
    }

    [Fact]
    public async Task A_flipped_bit_on_the_way_in_stays_in_the_memory()
    {
        var fake = new FakeLink();
        await using var link = new FaultInjectionLink(fake, new LinkFault.FlipWrite(11, 31));
        uint[] cells = [5, 5, 5];
        await link.WriteAsync(10, cells, Token);
        Assert.Equal([5u, 5u ^ 0x8000_0000u, 5u], fake.Memory[10..13]);
        Assert.Equal([5u, 5u, 5u], cells);
        Assert.Equal(1, link.Injected);
    }

    [Fact]
    public async Task A_flipped_bit_on_the_way_back_leaves_the_memory_alone()
    {
        var fake = new FakeLink();
        await using var link = new FaultInjectionLink(fake, new LinkFault.FlipRead(2, 0));
        uint[] read = new uint[4];
        await link.ReadAsync(0, read, Token);
        Assert.Equal([0u, 0u, 1u, 0u], read);
        Assert.Equal(0u, fake.Memory[2]);
    }

    [Fact]
    public async Task An_unplugged_device_stays_gone()
    {
        await using var link = new FaultInjectionLink(new FakeLink(), new LinkFault.Unplug(LinkCommand.Start, 1));
        await link.StartAsync(0, 1, Token);
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StartAsync(0, 2, Token));
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.StatusAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Disposing_the_outer_link_disposes_the_inner_one()
    {
        var fake = new FakeLink();
        await new RecordingLink(new FaultInjectionLink(fake)).DisposeAsync();
        Assert.True(fake.Disposed);
    }
}
