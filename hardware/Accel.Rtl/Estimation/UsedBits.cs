using System.Numerics;

namespace Accel.Rtl.Estimation;

/// <summary>
/// Which bits of signals reach an output, through registers and memories: synthesis builds no others. Assertions count for nothing, as they
/// are not built.
/// </summary>
internal sealed class UsedBits
{
    private readonly BigInteger[] _used;
    private readonly Stack<Signal> _pending = new();
    private readonly HashSet<Memory> _memories = [];

    private UsedBits(Module module)
    {
        _used = new BigInteger[module.Signals.Count];
        foreach (var output in module.Outputs.Values)
        {
            UseAll(output);
        }

        while (_pending.TryPop(out var signal))
        {
            Follow(signal, _used[signal.Id]);
        }
    }

    /// <summary>A mask of the used bits of each signal, by id.</summary>
    /// <param name="module">A flat module.</param>
    public static BigInteger[] Of(Module module) => new UsedBits(module)._used;

    private void Follow(Signal signal, BigInteger used)
    {
        switch (signal)
        {
            case OperatorSignal op:
                Follow(op, used);
                break;
            case RegisterSignal register:
                Use(register.Next, used);
                UseAll(register.Enable);
                break;
            case MemoryReadSignal read:
                UseAll(read.Address);
                UseAll(read.IsSynchronous ? read.Enable : null);
                if (_memories.Add(read.Memory))
                {
                    foreach (var driver in read.Memory.WritePorts.SelectMany(static p => p.Drivers))
                    {
                        UseAll(driver);
                    }
                }

                break;
        }
    }

    private void Follow(OperatorSignal op, BigInteger used)
    {
        int top = (int)used.GetBitLength();
        var first = op.Operands[0];
        switch (op.Operator)
        {
            case Operator.Not or Operator.And or Operator.Or or Operator.Xor:
                UseEach(op, used);
                break;
            case Operator.Add or Operator.Subtract or Operator.Negate or Operator.Multiply:
                // Carries go upwards.
                UseEach(op, OperatorSemantics.Mask(top));
                break;
            case Operator.Multiplex:
                UseAll(first);
                Use(op.Operands[1], used);
                Use(op.Operands[2], used);
                break;
            case Operator.Slice:
                Use(first, used << op.Offset);
                break;
            case Operator.ZeroExtend:
                Use(first, used & OperatorSemantics.Mask(first.WidthBits));
                break;
            case Operator.SignExtend:
                Use(first, top > first.WidthBits ? (used & OperatorSemantics.Mask(first.WidthBits)) | (BigInteger.One << (first.WidthBits - 1)) : used);
                break;
            case Operator.Concatenate:
                foreach (var operand in op.Operands.Reverse())
                {
                    Use(operand, used & OperatorSemantics.Mask(operand.WidthBits));
                    used >>= operand.WidthBits;
                }

                break;
            case Operator.ShiftLeft:
                Use(first, OperatorSemantics.Mask(top));
                UseAll(op.Operands[1]);
                break;
            default:
                foreach (var operand in op.Operands)
                {
                    UseAll(operand);
                }

                break;
        }
    }

    private void UseEach(OperatorSignal op, BigInteger used)
    {
        foreach (var operand in op.Operands)
        {
            Use(operand, used);
        }
    }

    private void UseAll(Signal? signal) => Use(signal, signal is null ? 0 : OperatorSemantics.Mask(signal.WidthBits));

    private void Use(Signal? signal, BigInteger bits)
    {
        if (signal is not null && (bits & ~_used[signal.Id]) != 0)
        {
            _used[signal.Id] |= bits;
            _pending.Push(signal);
        }
    }
}
