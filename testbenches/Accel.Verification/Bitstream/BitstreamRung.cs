using System.Globalization;
using Accel.Generation;
using Accel.Host;
using Accel.Interfaces;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// The bitstream of an iCE40 board, turned back into a netlist and simulated: the host library writes each vector through the device's UART
/// pins, runs it and reads the memory back.
/// </summary>
/// <param name="source">Makes the bitstream when the first vector is run.</param>
public sealed class BitstreamRung(BitstreamSource source) : IRung
{
    // The simulation is some fifty times slower than the board.
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _jobTimeout = TimeSpan.FromMinutes(30);

    private readonly CompactEngineVectors _vectors = CompactEngineVectors.OnBoard(source.Limits, source.MemoryCells);
    private Task<FramedLink>? _opening;
    private uint _job;

    /// <inheritdoc/>
    public string Name => "bitstream";

    /// <inheritdoc/>
    public Unavailability? Unavailable => Unavailability.Of(source.Missing ?? SimulatedBitstream.Missing);

    /// <inheritdoc/>
    public Unavailability? Declines(string kernel)
        => kernel == KernelGenerator.CompactEngine ? null : new Unavailability($"only {KernelGenerator.CompactEngine} has a board with an open flow");

    /// <inheritdoc/>
    public Unavailability? Declines(KernelCase vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector.Memory.Length <= source.MemoryCells ? null
            : new Unavailability(string.Create(CultureInfo.InvariantCulture, $"it needs {vector.Memory.Length} cells, the device has {source.MemoryCells}"));
    }

    /// <inheritdoc/>
    public IKernelVectors VectorsOf(IKernelVectors kernel) => _vectors;

    /// <inheritdoc/>
    public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vector);
        try
        {
            // What failed once is not tried again: it takes minutes.
            var link = await (_opening ??= OpenAsync(cancellationToken)).ConfigureAwait(false);
            await link.WriteAsync(0, vector.Memory, cancellationToken).ConfigureAwait(false);
            await link.StartAsync(vector.Member, ++_job, cancellationToken).ConfigureAwait(false);
            var status = await link.StatusAsync(_jobTimeout, cancellationToken).ConfigureAwait(false);
            if (status.State != DeviceState.Done)
            {
                return RungRun.OfVerdict($"the device's state is {status.State} after {status.Cycles} cycles: {status.Error} {status.Detail}");
            }

            uint[] memory = new uint[vector.Memory.Length];
            await link.ReadAsync(0, memory, cancellationToken).ConfigureAwait(false);
            return new RungRun(memory, status.Cycles, []);
        }
        catch (Exception e) when (e is ToolFailedException or AccelException)
        {
            return RungRun.OfVerdict(e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_opening is { IsCompletedSuccessfully: true })
        {
            _opening.Result.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task<FramedLink> OpenAsync(CancellationToken cancellationToken)
    {
        var bitstream = await source.MakeAsync(cancellationToken).ConfigureAwait(false);
        var transport = await Task.Run(() => SimulatedBitstream.Open(bitstream, cancellationToken), cancellationToken).ConfigureAwait(false);
        var link = new FramedLink(
            transport, new SerialLineOptions { BaseBaudRate = bitstream.BaseBaud, BaudRate = bitstream.FastestBaud, AnswerTimeout = _answerTimeout });
        try
        {
            await link.HelloAsync(cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
