using System.Globalization;
using System.Numerics;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Splits arrays as [Banked] asks: element i lies in bank i % B at address i / B. Where the low bits of an index are known (a congruence
/// over shifts, products, sums and loop strides), the access goes to one bank; elsewhere a load chooses among the banks and a store
/// enables one of them.
/// </summary>
internal sealed class BankArrays : IPass
{
    /// <inheritdoc/>
    public string Name => "bank-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var array in program.Functions.SelectMany(f => f.Arrays).Concat(program.Arrays).Where(a => a.Banks > 1))
        {
            if (!BitOperations.IsPow2(array.Banks) || array.Banks > array.Length)
            {
                context.Report(DiagnosticDescriptors.Banks, array.Source, array.Name, array.Length, array.Banks);
            }
        }

        if (!context.Diagnostics.IsEmpty)
        {
            return;
        }

        CheckBudget(program);
        Dictionary<ArrayVariable, ArrayVariable[]> banks = [];
        Split(program.Arrays, banks);
        foreach (var function in program.Functions)
        {
            Split(function.Arrays, banks);
            if (banks.Count > 0)
            {
                function.Rewrite(body => new Banker(function, banks).Rewrite(body));
            }
        }
    }

    // Where the bank is not known, an access looks at all of them.
    private static void CheckBudget(KernelProgram program)
    {
        foreach (var function in program.Functions)
        {
            foreach (var (array, count) in new Mentions(function.Body).Counts.Where(item => item.Key is ArrayVariable { Banks: > 1 })
                .Select(item => ((ArrayVariable)item.Key, item.Value)))
            {
                if ((long)count * array.Banks > CompileWatch.Budgets.Operations)
                {
                    OperationBudget.Refuse(array.Source,
                        $"{count} accesses to {array.Banks} banks of {array.Name} make {(long)count * array.Banks} operations");
                }
            }
        }
    }

    private static List<long>? OfBank(IReadOnlyList<long>? contents, int banks, int bank, int length)
        => contents is null ? null
            : [.. Enumerable.Range(0, length).Select(i => (i * banks) + bank < contents.Count ? contents[(i * banks) + bank] : 0)];

    private static void Split(List<ArrayVariable> arrays, Dictionary<ArrayVariable, ArrayVariable[]> banks)
    {
        foreach (var array in arrays.Where(a => a.Banks > 1).ToList())
        {
            int length = (array.Length + array.Banks - 1) / array.Banks;
            var parts = Enumerable.Range(0, array.Banks)
                .Select(b => new ArrayVariable(string.Create(CultureInfo.InvariantCulture, $"{array.Name}_{b}"), array.ElementType, length, array.Source)
                {
                    Kind = array.Kind,
                    HasOutputRegister = array.HasOutputRegister,
                    Promise = array.Promise,
                    IsPersistent = array.IsPersistent,
                    HandedBy = array.HandedBy,
                    IsUsedInTurns = array.IsUsedInTurns,
                    Constants = OfBank(array.Constants, array.Banks, b, length),
                    Initial = OfBank(array.Initial, array.Banks, b, length),
                })
                .ToArray();
            arrays.Remove(array);
            arrays.AddRange(parts);
            banks.Add(array, parts);
        }
    }

    private sealed class Banker(Function function, Dictionary<ArrayVariable, ArrayVariable[]> banks) : HoistingRewriter
    {
        private Dictionary<Variable, KnownBits> _known = [];

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is IfStatement choice)
            {
                var copy = new IfStatement(Hoisted(() => Rewrite(choice.Condition), to), choice.Source);
                var before = new Dictionary<Variable, KnownBits>(_known);
                copy.Then = Rewrite(choice.Then);
                (var then, _known) = (_known, before);
                copy.Else = Rewrite(choice.Else);
                _known = Meet(then, _known);
                to.Add(copy);
                return;
            }

            base.Rewrite(statement, to);
            switch (statement)
            {
                case AssignStatement assign:
                    _known[assign.Target] = KnownBits.Of(assign.Value, Of);
                    break;
                case MemoryReadStatement or StreamReadStatement:
                    foreach (var target in IrWalk.Targets(statement))
                    {
                        _known.Remove(target);
                    }

                    break;
                case RunStatement run:
                    foreach (var target in IrWalk.All(run.Method.Body).SelectMany(IrWalk.Targets))
                    {
                        _known.Remove(target);
                    }

                    break;
            }
        }

        protected override void Copy(LoopStatement loop, List<Statement> to)
        {
            Assume(loop);
            var invariant = _known;
            var copy = Start(loop);
            Part(() => copy.Header = Rewrite(loop.Header));
            Part(() => copy.Condition = Hoisted(() => Rewrite(loop.Condition), copy.Header.Statements));
            Part(() => copy.Body = Rewrite(loop.Body));
            Part(() => copy.Step = Rewrite(loop.Step));
            _known = invariant;
            to.Add(copy);

            void Part(Action rewrite)
            {
                _known = new Dictionary<Variable, KnownBits>(invariant);
                rewrite();
            }
        }

        protected override void Simple(Statement statement, List<Statement> to)
        {
            if (statement is ArrayClearStatement clear && banks.TryGetValue(clear.Array, out var cleared))
            {
                to.AddRange(cleared.Select(b => new ArrayClearStatement(b, clear.Source)));
            }
            else if (statement is ArrayStoreStatement store && banks.TryGetValue(store.Array, out var parts))
            {
                Store(store, parts, to);
            }
            else
            {
                base.Simple(statement, to);
            }
        }

        protected override Expression Load(ArrayLoadExpression load, Expression index)
        {
            if (!banks.TryGetValue(load.Array, out var parts))
            {
                return base.Load(load, index);
            }

            var bits = KnownBits.Of(index, Of);
            int shift = BitOperations.Log2((uint)parts.Length);
            if (bits.LowCount >= shift)
            {
                return base.Load(new ArrayLoadExpression(parts[(int)(bits.Value & (ulong)(parts.Length - 1))], load.Index, load.Source), Quotient(index, shift));
            }

            var held = Hold(function, index, load.Array.Name + "_index");
            var address = Quotient(held, shift);
            return Choose(0, shift);

            Expression Choose(int bank, int bit)
            {
                if (bit == 0)
                {
                    return new ArrayLoadExpression(parts[bank], address, load.Source);
                }

                int high = bank | (1 << (bit - 1));
                return (bits.Mask >> (bit - 1) & 1) != 0
                    ? Choose((bits.Value >> (bit - 1) & 1) != 0 ? high : bank, bit - 1)
                    : new SelectExpression(Bit(held, bit - 1), Choose(high, bit - 1), Choose(bank, bit - 1), load.Source);
            }
        }

        private void Store(ArrayStoreStatement store, ArrayVariable[] parts, List<Statement> to)
        {
            int shift = BitOperations.Log2((uint)parts.Length);
            Expression index = Rewrite(store.Index), value = Rewrite(store.Value);
            var bits = KnownBits.Of(index, Of);
            ulong mask = (ulong)(parts.Length - 1);
            if (bits.LowCount >= shift)
            {
                to.Add(new ArrayStoreStatement(parts[(int)(bits.Value & mask)], Quotient(index, shift), value, store.Source));
                return;
            }

            var held = Hold(function, index, store.Array.Name + "_index");
            var stored = Hold(function, value, store.Array.Name + "_value");
            var address = Hold(function, Quotient(held, shift), store.Array.Name + "_address");
            for (int bank = 0; bank < parts.Length; bank++)
            {
                if ((((ulong)bank ^ bits.Value) & bits.Mask & mask) != 0)
                {
                    continue;
                }

                var low = IrBuild.Binary(BinaryOperator.And, held, IrBuild.Constant(held.Type, parts.Length - 1));
                var only = new IfStatement(IrBuild.Binary(BinaryOperator.Equal, low, IrBuild.Constant(held.Type, bank)), store.Source);
                only.Then.Statements.Add(new ArrayStoreStatement(parts[bank], address, stored, store.Source));
                to.Add(only);
            }
        }

        private static BinaryExpression Bit(Expression value, int bit)
            => new(
                BinaryOperator.NotEqual,
                IrBuild.Binary(BinaryOperator.And, value, IrBuild.Constant(value.Type, 1L << bit)),
                IrBuild.Constant(value.Type, 0));

        // (x + c) / B = x / B + c / B where the remainders do not carry: the adder sees the few bits of the address only.
        private Expression Quotient(Expression index, int shift)
        {
            long mask = (1L << shift) - 1;
            if (index is BinaryExpression { Operator: BinaryOperator.Add, Right: ConstantExpression { Value: >= 0 } offset } sum && index.Type.IsSigned)
            {
                var left = KnownBits.Of(sum.Left, Of);
                if (left.LowCount >= shift && (long)(left.Value & (ulong)mask) + (offset.Value & mask) <= mask)
                {
                    var rest = Quotient(sum.Left, shift);
                    long whole = offset.Value >> shift;
                    return whole == 0 ? rest : IrBuild.Binary(BinaryOperator.Add, rest, IrBuild.Constant(index.Type, whole));
                }
            }

            return IrBuild.Binary(BinaryOperator.ShiftRight, index, IrBuild.Constant(IrType.Int32, shift));
        }

        private KnownBits Of(Variable variable) => _known.GetValueOrDefault(variable);

        // What holds on entry of a loop holds in every iteration if each assignment in the loop keeps it, all assumptions taken together.
        private void Assume(LoopStatement loop)
        {
            var assigned = IrWalk.Blocks(loop).SelectMany(IrWalk.All)
                .SelectMany(s => IrWalk.Targets(s).Select(target => (Target: target, Value: (s as AssignStatement)?.Value))).ToList();
            var entry = _known;
            _known = new Dictionary<Variable, KnownBits>(entry);
            for (bool changed = true; changed;)
            {
                changed = false;
                foreach (var (target, value) in assigned)
                {
                    var before = Of(target);
                    var after = value is null ? KnownBits.None : before.Meet(KnownBits.Of(value, Of));
                    if (after != before)
                    {
                        _known[target] = after;
                        changed = true;
                    }
                }
            }
        }

        private static Dictionary<Variable, KnownBits> Meet(Dictionary<Variable, KnownBits> a, Dictionary<Variable, KnownBits> b)
        {
            Dictionary<Variable, KnownBits> result = [];
            foreach (var (variable, bits) in a)
            {
                if (b.TryGetValue(variable, out var other) && bits.Meet(other) is { Mask: not 0 } met)
                {
                    result[variable] = met;
                }
            }

            return result;
        }
    }
}
