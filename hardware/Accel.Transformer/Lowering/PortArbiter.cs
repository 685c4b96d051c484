using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// One memory for several processes that run at the same time: they take turns at requests, and each gets its own answers in order. A
/// request that was shown stays until it is taken; after that, whoever comes next in the round is first. Each process has a queue with a
/// place for every answer that it waits for, so that none holds up the answers of another one. Of a burst as many requests stay together as
/// its process can make without another one (<see cref="SharedBursts"/>).
/// </summary>
internal sealed class PortArbiter
{
    private readonly Wires _wires;
    private readonly PortInputs _memory;
    private readonly int _owners, _answers;
    private readonly List<MemoryPort> _ports = [];
    private readonly List<WireSignal> _ready = [], _answered = [];

    /// <summary>Prepares the ports.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="memory">The kernel's port.</param>
    /// <param name="count">Processes, at least 2.</param>
    /// <param name="answers">Answers that each can leave waiting, a power of two.</param>
    public PortArbiter(Wires wires, PortInputs memory, int count, int answers = AnswerQueue.Depth)
    {
        (_wires, _memory, _owners, _answers) = (wires, memory, count * answers, answers);
        for (int i = 0; i < count; i++)
        {
            _ready.Add(wires.Module.Wire(1, $"port{i}_ready"));
            _answered.Add(wires.Module.Wire(1, $"port{i}_answered"));
            _ports.Add(new MemoryPort(wires, new PortInputs(_ready[i], _answered[i], memory.Data), PortBuffering.Queue, answers)
            {
                IsShared = true,
            });
        }
    }

    /// <summary>One per process.</summary>
    public IReadOnlyList<MemoryPort> Ports => _ports;

    /// <summary>Connects the ports to the memory.</summary>
    /// <returns>What the kernel says to the memory.</returns>
    public PortOutputs Finish()
    {
        List<PortOutputs> outputs = [.. _ports.Select(p => p.Finish())];
        var bursts = outputs.Exists(o => o.Burst is not null) ? new SharedBursts(_wires, outputs.Count, _answers) : null;
        List<Signal> requests = [.. outputs.Select((o, i) =>
            bursts is null ? o.RequestValid : _wires.And(o.RequestValid,
                _wires.Or(bursts.IsUnderWay, bursts.MayBegin(o.Burst, () => _ports[i].Room, o.IsWrite)))!)];
        var turns = Turns(requests, bursts, out var isShown, out var taken);
        Selector write = new(_wires), address = new(_wires), data = new(_wires), mask = new(_wires);
        for (int i = 0; i < outputs.Count; i++)
        {
            _wires.Module.Connect(_ready[i], _wires.And(turns[i], _memory.RequestReady)!);
            write.Add(turns[i], outputs[i].IsWrite);
            address.Add(turns[i], outputs[i].Address);
            data.Add(turns[i], outputs[i].Data);
            if (outputs[i].Mask is { } lanes)
            {
                mask.Add(turns[i], lanes);
            }
        }

        var isWrite = write.Build().Value;
        Answers(turns, _wires.And(taken, _wires.Not(isWrite))!);
        var burst = bursts?.Finish(turns, isShown, taken,
            [.. outputs.Select((o, i) => bursts!.Follow(o.Burst, _ports[i].Room, o.IsWrite))]);
        return new PortOutputs(
            _wires.OrAll(turns), isWrite, address.Build().Value, data.Build().Value, mask.IsEmpty
                ? null : mask.Build().Value, burst, _wires.One);
    }

    // By process: it has a request and it is its turn.
    private List<Signal> Turns(List<Signal> requests, SharedBursts? bursts, out Signal isShown, out Signal taken)
    {
        var module = _wires.Module;
        List<RegisterSignal> held = [.. requests.Select((_, i) => module.Register(1, 0, $"port{i}_shown"))];
        List<RegisterSignal> later = [.. requests.Select((_, i) => module.Register(1, 0, $"port{i}_is_next"))];
        isShown = _wires.OrAll(held);
        List<Signal> next = [.. requests.Select((r, i) => _wires.And(r, later[i])!)];
        var anyNext = _wires.OrAll(next);
        var (inRound, anew) = (First(next), First(requests));
        List<Signal> turns = [];
        for (int i = 0; i < requests.Count; i++)
        {
            var turn = _wires.Multiplex(anyNext, inRound[i], anew[i]);
            turn = bursts is null ? turn
                : _wires.Multiplex(bursts.IsUnderWay, _wires.And(requests[i], bursts.Owner[i])!, turn);
            turns.Add(_wires.Multiplex(isShown, held[i], turn));
        }

        taken = _wires.And(_wires.OrAll(turns), _memory.RequestReady)!;
        for (int i = 0; i < requests.Count; i++)
        {
            module.Drive(held[i], _wires.And(turns[i], _wires.Not(_memory.RequestReady))!);
            module.Drive(later[i], _wires.OrAll(turns.Take(i)), taken);
        }

        return turns;
    }

    private List<Signal> First(List<Signal> requests)
        => [.. requests.Select((r, i) => _wires.And(r, _wires.Not(_wires.OrAll(requests.Take(i))))!)];

    // Whose answer comes next: in the order in which the memory took the reads.
    private void Answers(List<Signal> turns, Signal asked)
    {
        var module = _wires.Module;
        int bits = System.Numerics.BitOperations.Log2((uint)(turns.Count - 1)) + 1;
        int depth = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_owners);
        var owners = module.Memory("port_owners", depth, bits, MemoryStyle.Distributed);
        var head = module.Register(owners.AddressWidthBits, 0, "port_owners_head");
        var tail = module.Register(owners.AddressWidthBits, 0, "port_owners_tail");
        Selector owner = new(_wires);
        for (int i = 0; i < turns.Count; i++)
        {
            owner.Add(turns[i], _wires.Constant(i, bits));
        }

        module.Write(owners, asked, tail, owner.Build().Value);
        var oldest = module.Read(owners, head, _memory.ResponseValid);
        for (int i = 0; i < turns.Count; i++)
        {
            module.Connect(_answered[i], _wires.And(_memory.ResponseValid, _wires.IsEqual(oldest, i))!);
        }

        Counter.Drive(_wires, tail, asked, _wires.Zero);
        Counter.Drive(_wires, head, _memory.ResponseValid, _wires.Zero);
    }
}
