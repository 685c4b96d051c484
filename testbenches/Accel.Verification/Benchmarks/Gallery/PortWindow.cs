using Accel.Rtl.Simulation;

namespace Accel.Verification;

/// <summary>
/// Which cycles of a run lie between loading and storing, seen from the port of a memory that answers in the next cycle and never makes the
/// kernel wait: those behind the one with the last answer, before the one in which the first write is asked for.
/// </summary>
internal sealed class PortWindow(ISimulator simulator)
{
    private readonly int _valid = simulator.OutputIndex("mem_req_valid");
    private readonly int _isWrite = simulator.OutputIndex("mem_req_write");
    private long _cycle, _lastRead;
    private long? _firstWrite;

    /// <summary>Cycles between loading and storing.</summary>
    /// <exception cref="InvalidOperationException">Something is read behind the first write, so that there are none.</exception>
    internal long Cycles => (_firstWrite ?? _cycle + 1) is var end && end > _lastRead
        ? Math.Max(0, end - _lastRead - 2)
        : throw new InvalidOperationException("the kernel loads something after it has begun to store");

    /// <summary>Looks at a cycle, before its edge.</summary>
    internal void Look()
    {
        _cycle++;
        if (simulator.GetOutput(_valid) == 0)
        {
            return;
        }

        if (simulator.GetOutput(_isWrite) == 0)
        {
            _lastRead = _cycle;
        }
        else
        {
            _firstWrite ??= _cycle;
        }
    }
}
