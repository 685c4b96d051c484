namespace Accel.Host;

/// <summary>
/// Ends every command of a device: at its deadline, with the caller's token and with the device, also where the link under it heeds none of
/// them.
/// </summary>
internal sealed class BoundedLink(ILink inner, DeviceOptions options) : DelegatingLink(inner)
{
    // So long may a link take to end a command in an orderly way that was cancelled.
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(250);

    private readonly Lifetime _life = new(nameof(AccelDevice), options.Time);

    /// <inheritdoc/>
    public override ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
        => RunAsync(LinkCommand.Hello, Inner.HelloAsync, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
        => await RunAsync(LinkCommand.Write, Nothing(stop => Inner.WriteAsync(address, cells, stop)), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
        => await RunAsync(LinkCommand.Read, Nothing(stop => Inner.ReadAsync(address, cells, stop)), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
        => await RunAsync(LinkCommand.Start, Nothing(stop => Inner.StartAsync(member, job, stop)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
        => RunAsync(LinkCommand.Status, stop => Inner.StatusAsync(wait, stop), cancellationToken, wait);

    /// <inheritdoc/>
    public override async ValueTask ResetAsync(CancellationToken cancellationToken = default)
        => await RunAsync(LinkCommand.Reset, Nothing(Inner.ResetAsync), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _life.EndAsync(async () =>
        {
            var closing = base.DisposeAsync().AsTask();
            try
            {
                await closing.WaitAsync(Lifetime.LongestEnd, options.Time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                Late.Forget(closing);
            }
        }).ConfigureAwait(false);
    }

    private static Func<CancellationToken, ValueTask<bool>> Nothing(Func<CancellationToken, ValueTask> command) => async stop =>
    {
        await command(stop).ConfigureAwait(false);
        return true;
    };

    private ValueTask<T> RunAsync<T>(
        LinkCommand command,
        Func<CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken,
        TimeSpan wait = default) => _life.RunAsync(
        async stop =>
        {
            stop.ThrowIfCancellationRequested();
            using var late = new CancellationTokenSource(OptionChecks.Wait(options.CommandTimeout + OptionChecks.Wait(wait)), options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
            var work = call(either.Token).AsTask();
            try
            {
                await EndAsync(work, either.Token).ConfigureAwait(false);
                return await work.ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (late.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                throw new DeviceTimeoutException(
                    $"{command.ToString().ToUpperInvariant()} did not end within {options.CommandTimeout.TotalSeconds:0.#} s",
                    "open the device again; on a slow line allow more time in DeviceOptions.CommandTimeout, or send less at once (TransferCells)",
                    e);
            }
        },
        cancellationToken);

    // A link ends its commands by itself; the bound is for one that does not.
    private async Task EndAsync(Task work, CancellationToken stop)
    {
        if (work.IsCompleted)
        {
            return;
        }

        await work.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted)
        {
            await work.WaitAsync(_grace, options.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!work.IsCompleted)
        {
            Late.Forget(work);
            throw new OperationCanceledException(stop);
        }
    }
}
