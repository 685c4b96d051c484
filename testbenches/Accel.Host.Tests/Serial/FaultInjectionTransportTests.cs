using System.Numerics;

namespace Accel.Host.Tests;

public sealed class FaultInjectionTransportTests
{
    private static readonly byte[] _bytes = [.. Enumerable.Range(0, 5000).Select(static i => (byte)((i % 50) + (i % 50 == 49 ? -49 : 1)))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LineFault.Lost)]
    [InlineData(LineFault.Doubled)]
    [InlineData(LineFault.Flipped)]
    [InlineData(LineFault.Cut)]
    public async Task Each_fault_does_what_it_says_as_often_as_it_says(LineFault fault)
    {
        var (once, injected) = await SendAsync(fault, seed: 3);
        var (again, _) = await SendAsync(fault, seed: 3);
        Assert.Equal(once, again);
        Assert.NotEqual(once, (await SendAsync(fault, seed: 4)).Came);
        Assert.InRange(injected, 20, 90);
        switch (fault)
        {
            case LineFault.Lost:
                Assert.Equal(_bytes.Length - injected, once.Length);
                break;
            case LineFault.Doubled:
                Assert.Equal(_bytes.Length + injected, once.Length);
                Assert.Equal(injected, once.Zip(once.Skip(1)).Count(static pair => pair.First == pair.Second));
                break;
            case LineFault.Flipped:
                Assert.Equal(injected, once.Zip(_bytes).Sum(static pair => BitOperations.PopCount((uint)(pair.First ^ pair.Second))));
                break;
            default:
                // The ends of the frames are all there but those that were cut away themselves, in which nothing is left to cut.
                Assert.InRange(once.Count(static b => b == 0), 90, 100);
                Assert.True(once.Length < _bytes.Length - (5 * injected), $"{once.Length} bytes");
                break;
        }
    }

    [Fact]
    public async Task An_unplugged_line_is_gone_both_ways()
    {
        await using var line = new FaultInjectionTransport(new ReferenceTransport(), null, 1, 0);
        var read = line.ReadAsync(new byte[8], Token).AsTask();
        line.Unplug();
        await Assert.ThrowsAsync<IOException>(() => read);
        await Assert.ThrowsAsync<IOException>(async () => await line.WriteAsync(_bytes, Token));
        await Assert.ThrowsAsync<IOException>(async () => await line.SetBaudRateAsync(9600, Token));
    }

    private static async Task<(byte[] Came, int Injected)> SendAsync(LineFault fault, int seed)
    {
        List<byte> came = [];
        var inner = new ReferenceTransport
        {
            ToDevice = bytes =>
            {
                came.AddRange(bytes);
                return [];
            },
        };
        await using var line = new FaultInjectionTransport(inner, fault, 100, seed);
        foreach (byte[] chunk in _bytes.Chunk(77))
        {
            await line.WriteAsync(chunk, Token);
        }

        return ([.. came], line.Injected);
    }
}
