using System.Diagnostics;
using System.Security.Cryptography;
using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Pcie;

/// <summary>
/// A device behind PCIe, through the character devices of Xilinx's XDMA driver: registers in <c>_user</c>, memory in <c>_h2c_0</c> and
/// <c>_c2h_0</c>, ends of jobs in <c>_events_0</c>. Commands may overlap: a WRITE, a READ and a STATUS that waits go on at the same time.
/// </summary>
internal sealed class PcieLink : ILink
{
    private readonly RegisterWindow _registers;
    private readonly DmaChannel _toDevice, _fromDevice;
    private readonly JobEvents _events;
    private readonly PcieLinkOptions _options;
    private readonly string _path;
    private readonly DriverThread _thread;
    private readonly Lifetime _life = new(nameof(PcieLink));
    private uint _session;
    private long _memoryCells;

    /// <summary>Makes a link over open files, which it owns from now on.</summary>
    internal PcieLink(string path, PcieFiles files, PcieLinkOptions options)
    {
        (_path, _options) = (path, options);
        (_registers, _events) = (new RegisterWindow(files.User), new JobEvents(files.Events, options.LongestCall));
        _thread = new DriverThread(files.User.Path, options.LongestCall, _registers.Dispose);
        (_toDevice, _fromDevice) = (new DmaChannel(files.HostToCard, options), new DmaChannel(files.CardToHost, options));
    }

    /// <inheritdoc/>
    public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default) => RunAsync(
        _ =>
        {
            uint[] cells = new uint[IdentityCell.Count];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = _registers.Read(PcieRegister.Identity + (sizeof(uint) * i));
            }

            var agreed = IdentityCells.Decode(cells).Agree();
            uint session = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
            _registers.Write(PcieRegister.Session, session);
            _registers.Write(PcieRegister.InterruptEnable, _events.HasInterrupts ? 1u : 0u);
            (_session, _memoryCells) = (session, agreed.MemoryCells);
            return agreed;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        RequireInside("WRITE", address, cells.Length);
        return _life.RunAsync(stop => _toDevice.WriteAsync(sizeof(uint) * address, cells, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        RequireInside("READ", address, cells.Length);
        return _life.RunAsync(stop => _fromDevice.ReadAsync(sizeof(uint) * address, cells, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireStart(member, job);
        await RunAsync(
            stop =>
            {
                RequireSession("START");
                if (_registers.Read(PcieRegister.Job) == job)
                {
                    return 0;
                }

                _registers.Write(PcieRegister.InterruptPending, 1);
                _registers.Write(PcieRegister.Entry, (uint)member);
                _registers.Write(PcieRegister.Start, job);
                WaitUntil("START", () => IsAccepted(job), stop);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        wait = OptionChecks.Wait(wait);
        return _life.RunAsync(stop => WaitForEndAsync(wait, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ResetAsync(CancellationToken cancellationToken = default) => await RunAsync(
        stop =>
        {
            _registers.Write(PcieRegister.Reset, 1);
            WaitUntil("RESET", () => _registers.Read(PcieRegister.State) == (uint)DeviceState.Idle, stop);
            return 0;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _life.EndAsync(async () =>
    {
        try
        {
            await _thread.RunAsync(_ => StopJob(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (DeviceTimeoutException)
        {
            // A driver that does not return cannot be asked to stop anything.
        }

        await Task.Run(Close).ConfigureAwait(false);
    }).ConfigureAwait(false);

    private async ValueTask<DeviceStatus> WaitForEndAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            var status = await _thread.RunAsync(_ => ReadStatus(), cancellationToken).ConfigureAwait(false);
            var left = wait - Stopwatch.GetElapsedTime(begun);
            if (status.State != DeviceState.Running || left <= TimeSpan.Zero)
            {
                return status;
            }

            await _events.WaitAsync(attempt, left, cancellationToken).ConfigureAwait(false);
        }
    }

    // A job of this host is stopped, so that the next one finds the device idle; a device that is gone needs no stopping.
    private bool StopJob()
    {
        try
        {
            bool runs = _session != 0 && _registers.Read(PcieRegister.Session) == _session && _registers.Read(PcieRegister.State) == (uint)DeviceState.Running;
            if (runs)
            {
                _registers.Write(PcieRegister.Reset, 1);
            }

            return runs;
        }
        catch (AccelException)
        {
            return false;
        }
    }

    private void Close()
    {
        _thread.Dispose();
        _events.Dispose();
        _toDevice.Dispose();
        _fromDevice.Dispose();
    }

    private DeviceStatus ReadStatus()
    {
        RequireSession("STATUS");
        uint state = _registers.Read(PcieRegister.State);
        return Payloads.ToStatus(
        [
            state,
            _registers.Read(PcieRegister.Job),
            _registers.Read(PcieRegister.CyclesLow),
            _registers.Read(PcieRegister.CyclesHigh),
            _registers.Read(PcieRegister.Error) & 0xFFFF,
            _registers.Read(PcieRegister.Detail),
        ]);
    }

    private bool IsAccepted(uint job)
    {
        if (_registers.Read(PcieRegister.Job) == job)
        {
            return true;
        }

        var refused = (DeviceErrorCode)(_registers.Read(PcieRegister.Error) >> 16);
        if (refused == DeviceErrorCode.Busy && _registers.Read(PcieRegister.State) != (uint)DeviceState.Running)
        {
            // What it was busy with has ended since, or the refusal is that of a start before: the same start again does no harm.
            _registers.Write(PcieRegister.Start, job);
            return false;
        }

        return refused == DeviceErrorCode.None ? false : throw new ProtocolErrorException(
            refused, $"START of job {job} was refused: {refused}", "wait for the running job's end, or reset the device");
    }

    private void RequireSession(string command)
    {
        RequireOpen();
        if (_registers.Read(PcieRegister.Session) != _session)
        {
            throw new DeviceUnavailableException(
                $"{command}: {_path} is not in this host's session: it was reset since, or another host uses it",
                "open the device again and load the model");
        }
    }

    private void WaitUntil(string command, Func<bool> holds, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!holds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _thread.Progress();
            if (Stopwatch.GetElapsedTime(begun) > _options.Timeout)
            {
                throw new DeviceTimeoutException(
                    $"{command}: {_path} did not carry it out within {_options.Timeout.TotalSeconds:0.###} s: a transfer on its memory's bus may be without answer", "program the board again");
            }

            Thread.Sleep(1);
        }
    }

    private void RequireInside(string command, long address, long cells)
    {
        RequireOpen();
        LinkChecks.RequireInside(command, address, cells, _memoryCells);
    }

    private void RequireOpen()
    {
        _life.ThrowIfOver();
        if (_session == 0)
        {
            throw LinkChecks.NoHello();
        }
    }

    // The registers' own thread: sequences of accesses are not mixed.
    private ValueTask<T> RunAsync<T>(Func<CancellationToken, T> body, CancellationToken cancellationToken)
        => _life.RunAsync(async stop => await _thread.RunAsync(body, stop).ConfigureAwait(false), cancellationToken);
}
