using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <content>
/// The instructions of each operation. Arithmetic may leave bits above a word's width, which are cleared only for those who would see them:
/// an operand of fewer bits than the result, a comparison, a shift to the right, a stored word.
/// </content>
internal sealed partial class BlockEmitter
{
    private void Emit(Word word)
    {
        switch (word.Op)
        {
            case WordOp.Copy:
                Begin(word, word.A!, Is64(word), masked: true);
                break;
            case WordOp.And or WordOp.Or or WordOp.Xor:
                EmitLogic(word);
                break;
            case WordOp.Not:
                EmitNot(word);
                break;
            case WordOp.Negate:
                assembler.Negate(Begin(word, word.A!, word.N > 32, masked: word.A!.WidthBits < word.N), word.N > 32);
                SetUnmasked(word, word.N is not (32 or 64));
                break;
            case WordOp.Add or WordOp.Subtract or WordOp.Multiply:
                EmitArithmetic(word);
                break;
            case >= WordOp.Equal and <= WordOp.LessOrEqualSigned:
                var comparison = Prepare(word);
                Flags(comparison);
                assembler.Set(comparison.Condition, Begin(word));
                break;
            case WordOp.ShiftLeft or WordOp.ShiftRight or WordOp.ShiftRightArithmetic:
                EmitShift(word);
                break;
            case WordOp.FunnelLeft or WordOp.FunnelRight:
                EmitFunnel(word);
                break;
            case WordOp.Multiplex:
                EmitMultiplex(word);
                break;
            case WordOp.Field:
                EmitField(word);
                break;
            case WordOp.Place:
                assembler.ShiftBy(Shift.Left, Begin(word, word.A!, Is64(word), masked: true), word.I, Is64(word));
                break;
            case WordOp.SignExtend:
                EmitSignExtend(word);
                break;
            case WordOp.Parity:
                var ones = Read(word.A!, true);
                var parity = Begin(word);
                assembler.CountOnes(parity, ones);
                assembler.Do(Alu.And, parity, Operand.Number(1), false);
                break;
            case WordOp.Read:
                EmitRead(word);
                break;
            default:
                throw new NotSupportedException($"no code for {word.Op}");
        }
    }

    private static bool Is64(Word word) => word.WidthBits > 32;

    private bool IsUnmasked(Word word) => !word.IsConstant && ValueOf(word).IsUnmasked;

    private void SetUnmasked(Word word, bool unmasked) => ValueOf(word).IsUnmasked = unmasked;

    private void EmitLogic(Word word)
    {
        var (a, b) = Ordered(word);
        bool and = word.Op == WordOp.And;
        bool is64 = Math.Max(a.WidthBits, b.WidthBits) > 32;
        var other = Read(b, is64, masked: !and && b.WidthBits < word.WidthBits);
        bool otherUnmasked = IsUnmasked(b);
        var result = Begin(word, a, is64, masked: !and && a.WidthBits < word.WidthBits);
        bool unmasked = ValueOf(word).IsUnmasked;
        assembler.Do(word.Op switch { WordOp.And => Alu.And, WordOp.Or => Alu.Or, _ => Alu.Xor }, result, other, is64);
        bool clean = and
            ? (!unmasked && a.WidthBits == word.WidthBits) || (!otherUnmasked && b.WidthBits == word.WidthBits)
            : !unmasked && !otherUnmasked;
        SetUnmasked(word, !clean && !(word.WidthBits == 64));
    }

    /// <summary>The operands, the one first whose register can become the result's.</summary>
    private (Word A, Word B) Ordered(Word word)
    {
        var (a, b) = (word.A!, word.B!);
        return a.IsConstant || (!b.IsConstant && !IsFree(a) && IsFree(b)) ? (b, a) : (a, b);
    }

    private bool IsFree(Word word) => ValueOf(word) is { } value && value.Register != LocalValue.Nowhere && value.EndsAt(_position);

    private void EmitNot(Word word)
    {
        int n = word.N;
        var result = Begin(word, word.A!, n > 32, masked: word.A!.WidthBits < n);
        if (n < 32)
        {
            assembler.Do(Alu.Xor, result, Operand.Number((1L << n) - 1), false);
            return;
        }

        assembler.Not(result, n > 32);
        SetUnmasked(word, n is not (32 or 64));
    }

    private void EmitArithmetic(Word word)
    {
        var (a, b) = word.Op == WordOp.Subtract ? (word.A!, word.B!) : Ordered(word);
        bool is64 = word.WidthBits > 32;
        bool exact = word.Op != WordOp.Subtract && (word.WidthBits < word.N || IsExact(word.Op, a, b, word.N));
        var other = Read(b, is64, masked: exact || b.WidthBits < word.N);
        var result = Begin(word, a, is64, masked: exact || a.WidthBits < word.N);
        if (word.Op == WordOp.Multiply)
            assembler.Multiply(result, other, is64);
        else
            assembler.Do(word.Op == WordOp.Add ? Alu.Add : Alu.Sub, result, other, is64);
        SetUnmasked(word, !exact && word.N is not (32 or 64));
    }

    /// <summary>True when the result cannot be cut.</summary>
    private static bool IsExact(WordOp op, Word a, Word b, int n)
        => op == WordOp.Add ? Math.Max(a.WidthBits, b.WidthBits) < n : a.WidthBits + b.WidthBits <= n;

    /// <summary>
    /// The operands of a comparison, where they are now; nothing that follows may change flags between <see cref="Flags"/> and the use of
    /// the condition.
    /// </summary>
    private Comparison Prepare(Word word)
    {
        var (a, b, swapped) = word.A!.IsConstant ? (word.B!, word.A!, true) : (word.A!, word.B!, false);
        bool signed = word.Op is WordOp.LessSigned or WordOp.LessOrEqualSigned;
        bool is64 = Math.Max(a.WidthBits, b.WidthBits) > 32 || (signed && word.N > 32);
        var condition = word.Op switch
        {
            WordOp.Equal => Condition.Equal,
            WordOp.NotEqual => Condition.NotEqual,
            WordOp.Less => swapped ? Condition.Above : Condition.Below,
            WordOp.LessOrEqual => swapped ? Condition.AboveOrEqual : Condition.BelowOrEqual,
            WordOp.LessSigned => swapped ? Condition.Greater : Condition.Less,
            _ => swapped ? Condition.GreaterOrEqual : Condition.LessOrEqual,
        };
        if (signed && word.N is not (32 or 64))
        {
            return new Comparison(Operand.Of(Shifted(a, word.N, is64)), Operand.Of(Shifted(b, word.N, is64)), is64, condition);
        }

        var second = Read(b, is64);
        var first = Read(a, is64);
        if (first.IsMemory && second.IsMemory)
            first = Operand.Of(InRegister(ValueOf(a), masked: true));
        return new Comparison(first, second, is64, condition);
    }

    private void Flags(Comparison comparison)
    {
        var (a, b, is64, _) = comparison;
        if (a.IsMemory)
            assembler.DoInState(Alu.Cmp, a.Offset, b, is64);
        else if (b is { IsImmediate: true, Value: 0 })
            assembler.Test(a.Register, is64);
        else
            assembler.Do(Alu.Cmp, a.Register, b, is64);
    }

    /// <summary>A copy with the sign in the topmost bit.</summary>
    private Register Shifted(Word word, int widthBits, bool is64)
    {
        var from = Read(word, is64, masked: word.WidthBits < widthBits);
        var copy = _registers.Take(null);
        assembler.Move(copy, from, is64);
        assembler.ShiftBy(Shift.Left, copy, (is64 ? 64 : 32) - widthBits, is64);
        return copy;
    }

    private void EmitMultiplex(Word word)
    {
        var (condition, whenTrue, whenFalse) = (word.A!, word.B!, word.C!);
        bool is64 = Is64(word);
        var chosen = whenTrue.IsConstant
            ? Operand.Of(ReadInRegister(whenTrue, is64))
            : Read(whenTrue, is64, masked: whenTrue.WidthBits < word.WidthBits);
        bool unmasked = IsUnmasked(whenTrue);

        // The flags are set after the move; the operands are found before it, for the move may take over a register that they need.
        var comparison = _fused.Contains(condition) ? Prepare(condition) : new Comparison(Read(condition, false), Operand.Number(0), false, Condition.NotEqual);
        var result = Begin(word, whenFalse, is64, masked: whenFalse.WidthBits < word.WidthBits);
        unmasked |= ValueOf(word).IsUnmasked;
        Flags(comparison);
        assembler.MoveIf(comparison.Condition, result, chosen, is64);
        SetUnmasked(word, unmasked && word.WidthBits != 64);
    }

    private void EmitShift(Word word)
    {
        var (a, b) = (word.A!, word.B!);
        bool arithmetic = word.Op == WordOp.ShiftRightArithmetic;
        int width = word.Op == WordOp.ShiftRight ? a.WidthBits : word.N;
        bool is64 = width > 32 || b.WidthBits > 5 || arithmetic;
        var amount = Read(b, true);
        assembler.Move(Register.RCX, amount, true);
        var result = Begin(word, a, is64, masked: word.Op == WordOp.ShiftRight || a.WidthBits < word.N);
        if (arithmetic && word.N < 64)
        {
            assembler.ShiftBy(Shift.Left, result, 64 - word.N, true);
            assembler.ShiftBy(Shift.RightArithmetic, result, 64 - word.N, true);
        }

        if (b.WidthBits > 6 && arithmetic)
        {
            var most = _registers.Take(null);
            assembler.Move(most, Operand.Number(63), false);
            assembler.Do(Alu.Cmp, Register.RCX, Operand.Of(most), true);
            assembler.MoveIf(Condition.Above, Register.RCX, Operand.Of(most), true);
        }

        assembler.ShiftByCl(arithmetic ? Shift.RightArithmetic : word.Op == WordOp.ShiftLeft ? Shift.Left : Shift.Right, result, is64);
        if (b.WidthBits > 6 && !arithmetic)
        {
            var zero = _registers.Take(null);
            assembler.Move(zero, Operand.Number(0), false);
            assembler.Do(Alu.Cmp, Register.RCX, Operand.Number(63), true);
            assembler.MoveIf(Condition.Above, result, Operand.Of(zero), true);
        }

        SetUnmasked(word, word.Op != WordOp.ShiftRight && word.N != 64);
    }

    private void EmitFunnel(Word word)
    {
        var entering = ReadInRegister(word.B!, true);
        int? count = word.C!.IsConstant ? (int)(word.C.Value & 63) : null;
        if (count is null)
            assembler.Move(Register.RCX, Read(word.C, true), true);
        var result = Begin(word, word.A!, true, masked: true);
        assembler.Funnel(word.Op == WordOp.FunnelLeft, result, entering, count);
    }

    private void EmitField(Word word)
    {
        var a = word.A!;
        var value = ValueOf(a);
        bool aligned = word.I % 8 == 0 && word.N is 8 or 16 or 32;
        if (aligned && value.Register == LocalValue.Nowhere && !value.IsUnmasked && value.EndsAt(_position))
        {
            assembler.ZeroExtend(Begin(word), Operand.At(value.Home + word.I / 8), word.N);
            return;
        }

        if (aligned && word.I == 0 && !IsFree(a))
        {
            var from = InRegister(value, masked: false);
            assembler.ZeroExtend(Begin(word), Operand.Of(from), word.N);
            return;
        }

        bool is64 = Is64(a);
        var result = Begin(word, a, is64, masked: false);
        bool toTheTop = word.I + word.N >= a.WidthBits && !ValueOf(word).IsUnmasked;
        if (word.I > 0)
            assembler.ShiftBy(Shift.Right, result, word.I, is64);
        if (!toTheTop)
            Mask(result, word.WidthBits);
        SetUnmasked(word, false);
    }

    private void EmitSignExtend(Word word)
    {
        int from = word.I;
        bool is64 = word.N > 32;
        if (from is 8 or 16 or 32)
        {
            var source = Read(word.A!, true, masked: false);
            assembler.SignExtend(Begin(word), source, from, is64);
        }
        else
        {
            var result = Begin(word, word.A!, is64, masked: false);
            assembler.ShiftBy(Shift.Left, result, (is64 ? 64 : 32) - from, is64);
            assembler.ShiftBy(Shift.RightArithmetic, result, (is64 ? 64 : 32) - from, is64);
        }

        SetUnmasked(word, word.N is not (32 or 64));
    }

    private void EmitRead(Word word)
    {
        var memory = plan.Module.Memories[word.Memory];
        int parts = Compilation.WideArithmetic.Words(memory.WidthBits);
        int offset = layout.Memory(word.Memory) + 8 * word.I;
        var address = word.A!;
        if (address.IsConstant)
        {
            ulong index = address.Value < (ulong)memory.Depth ? address.Value : 0;
            assembler.Move(Begin(word), Operand.At(offset + (int)index * parts * 8), Is64(word));
            return;
        }

        var result = Begin(word, address, false, masked: true);
        int scale = MemoryIndex.Prepare(assembler, result, memory);
        assembler.Load(result, result, scale, offset, Is64(word));
    }

    /// <summary>What is compared, and the condition of the flags under which it holds.</summary>
    private readonly record struct Comparison(Operand A, Operand B, bool Is64, Condition Condition);
}
