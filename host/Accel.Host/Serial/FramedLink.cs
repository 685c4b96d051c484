using System.Security.Cryptography;
using Accel.Host.Protocol;
using Accel.Host.Serial;
using Accel.Interfaces;
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
    private readonly Lifetime _life;
    private readonly TurnQueue _hello = new(nameof(FramedLink), 1);
    private readonly TurnQueue _question = new(nameof(FramedLink), 1);
    private DeviceIdentity? _identity;
    private int _payloadBytes;

    /// <summary>Makes a link; nothing is sent yet.</summary>
    /// <param name="transport">The line, at any rate.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the transport is still the caller's.</exception>
    public FramedLink(IByteTransport transport, SerialLineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _options = options ?? new SerialLineOptions();
        _options.Require();
        _life = new Lifetime(nameof(FramedLink), _options.Time);
        _transport = transport;
        _logger = _options.Logger ?? NullLogger.Instance;
        _exchange = new FrameExchange(transport, _options);
    }

    /// <summary>What happened on the line so far.</summary>
    public SerialLineStatistics Statistics => _exchange.Statistics;

    /// <inheritdoc/>
    public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
        => _life.RunAsync(OpenAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside("WRITE", address, cells.Length, RequireOpen().MemoryCells);
        return InPiecesAsync(
            cells.Length,
            (_payloadBytes / sizeof(uint)) - 1,
            async (offset, length, stop) => await SendAsync(FrameType.Write, Payloads.OfWrite((uint)(address + offset), cells.Span.Slice(offset, length)), 0, stop).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside("READ", address, cells.Length, RequireOpen().MemoryCells);
        return InPiecesAsync(
            cells.Length,
            _payloadBytes / sizeof(uint),
            async (offset, length, stop) =>
            {
                byte[] reply = await SendAsync(FrameType.Read, Payloads.OfCells((uint)(address + offset), (uint)length), sizeof(uint) * length, stop).ConfigureAwait(false);
                Payloads.Read(reply, cells.Span.Slice(offset, length));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        LinkChecks.RequireStart(member, job);
        await CommandAsync(FrameType.Start, Payloads.OfCells((uint)member, job), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        wait = OptionChecks.Wait(wait);
        return _life.RunAsync(
            async stop =>
            {
                using var question = await TryTakeQuestionAsync(wait, stop).ConfigureAwait(false);
                return await AskAsync(wait, question is not null, stop).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        RequireOpen();
        await CommandAsync(FrameType.Reset, [], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _life.EndAsync(() =>
    {
        _hello.Close();
        _question.Close();
        return _exchange.DisposeAsync();
    }).ConfigureAwait(false);

    private async ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        using var turn = await _hello.TakeAsync(1, cancellationToken).ConfigureAwait(false);
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

    // The device keeps one question: a second one would make it forget the first.
    private async ValueTask<TurnQueue.Turn?> TryTakeQuestionAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait == TimeSpan.Zero)
        {
            return null;
        }

        using var late = new CancellationTokenSource(wait, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await _question.TakeAsync(1, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<DeviceStatus> AskAsync(TimeSpan wait, bool mayBeHeld, CancellationToken cancellationToken)
    {
        var status = new PendingCommand(FrameType.Status, Payloads.OfCells(mayBeHeld ? 1u : 0u)) { ReplyBytes = 24, IsHeld = mayBeHeld };
        var answer = _exchange.SendAsync(status, cancellationToken);
        if (mayBeHeld)
        {
            await ((Task)answer).WaitAsync(wait, _options.Time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!answer.IsCompleted)
            {
                _exchange.AskNow(status, Payloads.OfCells(0));
            }
        }

        return Payloads.ToStatus(Payloads.ToCells(await answer.ConfigureAwait(false)));
    }

    private async Task<ProtocolIdentity> GreetAsync(CancellationToken cancellationToken)
    {
        var hello = new PendingCommand(FrameType.Hello, Payloads.OfCells(ProtocolVersions.Lowest | (ProtocolVersions.Highest << 16)))
        {
            ReplyBytes = sizeof(uint) * IdentityCell.Count,
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

    private ValueTask CommandAsync(FrameType type, byte[] payload, CancellationToken cancellationToken)
        => _life.RunAsync(async ValueTask (stop) => await SendAsync(type, payload, 0, stop).ConfigureAwait(false), cancellationToken);

    private Task<byte[]> SendAsync(FrameType type, byte[] payload, int replyBytes, CancellationToken cancellationToken)
        => _exchange.SendAsync(new PendingCommand(type, payload) { ReplyBytes = replyBytes }, cancellationToken);

    private ValueTask InPiecesAsync(
        int length, int piece, Func<int, int, CancellationToken, Task> send, CancellationToken cancellationToken)
        => _life.RunAsync(stop => SendPiecesAsync(length, piece, send, stop), cancellationToken);

    private static async ValueTask SendPiecesAsync(
        int length, int piece, Func<int, int, CancellationToken, Task> send, CancellationToken cancellationToken)
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

    private DeviceIdentity RequireOpen()
    {
        _life.ThrowIfOver();
        return _identity ?? throw LinkChecks.NoHello();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}: {BaudRate} baud, frames of {PayloadBytes} bytes")]
    private partial void LogOpened(string line, int baudRate, int payloadBytes);
}
