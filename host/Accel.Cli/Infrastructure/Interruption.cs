using System.Runtime.InteropServices;

namespace Accel.Cli;

/// <summary>
/// What ends a command from outside, in one place: SIGINT (Ctrl-C), SIGTERM and SIGHUP (the terminal is gone) cancel <see cref="Token"/>,
/// so that the command can end what it does and tell what was done; a second one ends the process at once. The exit code is 128 and the
/// signal's number, as shells expect it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _exitCode;

    /// <summary>An interruption by a token alone.</summary>
    internal Interruption(CancellationToken token = default) => _stop = CancellationTokenSource.CreateLinkedTokenSource(token);

    /// <summary>How long a command that was stopped may take to end what it does, before the program goes without it.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Cancelled when the command is to stop.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>What the process ends with when a command was stopped; that of Ctrl-C until a signal has come.</summary>
    internal int ExitCode => _exitCode == 0 ? Cli.ExitCode.Interrupted : _exitCode;

    /// <summary>Listens to the signals of this process.</summary>
    internal static Interruption OfProcess()
    {
        var interruption = new Interruption();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (!interruption.Raise(context.Signal))
                {
                    Environment.Exit(interruption.ExitCode);
                }
            }));
        }

        return interruption;
    }

    /// <summary>A signal has come.</summary>
    /// <returns>Whether it is the first one.</returns>
    internal bool Raise(PosixSignal signal)
    {
        int code = signal switch
        {
            PosixSignal.SIGTERM => Cli.ExitCode.Terminated,
            PosixSignal.SIGHUP => Cli.ExitCode.HungUp,
            _ => Cli.ExitCode.Interrupted,
        };
        if (Interlocked.CompareExchange(ref _exitCode, code, 0) != 0)
        {
            return false;
        }

        _stop.Cancel();
        return true;
    }

    /// <summary>Runs a command's body until it ends, or until it was stopped and its grace is over: nothing that hangs keeps the
    /// program.</summary>
    /// <exception cref="OperationCanceledException">It was stopped and did not end in time.</exception>
    internal async Task<int> RunAsync(Func<CancellationToken, Task<int>> body)
    {
        // On the pool: a body that blocks before its first await, in opening a pipe that nobody writes to, must not keep this method from
        // waiting.
        var work = Task.Run(() => body(Token));
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (Token.Register(stopped.SetResult))
        {
            await Task.WhenAny(work, stopped.Task).ConfigureAwait(false);
        }

        if (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Grace)).ConfigureAwait(false);
        }

        return work.IsCompleted ? await work.ConfigureAwait(false) : throw new OperationCanceledException(Token);
    }

    public void Dispose()
    {
        _registrations.ForEach(static r => r.Dispose());
        _stop.Dispose();
    }
}
