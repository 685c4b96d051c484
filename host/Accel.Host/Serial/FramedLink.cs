using System.Security.Cryptography;
using Accel.Host.Protocol;
using Accel.Host.Serial;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// The command set as frames over a serial line, docs/protocol.md: several frames are under way at a time, what is lost is sent again, and
/// the highest rate that works is negotiated. Owns the transport. <see cref="HelloAsync"/> comes before all other commands.
/// </summary>
public sealed partial class FramedLink : ILink
{
    /// <summary>Larger frames bring nothing: 16 bytes beside 16 KiB are a thousandth.</summary>
    internal const int LargestPayloadBytes = 1 << 14;

    // Pieces of one transfer that are under way or wait for room; what a cancelled transfer leaves behind is bounded by it.
    private const int PiecesUnderWay = 16;

    private readonly IByteTransport _transport;
    private readonly SerialLineOptions _options;
    private readonly ILogger _logger;
    private readonly FrameExchange _exchange;
    private readonly SemaphoreSlim _hello = new(1, 1);
    private readonly SemaphoreSlim _question = new(1, 1);
    private DeviceIdentity? _identity;
    private int _payloadBytes;
    private int _disposed;

    /// <summary>Makes a link; nothing is sent yet.</summary>
    /// <param name="transport">The line, at any rate.</param>
    /// <param name="options">How, or null for the defaults.</param>
    public FramedLink(IByteTransport transport, SerialLineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _options = options ?? new SerialLineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BaseBaudRate, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BaudRate, _options.BaseBaudRate, nameof(options));
        _transport = transport;
        _logger = _options.Logger ?? NullLogger.Instance;
        _exchange = new FrameExchange(transport, _options);
    }

    /// <summary>What happened on the line so far.</summary>
    public SerialLineStatistics Statistics => _exchange.Statistics;

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
    {
        await _hello.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_identity is null)
            {
                await _exchange.BreakAsync(cancellationToken).ConfigureAwait(false);
            }

            uint session = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
            _exchange.Agree(window => window.Session = session);
            var identity = await GreetAsync(cancellationToken).ConfigureAwait(false);
            var agreed = Agree(identity);
            if (_identity is null)
            {
                await new RateNegotiation(_exchange, _options, identity, GreetAsync).RaiseAsync(cancellationToken).ConfigureAwait(false);
                _identity = agreed;
                LogOpened(_transport.Name, _exchange.Statistics.BaudRate, _payloadBytes);
            }

            return agreed;
        }
        finally
        {
            _hello.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside("WRITE", address, cells.Length, RequireOpen().MemoryCells);
        await InPiecesAsync(
            cells.Length,
            (_payloadBytes / sizeof(uint)) - 1,
            async (offset, length, stop) => await SendAsync(FrameType.Write, Payloads.OfWrite((uint)(address + offset), cells.Span.Slice(offset, length)), 0, stop).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside("READ", address, cells.Length, RequireOpen().MemoryCells);
        await InPiecesAsync(
            cells.Length,
            _payloadBytes / sizeof(uint),
            async (offset, length, stop) =>
            {
                byte[] reply = await SendAsync(FrameType.Read, Payloads.OfCells((uint)(address + offset), (uint)length), sizeof(uint) * length, stop).ConfigureAwait(false);
                Payloads.Read(reply, cells.Span.Slice(offset, length));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        await SendAsync(FrameType.Start, Payloads.OfCells((uint)member, job), 0, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        RequireOpen();

        // The device keeps one question: a second one would make it forget the first.
        bool mayAsk = wait > TimeSpan.Zero && await _question.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        try
        {
            var status = new PendingCommand(FrameType.Status, Payloads.OfCells(mayAsk ? 1u : 0u)) { ReplyBytes = 24, IsHeld = mayAsk };
            var answer = _exchange.SendAsync(status, cancellationToken);
            if (mayAsk)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (await Task.WhenAny(answer, Task.Delay(wait, _options.Time, enough.Token)).ConfigureAwait(false) != answer)
                {
                    _exchange.AskNow(status, Payloads.OfCells(0));
                }

                await enough.CancelAsync().ConfigureAwait(false);
            }

            return Payloads.ToStatus(Payloads.ToCells(await answer.ConfigureAwait(false)));
        }
        finally
        {
            if (mayAsk)
            {
                _question.Release();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        RequireOpen();
        await SendAsync(FrameType.Reset, [], 0, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _exchange.DisposeAsync().ConfigureAwait(false);
        _hello.Dispose();
        _question.Dispose();
    }

    private async Task<ProtocolIdentity> GreetAsync(CancellationToken cancellationToken)
    {
        var hello = new PendingCommand(FrameType.Hello, Payloads.OfCells(ProtocolVersions.Lowest | (ProtocolVersions.Highest << 16)))
        {
            ReplyBytes = sizeof(uint) * IdentityCells.Count,
        };
        return IdentityCells.Decode(Payloads.ToCells(await _exchange.SendAsync(hello, cancellationToken).ConfigureAwait(false)));
    }

    private DeviceIdentity Agree(ProtocolIdentity identity)
    {
        var agreed = identity.Agree();

        // A frame must have room in the device, with its address and at least one cell.
        int payload = (int)Math.Min(identity.LargestPayloadBytes, LargestPayloadBytes) / sizeof(uint) * sizeof(uint);
        while (payload > 0 && FrameCodec.MostLineBytes(payload) > identity.ReceiveBufferBytes)
        {
            payload -= sizeof(uint);
        }

        if (payload < 2 * sizeof(uint))
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                $"{_transport.Name}: the device claims frames of {identity.LargestPayloadBytes} bytes and a receive buffer of {identity.ReceiveBufferBytes}: a cell has no room",
                "check that the address is that of an Accel device");
        }

        _payloadBytes = payload;
        _exchange.Agree(window => (window.Version, window.ReceiveBufferBytes) = ((byte)agreed.ProtocolVersion, (int)Math.Min(identity.ReceiveBufferBytes, int.MaxValue)));
        return agreed;
    }

    private Task<byte[]> SendAsync(FrameType type, byte[] payload, int replyBytes, CancellationToken cancellationToken)
        => _exchange.SendAsync(new PendingCommand(type, payload) { ReplyBytes = replyBytes }, cancellationToken);

    private static async Task InPiecesAsync(int length, int piece, Func<int, int, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task>();
        try
        {
            for (int offset = 0; offset < length; offset += piece)
            {
                if (underWay.Count == PiecesUnderWay)
                {
                    await underWay.Dequeue().ConfigureAwait(false);
                }

                underWay.Enqueue(send(offset, Math.Min(piece, length - offset), stop.Token));
            }

            while (underWay.TryDequeue(out var next))
            {
                await next.ConfigureAwait(false);
            }
        }
        finally
        {
            // After a failure: nothing of this call may touch the caller's memory any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private DeviceIdentity RequireOpen() => _identity ?? throw new InvalidOperationException("HELLO comes first: call HelloAsync");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}: {BaudRate} baud, frames of {PayloadBytes} bytes")]
    private partial void LogOpened(string line, int baudRate, int payloadBytes);
}
