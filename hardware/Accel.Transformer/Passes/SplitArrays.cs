using System.Globalization;
using Accel.Transformer.Handover;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Splits arrays of which tasks use different parts: <c>buffer[(odd &lt;&lt; 9) + i]</c>, or the lower half in one task and the upper one
/// in another. Each part becomes an array of its own, so that what tells arrays apart tells the parts apart as well: tasks that share no
/// part run together, and tokens hand over parts. What tokens hand over as a whole stays whole. The size is the smallest power of two of
/// which each access of the tasks stays within one part.
/// </summary>
internal sealed class SplitArrays : IPass
{
    private const int MaximumParts = 16;

    /// <inheritdoc/>
    public string Name => "split-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            var shared = Shared(function.Body);
            var candidates = shared.Keys.Where(a => function.Arrays.Contains(a) && a is { Constants: null, IsPersistent: false, Banks: 1 }
                && a.Kind != Hast.MemoryKind.Registers).ToHashSet();
            candidates.ExceptWith(HandedOver(function, candidates));
            if (candidates.Count == 0)
            {
                continue;
            }

            Definitions definitions = new(function);
            var accesses = Accesses(program, function, candidates, definitions);
            Splitter splitter = new(function);
            foreach (var array in candidates.OrderBy(a => function.Arrays.IndexOf(a)))
            {
                Plan(array, shared[array], accesses, splitter);
            }

            if (splitter.Parts.Count > 0)
            {
                // The proof that every element is written first looks at whole arrays.
                RemoveArrayClears.Remove(function, splitter.Parts.ContainsKey);
                function.Rewrite(splitter.Rewrite);
            }
        }
    }

    // What is handed over as a whole needs no parts.
    private static List<ArrayVariable> HandedOver(Function function, HashSet<ArrayVariable> candidates)
    {
        List<ArrayVariable> proved = [];
        foreach (var placed in PlacedNetwork.In(function))
        {
            var shared = placed.SharedArrays();
            shared.IntersectWith(candidates);
            proved.AddRange(shared.Except(HandoverProof.Run(placed, function, shared).Select(static u => u.Array)));
        }

        return proved;
    }

    // Arrays that tasks share of which one writes, with the statements of these tasks, and whether streams join them.
    private static Dictionary<ArrayVariable, (HashSet<Statement> Inside, bool IsNetwork)> Shared(Block function)
    {
        Dictionary<ArrayVariable, (HashSet<Statement> Inside, bool IsNetwork)> shared = [];
        var blocks = IrWalk.All(function).SelectMany(IrWalk.Blocks).Prepend(function);
        var groups = blocks.Select(b => (Tasks: b.Statements.OfType<ParallelStatement>().Where(p => p.Blocks.Count == 1)
                .Select(p => p.Blocks[0]).ToList(), IsNetwork: false))
            .Concat(IrWalk.All(function).OfType<ParallelStatement>().Where(p => p.IsNetwork)
                .Select(p => (Tasks: p.Blocks, IsNetwork: true)));
        foreach (var (tasks, isNetwork) in groups.Where(g => g.Tasks.Count > 1))
        {
            var parts = tasks.Select(t => (Block: t, Footprint: Footprint.Of(t))).ToList();
            for (int i = 0; i < parts.Count; i++)
            {
                foreach (var other in parts.Skip(i + 1))
                {
                    foreach (var array in parts[i].Footprint.StorageConflictsWith(other.Footprint).OfType<ArrayVariable>())
                    {
                        var (inside, isJoined) = shared.GetValueOrDefault(array, ([], false));
                        inside.UnionWith(IrWalk.All(parts[i].Block).Concat(IrWalk.All(other.Block)));
                        shared[array] = (inside, isJoined || isNetwork);
                    }
                }
            }
        }

        return shared;
    }

    private sealed record Access(ArrayVariable Array, Statement Statement, IndexParts Parts)
    {
        /// <summary>The variable that is the index, which is computed before: where it is set, its parts are known.</summary>
        public Variable? Variable { get; init; }
    }

    // By index, as it stands in the program.
    private static Dictionary<Expression, Access> Accesses(KernelProgram program, Function function, HashSet<ArrayVariable> candidates,
        Definitions definitions)
    {
        Dictionary<Expression, Access> accesses = new(ReferenceEqualityComparer.Instance);
        Dictionary<Statement, IndexParts> computed = [];
        foreach (var statement in IrWalk.All(function.Body))
        {
            foreach (var (array, index) in Indices(statement).Where(a => candidates.Contains(a.Array)))
            {
                var variable = index is VariableExpression use && definitions.Of(use.Variable) is not null ? use.Variable : null;
                IndexParts parts;
                if (variable is null)
                {
                    parts = new IndexParts(index, definitions);
                }
                else if (!computed.TryGetValue(definitions.Of(variable)!, out parts!))
                {
                    computed[definitions.Of(variable)!] = parts = new IndexParts(definitions.Of(variable)!.Value, definitions);
                }

                accesses[index] = new Access(array, statement, parts) { Variable = variable };
            }
        }

        var byStatement = accesses.Values.Where(a => a.Variable is null).ToLookup(a => a.Statement, a => a.Parts);
        var arrays = program.Functions.SelectMany(f => f.Arrays).Concat(program.Arrays).ToDictionary(a => a, Graph.RangeOf);
        var streams = program.Functions.SelectMany(f => f.Streams).SelectMany(s => s.Fields).ToDictionary(f => f, f => f.Range);
        _ = IntervalAnalysis.Run(function, arrays, streams, (statement, rangeOf) =>
        {
            computed.GetValueOrDefault(statement)?.Note(rangeOf);
            foreach (var parts in byStatement[statement])
            {
                parts.Note(rangeOf);
            }
        });
        return accesses;
    }

    private static IEnumerable<(ArrayVariable Array, Expression Index)> Indices(Statement statement)
    {
        var loads = IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Select(l => (l.Array, l.Index));
        return statement is ArrayStoreStatement store ? loads.Append((store.Array, store.Index)) : loads;
    }

    private static void Plan(
        ArrayVariable array, (HashSet<Statement> Inside, bool IsNetwork) use, Dictionary<Expression, Access> accesses, Splitter splitter)
    {
        // A condition of a loop is evaluated at both ends, and an array that is cleared there is one task's as a whole.
        if (use.Inside.Any(s => s is ArrayClearStatement clear && clear.Array == array)
            || use.Inside.OfType<LoopStatement>().Any(l => Indices(l).Any(a => a.Array == array)))
        {
            return;
        }

        var own = accesses.Where(a => a.Value.Array == array).ToList();
        for (int bits = 1; 1 << bits < array.Length; bits++)
        {
            int count = (array.Length + (1 << bits) - 1) >> bits;
            if (count > MaximumParts)
            {
                continue;
            }

            var parts = own.Where(a => use.Inside.Contains(a.Value.Statement)).Select(a => a.Value.Parts.PartOf(bits, a.Key.Type)).ToList();
            bool areApart = parts.Exists(p => p is not ConstantExpression) || parts.Distinct().Skip(1).Any();
            if (areApart && parts.TrueForAll(p => p is not null && (use.IsNetwork || p is ConstantExpression)))
            {
                splitter.Add(array, bits, count);
                own.ForEach(a => splitter.Know(a.Key, a.Value.Variable, a.Value.Parts.PartOf(bits, a.Key.Type), bits));
                return;
            }
        }
    }

    private sealed class Splitter(Function function) : HoistingRewriter
    {
        public Dictionary<ArrayVariable, (ArrayVariable[] Arrays, int Bits)> Parts { get; } = [];

        // Which part an index is in, where that was found.
        private readonly Dictionary<Expression, Expression> _known = new(ReferenceEqualityComparer.Instance);

        // Of an index that a variable holds: what is set where the variable is.
        private readonly Dictionary<(Variable Index, int Bits), (Variable Part, Expression Value)> _computed = [];

        /// <summary>Notes in which part an index is.</summary>
        /// <param name="index">The index.</param>
        /// <param name="variable">The variable that it is, if it is computed before.</param>
        /// <param name="part">Null where it is not known.</param>
        /// <param name="bits">Size of a part, as a power of two.</param>
        public void Know(Expression index, Variable? variable, Expression? part, int bits)
        {
            if (variable is not null && part is not (null or ConstantExpression))
            {
                if (!_computed.TryGetValue((variable, bits), out var computed))
                {
                    _computed[(variable, bits)] = computed = (new Variable(variable.Name + "_part", part.Type, variable.Source), part);
                    function.Variables.Add(computed.Part);
                }

                part = new VariableExpression(computed.Part);
            }

            if (part is not null)
            {
                _known[index] = part;
            }
        }

        public void Add(ArrayVariable array, int bits, int count)
        {
            ArrayVariable[] parts = [.. Enumerable.Range(0, count).Select(i => new ArrayVariable(
                string.Create(CultureInfo.InvariantCulture, $"{array.Name}_{i}"), array.ElementType,
                Math.Min(1 << bits, array.Length - (i << bits)), array.Source)
            {
                Kind = array.Kind, HasOutputRegister = array.HasOutputRegister, Promise = array.Promise,
                HasTaskResults = array.HasTaskResults,
            })];
            Parts.Add(array, (parts, bits));
            function.Arrays.Remove(array);
            function.Arrays.AddRange(parts);
        }

        protected override void Simple(Statement statement, List<Statement> to)
        {
            if (statement is ArrayClearStatement clear && Parts.TryGetValue(clear.Array, out var cleared))
            {
                to.AddRange(cleared.Arrays.Select(part => new ArrayClearStatement(part, clear.Source)));
            }
            else if (statement is ArrayStoreStatement store && Parts.TryGetValue(store.Array, out var parts))
            {
                Store(store, parts.Arrays, parts.Bits, to);
            }
            else
            {
                base.Simple(statement, to);
                foreach (var (_, (part, value)) in _computed.Where(c => IrWalk.Targets(statement).Contains(c.Key.Index)))
                {
                    to.Add(new AssignStatement(part, Rewrite(value), statement.Source));
                }
            }
        }

        protected override Expression Load(ArrayLoadExpression load, Expression index)
        {
            if (!Parts.TryGetValue(load.Array, out var parts))
            {
                return base.Load(load, index);
            }

            var held = Hold(function, index, load.Array.Name + "_index");
            var part = Part(load.Index, held, load.Array, parts.Bits);
            var address = Address(held, parts.Bits);
            if (part is ConstantExpression constant)
            {
                return new ArrayLoadExpression(parts.Arrays[Math.Clamp(constant.Value, 0, parts.Arrays.Length - 1)], address, load.Source);
            }

            return parts.Arrays.Take(parts.Arrays.Length - 1).Select((array, i) => (array, i)).Reverse().Aggregate(
                (Expression)new ArrayLoadExpression(parts.Arrays[^1], address, load.Source),
                (others, item) => new SelectExpression(
                    Is(part, item.i), new ArrayLoadExpression(item.array, address, load.Source), others, load.Source));
        }

        private void Store(ArrayStoreStatement store, ArrayVariable[] parts, int bits, List<Statement> to)
        {
            var held = Hold(function, Rewrite(store.Index), store.Array.Name + "_index");
            var value = Rewrite(store.Value);
            var part = Part(store.Index, held, store.Array, bits);
            if (part is ConstantExpression constant)
            {
                var only = parts[Math.Clamp(constant.Value, 0, parts.Length - 1)];
                to.Add(new ArrayStoreStatement(only, Address(held, bits), value, store.Source));
                return;
            }

            var stored = Hold(function, value, store.Array.Name + "_value");
            List<Statement> rest = [new ArrayStoreStatement(parts[^1], Address(held, bits), stored, store.Source)];
            for (int i = parts.Length - 2; i >= 0; i--)
            {
                IfStatement choice = new(Is(part, i), store.Source);
                choice.Then.Statements.Add(new ArrayStoreStatement(parts[i], Address(held, bits), stored, store.Source));
                choice.Else.Statements.AddRange(rest);
                rest = [choice];
            }

            to.AddRange(rest);
        }

        private Expression Part(Expression index, Expression held, ArrayVariable array, int bits)
            => _known.GetValueOrDefault(index) is not { } known
                ? Hold(function, IrBuild.Binary(BinaryOperator.ShiftRight, held, IrBuild.Constant(IrType.Int32, bits)),
                    array.Name + "_part")
                : known is ConstantExpression ? known : Hold(function, Rewrite(known), array.Name + "_part");

        private static Expression Address(Expression held, int bits)
            => IrBuild.Binary(BinaryOperator.And, held, IrBuild.Constant(held.Type, (1L << bits) - 1));

        private static Expression Is(Expression part, int number)
            => IrBuild.Binary(BinaryOperator.Equal, part, IrBuild.Constant(part.Type, number));
    }
}
