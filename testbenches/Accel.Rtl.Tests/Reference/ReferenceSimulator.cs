using System.Numerics;

namespace Accel.Rtl.Tests.Reference;

/// <summary>A slow simulator that evaluates every signal in every cycle, with nothing in common with the product's.</summary>
internal sealed class ReferenceSimulator
{
    private readonly Module _module;
    private readonly BigInteger[] _values;
    private readonly Dictionary<Memory, BigInteger[]> _memories;

    public ReferenceSimulator(Module flat)
    {
        _module = flat;
        _values = new BigInteger[flat.Signals.Count];
        _memories = flat.Memories.ToDictionary(m => m, m => m.Initial.Length > 0 ? m.Initial.ToArray() : new BigInteger[m.Depth]);
        foreach (var register in flat.Signals.OfType<RegisterSignal>())
            _values[register.Id] = register.ResetValue ?? 0;
    }

    public bool Reset { get; set; }

    public void SetInput(string name, BigInteger value) => _values[_module.Inputs.Single(i => i.Name == name).Id] = value;

    public BigInteger Output(string name) => _values[_module.Outputs[name].Id];

    public BigInteger Value(Signal signal) => _values[signal.Id];

    public BigInteger Word(Memory memory, int word) => _memories[memory][word];

    public void Settle()
    {
        foreach (var signal in _module.Signals)
        {
            _values[signal.Id] = signal switch
            {
                ConstantSignal constant => constant.Value,
                OperatorSignal op => ReferenceEvaluator.Evaluate(op, [.. op.Operands.Select(o => _values[o.Id])]),
                MemoryReadSignal { IsSynchronous: false } read => Read(read),
                _ => _values[signal.Id],
            };
        }
    }

    public void Step()
    {
        Settle();
        var next = new Dictionary<int, BigInteger>();
        foreach (var signal in _module.Signals)
        {
            switch (signal)
            {
                case RegisterSignal { ResetValue: { } value } when Reset:
                    next[signal.Id] = value;
                    break;
                case RegisterSignal register when register.Enable is null || _values[register.Enable.Id].IsOne:
                    next[signal.Id] = _values[register.Next!.Id];
                    break;
                case MemoryReadSignal { IsSynchronous: true } read when read.Enable is null || _values[read.Enable.Id].IsOne:
                    next[signal.Id] = Read(read);
                    break;
            }
        }

        foreach (var (memory, port) in _module.Memories.SelectMany(m => m.WritePorts.Select(p => (m, p))))
        {
            if (_values[port.Enable.Id].IsOne && _values[port.Address.Id] < memory.Depth)
                _memories[memory][(int)_values[port.Address.Id]] = _values[port.Data.Id];
        }

        foreach (var (id, value) in next)
            _values[id] = value;
        Settle();
    }

    private BigInteger Read(MemoryReadSignal read)
    {
        var address = _values[read.Address!.Id];
        return _memories[read.Memory][address < read.Memory.Depth ? (int)address : 0];
    }
}
