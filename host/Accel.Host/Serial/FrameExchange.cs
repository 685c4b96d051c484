using System.Threading.Channels;
using Accel.Host.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host.Serial;

/// <summary>
/// Keeps frames going over a byte transport: one loop writes, one reads, a timer watches for silence; all decisions are those of
/// <see cref="CommandWindow"/>, under one lock. Owns the transport.
/// </summary>
internal sealed partial class FrameExchange : IAsyncDisposable
{
    // Enough to end any frame that a device may be in the middle of, and at least 24 bit times low at three times the rate and more.
    private static readonly byte[] _break = new byte[4];
    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(1);
    private const int BreakPauseBytes = 10;

    // Nothing but broken frames: the device speaks at another rate.
    private const int MostBrokenInARow = 6;

    private readonly IByteTransport _transport;
    private readonly SerialLineOptions _options;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly CommandWindow _window;
    private readonly AnswerTimer _answerTimer;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // At most one of each kind: the break of an opening, the rate that a device has agreed to, and the way back to the base rate.
    private readonly Queue<LineChange> _changes = new();
    private readonly Task _reading, _writing;
    private readonly FrameReceiver _receiver = new(FramedLink.LargestPayloadBytes);
    private SerialLineStatistics _statistics;
    private bool _isTimerSet;
    private bool _mayFallBack = true;
    private int _brokenInARow;
    private Exception? _end;

    internal FrameExchange(IByteTransport transport, SerialLineOptions options)
    {
        _transport = transport;
        _options = options;
        _logger = options.Logger ?? NullLogger.Instance;
        _window = new CommandWindow(transport.Name, options.Retries);
        _answerTimer = new AnswerTimer(options.Time, options.AnswerTimeout)
        {
            BaudRate = options.BaseBaudRate, MostBytesOfAnswer = 2 * FrameCodec.MostLineBytes(FramedLink.LargestPayloadBytes),
        };
        _timer = options.Time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reading = Task.Run(ReadAsync);
        _writing = Task.Run(WriteAsync);
    }

    private sealed record LineChange(int BaudRate, bool IsBreak, TaskCompletionSource? Done);

    internal SerialLineStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return _statistics with { BaudRate = _answerTimer.BaudRate };
            }
        }
    }

    /// <summary>Sets what HELLO agrees on.</summary>
    internal void Agree(Action<CommandWindow> set)
    {
        lock (_lock)
        {
            set(_window);
        }
    }

    /// <summary>Brings both ends to the base rate.</summary>
    internal async Task BreakAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ThrowIfEnded();
            _changes.Enqueue(new LineChange(_options.BaseBaudRate, true, done));
        }

        Wake();
        await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="AccelException">As <see cref="ILink"/> says.</exception>
    internal async Task<byte[]> SendAsync(PendingCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ThrowIfEnded();
            _window.Add(command);
        }

        Wake();
        await using var withdrawal = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                _window.Withdraw(command, cancellationToken);
            }

            Wake();
        }).ConfigureAwait(false);
        return await command.Answer.ConfigureAwait(false);
    }

    /// <summary>Makes the device answer a held question at once.</summary>
    internal void AskNow(PendingCommand status, byte[] payload)
    {
        lock (_lock)
        {
            _window.AskNow(status, payload);
        }

        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        End(new ObjectDisposedException(nameof(FramedLink)));
        await _stop.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);

        // A line that heeds neither its token nor its end is left behind.
        var ending = EndAsync();
        await ending.WaitAsync(_longestEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ending.IsCompleted)
        {
            _stop.Dispose();
            await ending.ConfigureAwait(false);
        }
        else
        {
            Late.Forget(ending);
        }
    }

    private async Task EndAsync()
    {
        await Task.Run(() => _transport.DisposeAsync().AsTask()).ConfigureAwait(false);
        await Task.WhenAll(_reading, _writing).ConfigureAwait(false);
    }

    private void ThrowIfEnded()
    {
        if (_end is not null)
        {
            throw Gone(_end);
        }
    }

    // What callers are told, each by an exception of its own.
    private Exception Gone(Exception why) => why switch
    {
        ObjectDisposedException => new ObjectDisposedException(nameof(FramedLink)),
        TimeoutException => new DeviceTimeoutException(
            $"{_transport.Name}: the line takes no bytes any more: {why.Message}",
            "look whether the device, or what stands for it, reads; then open it anew", why),
        _ => new DeviceUnavailableException($"{_transport.Name}: the line is gone: {why.Message}",
            "plug the device in again and open it anew", why),
    };

    private void End(Exception why)
    {
        lock (_lock)
        {
            if (_end is not null)
            {
                return;
            }

            _end = why;
            _window.FailAll(Gone(why));
            while (_changes.TryDequeue(out var change))
            {
                change.Done?.TrySetException(Gone(why));
            }
        }

        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task WriteAsync()
    {
        try
        {
            while (await _wake.Reader.ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                while (await WriteNextAsync().ConfigureAwait(false))
                {
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && _stop.IsCancellationRequested)
        {
            // Disposed.
        }
#pragma warning disable CA1031 // Whatever ends the line is told to every caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            End(e);
        }
    }

    private async Task<bool> WriteNextAsync()
    {
        LineChange? change;
        byte[] line;
        lock (_lock)
        {
            bool wasDue = _window.IsAnswerDue;
            if (_end is not null)
            {
                return false;
            }

            if (_changes.TryDequeue(out change))
            {
                line = [];
            }
            else if (_window.TryTakeNext(out var command, out bool isRepetition))
            {
                line = command.Line!;
                _mayFallBack = true;
                _answerTimer.Sent(line.Length, wasDue);
                _statistics = _statistics with { FramesSent = _statistics.FramesSent + 1, FramesRepeated = _statistics.FramesRepeated + (isRepetition ? 1 : 0) };
                SetTimer();
            }
            else
            {
                return false;
            }
        }

        if (change is not null)
        {
            await ChangeAsync(change).ConfigureAwait(false);
        }
        else
        {
            await TakenAsync(_transport.WriteAsync(line, _stop.Token), line.Length).ConfigureAwait(false);
        }

        return true;
    }

    // A line that takes nothing more would hold up whatever waits behind, without a sign that an answer is due.
    private async Task TakenAsync(ValueTask taking, int bytes)
    {
        var longest = (2 * _answerTimer.TimeOf(bytes)) + _answerTimer.LongestSilence(_options.Retries);
        await taking.AsTask().WaitAsync(longest, _options.Time, _stop.Token).ConfigureAwait(false);
    }

    private async Task ChangeAsync(LineChange change)
    {
        try
        {
            await TakenAsync(_transport.SetBaudRateAsync(change.BaudRate, _stop.Token),
                FrameCodec.MostLineBytes(FramedLink.LargestPayloadBytes)).ConfigureAwait(false);
            lock (_lock)
            {
                _answerTimer.BaudRate = change.BaudRate;
            }

            if (change.IsBreak)
            {
                await TakenAsync(_transport.WriteAsync(_break, _stop.Token), _break.Length).ConfigureAwait(false);
                await Task.Delay(_answerTimer.TimeOf(_break.Length + BreakPauseBytes), _options.Time, _stop.Token).ConfigureAwait(false);
                _transport.DiscardInput();
                lock (_lock)
                {
                    _receiver.Forget();
                }
            }

            lock (_lock)
            {
                _answerTimer.Restart();
            }

            change.Done?.TrySetResult();
        }
        catch (NotSupportedException e) when (change.Done is null)
        {
            // Silence will bring both ends back to the base rate.
            LogNoRate(_transport.Name, change.BaudRate, e.Message);
        }
        catch (Exception e)
        {
            change.Done?.TrySetException(_stop.IsCancellationRequested ? new ObjectDisposedException(nameof(FramedLink)) : Gone(e));
            throw;
        }
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await _transport.ReadAsync(buffer, _stop.Token).ConfigureAwait(false) is > 0 and var count)
            {
                lock (_lock)
                {
                    Take(buffer.AsSpan(0, count));
                }

                Wake();
            }

            End(new EndOfStreamException("it has ended"));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && _stop.IsCancellationRequested)
        {
            // Disposed.
        }
#pragma warning disable CA1031 // Whatever ends the line is told to every caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            End(e);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_window.IsAnswerDue)
        {
            _answerTimer.Came(bytes.Length);
        }

        while (_receiver.Take(ref bytes) is { } frame)
        {
            if (frame.Defect != FrameDefect.None)
            {
                _statistics = _statistics with { FramesBroken = _statistics.FramesBroken + 1 };
                _window.Lost();
                if (++_brokenInARow >= MostBrokenInARow)
                {
                    FallBack();
                }

                continue;
            }

            _brokenInARow = 0;

            if (_window.Take(frame) is not { } command)
            {
                _statistics = _statistics with { LossesReported = _statistics.LossesReported + (CommandWindow.IsLossNotice(frame) ? 1 : 0) };
                continue;
            }

            _answerTimer.Answered();
            if (command is { NewBaudRate: > 0, Answer.IsCompletedSuccessfully: true })
            {
                _changes.Enqueue(new LineChange(command.NewBaudRate, false, null));
            }
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _isTimerSet = false;
            if (_end is null && _window.IsAnswerDue && _answerTimer.Left(_window.Silences) <= TimeSpan.Zero)
            {
                _statistics = _statistics with { Silences = _statistics.Silences + 1 };
                bool goesOn = _window.Silence();
                _answerTimer.Restart();

                // Every second time, for the device may be at another rate than the line.
                if (goesOn && _window.Silences % 2 == 0)
                {
                    FallBack();
                }
            }

            SetTimer();
        }

        Wake();
    }

    // Once between two frames: a line of noise brings a reason for it every few milliseconds, and commands are to be sent and to fail, not
    // to wait behind it.
    private void FallBack()
    {
        if (!_mayFallBack)
        {
            return;
        }

        _mayFallBack = false;
        LogFallBack(_transport.Name, _options.BaseBaudRate);
        _brokenInARow = 0;
        _statistics = _statistics with { FallBacks = _statistics.FallBacks + 1 };
        _changes.Enqueue(new LineChange(_options.BaseBaudRate, true, null));
    }

    private void SetTimer()
    {
        if (_end is null && !_isTimerSet && _window.IsAnswerDue)
        {
            _isTimerSet = true;
            var left = _answerTimer.Left(_window.Silences);
            _timer.Change(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}: nothing whole comes from the device; going back to {BaudRate} baud")]
    private partial void LogFallBack(string line, int baudRate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}: no {BaudRate} baud: {Reason}")]
    private partial void LogNoRate(string line, int baudRate, string reason);
}
