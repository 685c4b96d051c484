using Accel.Host.Engine;
using Accel.Interfaces;
using Accel.Kernels;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.Tests;

/// <summary>A device that runs the engine as plain C#; tests see every command and decide when a job may end.</summary>
internal sealed class PlainEngineLink(int cells = 1 << 16) : ILink
{
    private readonly SimpleMemory _memory = SimpleMemory.CreateSoftwareMemory(cells);
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private uint _job;

    /// <summary>Told of every WRITE and READ, with its first cell.</summary>
    internal Action<LinkCommand, long> Seen { get; set; } = static (_, _) => { };

    /// <summary>Waited for before a job ends.</summary>
    internal Func<uint, Task> MayEnd { get; set; } = static _ => Task.CompletedTask;

    internal int Resets { get; private set; }

    public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
        => new(new FakeLink().Identity with
        {
            MemoryCells = cells, Kernel = nameof(SpikingTransformerEngine), Limits = EngineCapabilities.Limits,
        });

    public ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                _memory.WriteUInt32((int)address + i, cells.Span[i]);
            }
        }

        Seen(LinkCommand.Write, address);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells.Span[i] = _memory.ReadUInt32((int)address + i);
            }
        }

        Seen(LinkCommand.Read, address);
        return ValueTask.CompletedTask;
    }

    public ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        Assert.True(_running.IsCompleted, "a job was started while another one ran");
        _job = job;
        _running = Task.Run(
            async () =>
            {
                lock (_lock)
                {
                    new SpikingTransformerEngine().Run(_memory);
                }

                await MayEnd(job);
            },
            CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        await Task.WhenAny(_running, Task.Delay(wait, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return new DeviceStatus(_running.IsCompleted ? DeviceState.Done : DeviceState.Running, _job, 11);
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        Resets++;
        _running = Task.CompletedTask;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
