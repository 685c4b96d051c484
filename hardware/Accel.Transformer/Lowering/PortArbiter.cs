using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// One memory for several processes that run at the same time: they take turns at requests, and each gets its own answers in order. A
/// request that was shown stays until it is taken; after that, whoever comes next in the round is first. Each process that reads has a
/// place for every answer that it waits for, so that none holds up the answers of another one, nor, through a memory that takes no write
/// while an answer waits, what another one writes. Of a burst as many requests stay together as its process can make without another one
/// (<see cref="SharedBursts"/>).
/// </summary>
internal sealed class PortArbiter
{
    private readonly Wires _wires;
    private readonly PortInputs _memory;
    private readonly int _answers;
    private readonly List<MemoryPort> _ports = [];
    private readonly List<WireSignal> _ready = [];
    private readonly List<int> _readers = [];
    private readonly AnswerOwners? _owners;

    /// <summary>Prepares the ports.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="memory">The kernel's port.</param>
    /// <param name="users">What each process needs; at least 2.</param>
    /// <param name="answers">Answers that each that reads ahead can leave waiting, a power of two.</param>
    public PortArbiter(Wires wires, PortInputs memory, IReadOnlyList<PortNeeds> users, int answers = AnswerQueue.Depth)
    {
        (_wires, _memory, _answers) = (wires, memory, answers);
        _readers.AddRange(Enumerable.Range(0, users.Count).Where(i => users[i].Reads));
        _owners = _readers.Count < 2 ? null
            : new AnswerOwners(wires, _readers, _readers.Sum(i => users[i].HasMany ? answers : 1));
        for (int i = 0; i < users.Count; i++)
        {
            _ready.Add(wires.Module.Wire(1, $"port{i}_ready"));
            var answered = _owners is null ? memory.ResponseValid
                : users[i].Reads ? wires.And(memory.ResponseValid, _owners.IsNext[_readers.IndexOf(i)])! : wires.Zero;
            _ports.Add(new MemoryPort(wires, new PortInputs(_ready[i], answered, memory.Data), users[i], answers));
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
        for (int i = 0; i < outputs.Count; i++)
        {
            _wires.Module.Connect(_ready[i], _wires.And(turns[i], _memory.RequestReady)!);
        }

        _owners?.Finish([.. _readers.Select(i => _wires.And(_ready[i], _wires.Not(outputs[i].IsWrite))!)], _memory.ResponseValid);
        var burst = bursts?.Finish(turns, isShown, taken,
            [.. outputs.Select((o, i) => bursts!.Follow(o.Burst, _ports[i].Room, o.IsWrite))]);
        return new PortOutputs(
            _wires.OrAll(turns), Of(o => o.IsWrite)!, Of(o => o.Address)!, Of(o => o.Data), Of(o => o.Mask), burst, _wires.One);

        // What is shown by whose turn it is; of no matter for those that have nothing of the kind.
        Signal? Of(Func<PortOutputs, Signal?> part)
        {
            Selector shown = new(_wires);
            foreach (var (turn, value) in turns.Zip(outputs.Select(part)))
            {
                if (value is not null)
                {
                    shown.Add(turn, value);
                }
            }

            return shown.IsEmpty ? null : shown.Build().Value;
        }
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
}
