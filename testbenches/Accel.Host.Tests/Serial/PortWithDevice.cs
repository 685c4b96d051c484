using System.Runtime.Versioning;
using Accel.Host.Simulation;

namespace Accel.Host.Tests;

/// <summary>A <see cref="ReferenceDevice"/> behind a pseudo-terminal.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PortWithDevice : IAsyncDisposable
{
    private readonly PseudoTerminal _terminal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<byte> _toHost = new();
    private readonly Task _running;

    internal PortWithDevice()
    {
        Device.Sends += bytes => Array.ForEach(bytes, _toHost.Enqueue);
        _running = Task.Run(Run);
    }

    internal ReferenceDevice Device { get; } = new();

    internal string Path => _terminal.Path;

    internal int BaudRate => _terminal.BaudRate;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _terminal.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        byte[] buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            _terminal.Wait(forRoom: _toHost.Count > 0, TimeSpan.FromMilliseconds(20));
            int count = _terminal.Read(buffer);
            if (count > 0)
            {
                Device.Receive(buffer[..count], _terminal.BaudRate);
            }

            byte[] waiting = [.. _toHost];
            for (int written = _terminal.Write(waiting); written > 0; written--)
            {
                _toHost.Dequeue();
            }
        }
    }
}
