using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// Writes the code of a block: its words in an order that keeps few values alive, in registers as far as they go. Stored words that changed
/// set the dirty bits of those who read them.
/// </summary>
internal sealed partial class BlockEmitter(ActivityPlan plan, StateLayout layout, MachineAssembler assembler, WakeEmitter wakes)
{
    private readonly RegisterFile _registers = new(assembler, layout.Spills);
    private readonly Dictionary<Word, LocalValue> _values = [];
    private readonly HashSet<Word> _fused = [];
    private HashSet<Word> _inside = [];
    private Block _block = null!;
    private int _position;

    public void Emit(Block block, Action<Word> onWord)
    {
        _block = block;
        _inside = [.. block.Words];
        _registers.Clear();
        _values.Clear();
        _fused.Clear();
        var order = BlockOrder.Of(block, plan);
        _fused.UnionWith(FusedComparisons(order));
        for (int i = 0; i < order.Count; i++)
        {
            foreach (var operand in OperandsOf(order[i]))
                ValueOf(operand).AddUse(i);
        }

        for (_position = 0; _position < order.Count; _position++)
        {
            var word = order[_position];
            if (_fused.Contains(word))
                continue;
            onWord(word);
            Emit(word);
            foreach (var operand in OperandsOf(word))
            {
                var value = ValueOf(operand);
                value.Use();
                if (value.UsesLeft == 0)
                    _registers.Release(value);
            }

            if (plan.IsStored(word))
                Store(ValueOf(word));
            _registers.EndOperation();
            if (ValueOf(word).UsesLeft == 0)
                _registers.Release(ValueOf(word));
        }
    }

    /// <summary>Comparisons that only one multiplexer reads: it takes the flags.</summary>
    private HashSet<Word> FusedComparisons(List<Word> order)
    {
        var uses = order.SelectMany(w => w.Operands).CountBy(w => w).ToDictionary();
        return [.. order.Where(w => w.Op == WordOp.Multiplex).Select(w => w.A!)
            .Where(a => a.IsComparison && uses[a] == 1 && !plan.IsStored(a) && _inside.Contains(a))];
    }

    private IEnumerable<Word> OperandsOf(Word word)
        => _fused.Contains(word) ? [] : word.Operands.SelectMany(o => _fused.Contains(o) ? o.Operands : [o]).Where(o => !o.IsConstant);

    private LocalValue ValueOf(Word word)
    {
        if (!_values.TryGetValue(word, out var value))
        {
            value = new LocalValue(word);
            if (word.Op == WordOp.State || (plan.IsStored(word) && !_inside.Contains(word)))
                value.Home = layout.Slot(word);
            _values.Add(word, value);
        }

        return value;
    }

    /// <summary>
    /// An operand in whatever form it has; a number that no instruction holds, and a value that is needed again, in a register.
    /// </summary>
    private Operand Read(Word word, bool is64, bool masked = true)
    {
        if (word.IsConstant)
        {
            if (Operand.Fits(word.Value, is64))
                return Operand.Number((long)word.Value);
            var temporary = _registers.Take(null);
            assembler.Move(temporary, Operand.Number((long)word.Value), true);
            return Operand.Of(temporary);
        }

        var value = ValueOf(word);
        if (value.Register == LocalValue.Nowhere && !value.IsUnmasked && value.EndsAt(_position))
            return Operand.At(value.Home);
        return Operand.Of(InRegister(value, masked));
    }

    private Register ReadInRegister(Word word, bool is64)
    {
        if (!word.IsConstant)
            return InRegister(ValueOf(word), masked: true);
        var temporary = _registers.Take(null);
        assembler.Move(temporary, Operand.Number((long)word.Value), is64);
        return temporary;
    }

    private Register InRegister(LocalValue value, bool masked)
    {
        if (value.Register == LocalValue.Nowhere)
            assembler.Move(_registers.Take(value), Operand.At(value.Home), value.IsUnmasked || value.Word.WidthBits > 32);
        _registers.Pin(value.Register);
        if (masked)
            Mask(value);
        return value.Register;
    }

    /// <summary>Makes the bits above the width 0.</summary>
    private void Mask(LocalValue value)
    {
        if (!value.IsUnmasked)
            return;
        Mask(value.Register, value.Word.WidthBits);
        (value.IsUnmasked, value.Home) = (false, -1);
    }

    private void Mask(Register register, int widthBits)
    {
        switch (widthBits)
        {
            case 64:
                break;
            case 8 or 16 or 32:
                assembler.ZeroExtend(register, Operand.Of(register), widthBits);
                break;
            case < 32:
                assembler.Do(Alu.And, register, Operand.Number((1L << widthBits) - 1), false);
                break;
            default:
                assembler.ShiftBy(Shift.Left, register, 64 - widthBits, true);
                assembler.ShiftBy(Shift.Right, register, 64 - widthBits, true);
                break;
        }
    }

    /// <summary>A register for the result that holds an operand at first: the operand's own one where this is its last use.</summary>
    private Register Begin(Word result, Word operand, bool is64, bool masked)
    {
        var target = ValueOf(result);
        if (operand.IsConstant)
        {
            assembler.Move(_registers.Take(target), Operand.Number((long)operand.Value), is64);
            return target.Register;
        }

        var value = ValueOf(operand);
        if (masked && value.IsUnmasked)
            InRegister(value, masked: true);
        if (value.Register != LocalValue.Nowhere && value.EndsAt(_position))
        {
            target.IsUnmasked = value.IsUnmasked;
            _registers.Hand(value, target);
            return target.Register;
        }

        var from = Read(operand, is64, masked);
        assembler.Move(_registers.Take(target), from, is64 || value.IsUnmasked);
        target.IsUnmasked = from.IsRegister && value.IsUnmasked;
        return target.Register;
    }

    private Register Begin(Word result)
    {
        var target = ValueOf(result);
        target.IsUnmasked = false;
        return _registers.Take(target);
    }

    private void Store(LocalValue value)
    {
        Mask(value);
        int slot = layout.Slot(value.Word);
        var bits = plan.WakesOf(value.Word);
        int checks = plan.CheckCount(value.Word);
        if (bits.Count == 0 && checks == 0)
        {
            assembler.Store(slot, Operand.Of(value.Register));
        }
        else
        {
            var same = assembler.Low.CreateLabel();
            assembler.DoInState(Alu.Cmp, slot, Operand.Of(value.Register), value.Word.WidthBits > 32);
            assembler.Low.je(same);
            assembler.Store(slot, Operand.Of(value.Register));
            wakes.Emit(bits, _block.Index / 32);
            if (checks > 0)
                CountBroken(value.Register, checks);
            assembler.Low.Label(ref same);
        }

        value.Home = slot;
    }

    /// <summary>
    /// Adds the checks that a word stands for to the number of broken ones when it became 1, and takes them away when it became 0.
    /// </summary>
    private void CountBroken(Register value, int checks)
    {
        assembler.Move(Register.RCX, Operand.Of(value), false);
        assembler.Do(Alu.Add, Register.RCX, Operand.Of(Register.RCX), false);
        assembler.Do(Alu.Sub, Register.RCX, Operand.Number(1), false);
        if (checks > 1)
            assembler.Multiply(Register.RCX, Operand.Number(checks), false);
        assembler.DoInState(Alu.Add, StateLayout.BrokenChecks, Operand.Of(Register.RCX), false);
    }
}
