namespace Accel.Rtl.Estimation;

/// <summary>
/// Multiplexers that take no LUTs of their own: those that keep a register's value or set it to a constant, which its flip-flops have pins
/// for, and those in front of a sum, whose LUTs have inputs left for a choice (README.md beside the tables).
/// </summary>
internal sealed class FreeMultiplexers
{
    /// <summary>Inputs of the LUT in front of a carry chain beside the other term.</summary>
    private const int ChoiceInputs = 5;

    private readonly Module _module;
    private readonly int[] _uses;
    private readonly HashSet<Signal> _free = [];
    private readonly HashSet<Signal> _choosing = [];

    private FreeMultiplexers(Module module)
    {
        _module = module;
        _uses = new int[module.Signals.Count];
        var drivers = module.Signals.SelectMany(static s => s.Drivers)
            .Concat(module.Memories.SelectMany(static m => m.WritePorts).SelectMany(static p => p.Drivers))
            .Concat(module.Outputs.Values);
        foreach (var signal in drivers.OfType<Signal>())
        {
            _uses[signal.Id]++;
        }
    }

    /// <summary>Finds them.</summary>
    /// <param name="module">A flat module.</param>
    public static FreeMultiplexers Of(Module module)
    {
        var multiplexers = new FreeMultiplexers(module);
        multiplexers.FindPins();
        multiplexers.FindChoicesInSums();
        return multiplexers;
    }

    /// <summary>True for a multiplexer that takes no LUTs.</summary>
    public bool Contains(OperatorSignal multiplexer) => _free.Contains(multiplexer);

    /// <summary>True for a sum whose LUTs choose one of its terms: of each bit, also where the other term is zero.</summary>
    public bool IsChoosing(OperatorSignal sum) => _choosing.Contains(sum);

    private void FindPins()
    {
        foreach (var register in _module.Signals.OfType<RegisterSignal>())
        {
            Follow(register.Next!, s => s == register, c => register.ResetValue is not { } reset || reset == c.Value);
        }

        foreach (var memory in _module.Memories.Where(static m => m is { IsSingleWord: true, WritePorts.Count: 1 }))
        {
            Follow(
                memory.WritePorts[0].Data, s => s is MemoryReadSignal { IsSynchronous: false } read && read.Memory == memory, static _ =>
                    true);
        }
    }

    // From the flip-flops upwards; they have one pin for a constant.
    private void Follow(Signal value, Func<Signal, bool> isKept, Func<ConstantSignal, bool> isOnPin)
    {
        while (value is OperatorSignal { Operator: Operator.Multiplex, Operands: [_, var one, var zero] } && _uses[value.Id] == 1)
        {
            if (isKept(one) || isKept(zero))
            {
                _free.Add(value);
                value = isKept(one) ? zero : one;
            }
            else
            {
                if ((one as ConstantSignal ?? zero as ConstantSignal) is { } constant && isOnPin(constant))
                {
                    _free.Add(value);
                }

                return;
            }
        }
    }

    private void FindChoicesInSums()
    {
        foreach (var sum in _module.Signals.OfType<OperatorSignal>().Where(static s => s.Operator is Operator.Add or Operator.Subtract))
        {
            // The chain takes the other term as it is, which the first operand of a difference cannot be chosen for.
            var terms = sum.Operands.Select(Unextended).ToList();
            int chosen = terms.FindIndex(IsChoice);
            if (chosen >= 0 && chosen == terms.FindLastIndex(IsChoice) && (chosen == 1 || sum.Operator == Operator.Add))
            {
                List<Signal> choices = [];
                HashSet<Signal> inputs = [];
                Collect(terms[chosen], choices, inputs);
                if (inputs.Count <= ChoiceInputs)
                {
                    _free.UnionWith(choices);
                    _choosing.Add(sum);
                }
            }
        }
    }

    private void Collect(Signal value, List<Signal> choices, HashSet<Signal> inputs)
    {
        if (IsChoice(value) && inputs.Count <= ChoiceInputs)
        {
            choices.Add(value);
            inputs.Add(((OperatorSignal)value).Operands[0]);
            foreach (var operand in ((OperatorSignal)value).Operands.Skip(1))
            {
                Collect(operand, choices, inputs);
            }
        }
        else if (value is not ConstantSignal)
        {
            inputs.Add(value);
        }
    }

    private bool IsChoice(Signal signal) => signal is OperatorSignal { Operator: Operator.Multiplex } && _uses[signal.Id] == 1;

    private Signal Unextended(Signal signal)
    {
        while (signal is OperatorSignal { Operator: Operator.SignExtend or Operator.ZeroExtend } extension && _uses[signal.Id] == 1)
        {
            signal = extension.Operands[0];
        }

        return signal;
    }
}
