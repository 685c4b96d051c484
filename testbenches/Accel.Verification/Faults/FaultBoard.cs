using Accel.Generation;
using Accel.Host;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Serial;
using Accel.Interfaces;
using Accel.Kernels;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;

namespace Accel.Verification;

/// <summary>
/// A small kernel in the serial shell's RTL, simulated in this process, and jobs with known results for it. The line is as fast as the
/// shell allows.
/// </summary>
public sealed class FaultBoard : IDisposable
{
    private const int ClockHz = 100_000_000;
    private const int BaseBaudRate = ClockHz / 12;
    private const int FastBaudRate = ClockHz / 4;
    private static readonly TimeSpan _statusWait = TimeSpan.FromSeconds(1);

    private readonly IKernelVectors _vectors = KernelVectors.All.Single(static k => k.Kernel == nameof(Attention16));
    private uint _job;
    private int _openLines;

    /// <summary>Generates the kernel and starts the board.</summary>
    public FaultBoard()
    {
        var generated = KernelGenerator.Generate(_vectors.Kernel);
        Cells = _vectors.Random(1).Memory.Length;
        var shell = SerialShell.Build(generated.Module, ShellIdentities.Of(generated), new SerialShellOptions { ClockHz = ClockHz, MemoryCells = Cells, Board = "simulation", BaseBaud = BaseBaudRate });
        Board = new SimulatedSerialBoard(Simulator.Create(shell), (double)ClockHz / BaseBaudRate);
        Board.Start();
    }

    internal SimulatedSerialBoard Board { get; }

    /// <summary>Cells of the memory, and of a job.</summary>
    internal int Cells { get; }

    /// <summary>Lines to the board that have been opened and not closed.</summary>
    internal int OpenLines => Volatile.Read(ref _openLines);

    internal IByteTransport Line() => new CountedLine(this);

    internal static FramedLink Open(IByteTransport line, int answerMilliseconds = 200)
        => new(line, new SerialLineOptions { BaseBaudRate = BaseBaudRate, BaudRate = FastBaudRate,
            AnswerTimeout = TimeSpan.FromMilliseconds(answerMilliseconds) });

    /// <summary>Loads a job, runs it and compares what lies in the memory afterwards with the golden model.</summary>
    /// <returns>Whether it is right.</returns>
    internal async Task<bool> WorkAsync(FramedLink link, int seed, CancellationToken cancellationToken)
    {
        var vector = _vectors.Random(seed);
        uint job = ++_job;
        await link.HelloAsync(cancellationToken).ConfigureAwait(false);
        await link.ResetAsync(cancellationToken).ConfigureAwait(false);
        await link.WriteAsync(0, vector.Memory, cancellationToken).ConfigureAwait(false);
        await link.StartAsync(vector.Member, job, cancellationToken).ConfigureAwait(false);
        DeviceStatus status;
        do
        {
            status = await link.StatusAsync(_statusWait, cancellationToken).ConfigureAwait(false);
        }
        while (status.State == DeviceState.Running);

        uint[] cells = new uint[vector.Memory.Length];
        await link.ReadAsync(0, cells, cancellationToken).ConfigureAwait(false);
        return status.State == DeviceState.Done && status.Job == job
            && DifferenceFinder.Find("serial", _vectors.Kernel, vector, new RungRun(cells, status.Cycles, [], null)) is null;
    }

    /// <inheritdoc/>
    public void Dispose() => Board.Dispose();

    private sealed class CountedLine : IByteTransport
    {
        private readonly FaultBoard _owner;
        private readonly SimulatedSerialTransport _line;
        private int _closed;

        internal CountedLine(FaultBoard owner)
        {
            (_owner, _line) = (owner, new SimulatedSerialTransport(owner.Board, ClockHz));
            Interlocked.Increment(ref owner._openLines);
        }

        public string Name => _line.Name;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
            => _line.WriteAsync(bytes, cancellationToken);

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => _line.ReadAsync(buffer, cancellationToken);

        public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
            => _line.SetBaudRateAsync(baudRate, cancellationToken);

        public void DiscardInput() => _line.DiscardInput();

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                Interlocked.Decrement(ref _owner._openLines);
            }

            return _line.DisposeAsync();
        }
    }
}
