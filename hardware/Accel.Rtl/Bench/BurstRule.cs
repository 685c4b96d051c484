using Accel.Interfaces;

namespace Accel.Rtl.Bench;

/// <summary>
/// The rule of <c>mem_req_burst</c>: what was announced comes. Each request is of the announced kind, for the cells right behind, with one
/// fewer to follow.
/// </summary>
/// <param name="cellsPerBeat">Cells that a request moves.</param>
internal sealed class BurstRule(int cellsPerBeat)
{
    private ulong _left;
    private bool _isWrite;
    private ulong _next;

    /// <summary>Takes a request that announces how many follow.</summary>
    /// <exception cref="MemoryFaultException">It is not the one that was announced before.</exception>
    internal void Take(in MemoryRequest request, ulong follow, long cycle)
    {
        if (_left > 0 && (follow, request.IsWrite, request.Address) != (_left - 1, _isWrite, _next))
        {
            throw new MemoryFaultException(
                DeviceErrorCode.KernelFault,
                $"in cycle {cycle} the kernel {(request.IsWrite ? "writes" : "reads")} cell {request.Address}, {follow} to follow; announced was that it "
                + $"{(_isWrite ? "writes" : "reads")} cell {_next}, {_left - 1} to follow");
        }

        (_left, _isWrite, _next) = (follow, request.IsWrite, request.Address + (ulong)cellsPerBeat);
    }

    /// <summary>The kernel ends.</summary>
    /// <exception cref="MemoryFaultException">Requests that were announced have not come.</exception>
    internal void End(long cycle)
    {
        if (_left > 0)
        {
            throw new MemoryFaultException(DeviceErrorCode.KernelFault, $"in cycle {cycle} the kernel ends with {_left} requests announced that have not come");
        }
    }
}
