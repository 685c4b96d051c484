namespace Accel.Host.Tests;

/// <summary>Tests over one line to a device that does what the test says.</summary>
public abstract class LineTest : IAsyncDisposable
{
    /// <summary>Where nothing may depend on time, nothing happens by time.</summary>
    internal static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly List<FramedLink> _opened = [];

    internal ReferenceTransport Line { get; } = new();

    internal ReferenceDevice Device => Line.Device;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var link in _opened)
        {
            await link.DisposeAsync();
        }

        await Line.DisposeAsync();
    }

    protected async Task<FramedLink> OpenAsync(TimeSpan answerTimeout, int baudRate = 3_000_000)
    {
        var link = Create(answerTimeout, baudRate);
        await link.HelloAsync(Token);
        return link;
    }

    protected FramedLink Create(TimeSpan answerTimeout, int baudRate = 3_000_000)
    {
        var link = new FramedLink(Line, new SerialLineOptions { AnswerTimeout = answerTimeout, BaudRate = baudRate });
        _opened.Add(link);
        return link;
    }
}
