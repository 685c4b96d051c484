namespace Accel.Host.Pcie;

/// <summary>The memory of a caller that the driver's thread may touch only as long as the caller waits.</summary>
internal sealed class CallersMemory : IDisposable
{
    private readonly Lock _lock = new();
    private bool _isGone;

    /// <summary>Copies out of it or into it.</summary>
    /// <exception cref="OperationCanceledException">The caller has gone on.</exception>
    internal void Use(Action copy)
    {
        lock (_lock)
        {
            if (_isGone)
            {
                throw new OperationCanceledException();
            }

            copy();
        }
    }

    /// <summary>The caller goes on.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isGone = true;
        }
    }
}
