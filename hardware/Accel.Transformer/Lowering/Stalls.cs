using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>What holds up the states of a process.</summary>
internal sealed class Stalls(Wires wires)
{
    private readonly LateCondition _requests = new(wires);
    private readonly List<Signal> _wanted = [];
    private readonly List<Signal> _others = [];
    private readonly List<(StreamEffect Effect, Signal When)> _streams = [];

    /// <summary>The process wants the memory to take a request.</summary>
    /// <param name="when">It does.</param>
    /// <param name="answer">Where this is 1, only once the memory has answered.</param>
    public void Request(Signal when, Signal answer) => _requests.Add(when, answer);

    /// <summary>The process wants an answer.</summary>
    public void Want(Signal when) => _wanted.Add(when);

    /// <summary>The process is held up by something else.</summary>
    public void Add(Signal when) => _others.Add(when);

    /// <summary>The process is held up at a stream.</summary>
    public void AddStream(StreamEffect effect, Signal when)
    {
        _others.Add(when);
        _streams.Add((effect, when));
    }

    /// <summary>Where it waits at streams.</summary>
    public IReadOnlyList<(StreamEffect Effect, Signal When)> Streams => _streams;

    /// <summary>Whether the process is held up in this cycle.</summary>
    public Signal Build(MemoryPort port) => wires.OrAll(
    [
        wires.And(wires.OrAll(_wanted), wires.Not(port.IsAnswered))!,
        wires.And(_requests.Build(port.IsAnswered), wires.Not(port.IsReady))!,
        .. _others,
    ]);
}
