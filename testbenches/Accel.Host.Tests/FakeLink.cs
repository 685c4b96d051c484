using Accel.Host.CompactEngine;
using Accel.Interfaces;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Tests;

/// <summary>A device without a kernel: memory, and a job that ends as the test says.</summary>
internal sealed class FakeLink : ILink
{
    internal uint[] Memory { get; init; } = new uint[1024];

    internal DeviceIdentity Identity { get; init; } = new()
    {
        ProtocolVersion = 1,
        DesignHash = new string('a', 64),
        Kernel = nameof(SpikingTransformerCompactEngine),
        Board = "fake",
        ClockHz = 100_000_000,
        MemoryCells = 1024,
        Limits = new CompactEngineLimits(new ModelLimits
        {
            MaxTokens = 64,
            MaxDim = 64,
            MaxHiddenDim = 128,
            MaxTimesteps = 4,
            MaxClasses = 10,
            MaxHeadDim = 32,
            MaxKBits = 8,
            AccumulatorBits = 24,
            MembraneBits = 24,
            ShortcutBits = 24,
            AttentionBits = 24,
            LogitBits = 32,
        }),
    };

    internal Func<uint, DeviceStatus> Status { get; set; } = job => new DeviceStatus(DeviceState.Done, job, 7);

    internal int Resets { get; private set; }

    internal bool Disposed { get; private set; }

    internal uint Job { get; private set; }

    public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default) => new(Identity);

    public ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        cells.Span.CopyTo(Memory.AsSpan((int)address));
        return ValueTask.CompletedTask;
    }

    public ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        Memory.AsSpan((int)address, cells.Length).CopyTo(cells.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        Job = job;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var status = Status(Job);
        if (status.State == DeviceState.Running && wait > TimeSpan.Zero)
        {
            await Task.Delay(5, cancellationToken);
        }

        return status;
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken = default)
    {
        Resets++;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
