using System.Globalization;
using System.Numerics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// An array whose every index is a constant becomes one variable an element: registers, or nothing at all. So does an array of
/// results of tasks, or one that is asked to be registers, when only its loads have other indices: those choose among the registers.
/// Elements that nothing loads or stores are none: of a large array of structs whose fields are hardly used nothing is left.
/// </summary>
internal sealed class ReplaceArrays : IPass
{
    /// <summary>Longer arrays stay memories unless registers are asked for.</summary>
    private const int MaximumLength = 1024;

    /// <inheritdoc/>
    public string Name => "replace-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            var kept = IrWalk.All(function.Body).SelectMany(DynamicallyIndexed).ToHashSet();
            var replaced = function.Arrays.Where(a =>
                !kept.Contains(a) && a.Constants is null && !a.IsPersistent && a.HandedBy is null && MayBeRegisters(a)).ToList();
            if (replaced.Count == 0)
            {
                continue;
            }

            var used = UsedElements(function, [.. replaced]);
            var replacer = new Replacer(function);
            foreach (var array in replaced)
            {
                var elements = used.TryGetValue(array, out var indices) ? new Variable?[array.Length] : [];
                foreach (int i in indices ?? [])
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"{array.Name}_{i}");
                    elements[i] = new Variable(name, array.ElementType, array.Source)
                    {
                        Promise = array.Promise,
                    };
                    function.Variables.Add(elements[i]!);
                }

                replacer.Elements.Add(array, elements);
            }

            function.Arrays.RemoveAll(replacer.Elements.ContainsKey);

            function.Rewrite(replacer.Rewrite);
        }
    }

    // All of an array of which a load chooses.
    private static Dictionary<ArrayVariable, SortedSet<int>> UsedElements(Function function, HashSet<ArrayVariable> replaced)
    {
        Dictionary<ArrayVariable, SortedSet<int>> used = [];
        foreach (var statement in IrWalk.All(function.Body))
        {
            if (statement is ArrayStoreStatement store)
            {
                Use(store.Array, store.Index);
            }

            foreach (var load in IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>())
            {
                Use(load.Array, load.Index);
            }
        }

        return used;

        void Use(ArrayVariable array, Expression index)
        {
            if (replaced.Contains(array))
            {
                var elements = used.TryGetValue(array, out var known) ? known : used[array] = [];
                elements.UnionWith(index is ConstantExpression constant ? [(int)constant.Value] : Enumerable.Range(0, array.Length));
            }
        }
    }

    private static bool MayBeRegisters(ArrayVariable array) => array.Kind switch
    {
        Hast.MemoryKind.Automatic => array.Length <= MaximumLength,
        Hast.MemoryKind.Registers => true,
        _ => false,
    };

    private static bool MayChoose(ArrayVariable array) => array.HasTaskResults || array.Kind == Hast.MemoryKind.Registers;

    private static IEnumerable<ArrayVariable> DynamicallyIndexed(Statement statement)
    {
        foreach (var load in IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>()
            .Where(l => !IsInside(l.Array, l.Index) && !(MayChoose(l.Array) && l.Index is not ConstantExpression)))
        {
            yield return load.Array;
        }

        if (statement is ArrayStoreStatement store && !IsInside(store.Array, store.Index))
        {
            yield return store.Array;
        }
    }

    private static bool IsInside(ArrayVariable array, Expression index) => index is ConstantExpression { Value: >= 0 } constant && constant.Value < array.Length;

    private sealed class Replacer(Function function) : HoistingRewriter
    {
        public Dictionary<ArrayVariable, Variable?[]> Elements { get; } = [];

        protected override Expression Load(ArrayLoadExpression load, Expression index)
            => !Elements.TryGetValue(load.Array, out var elements) ? base.Load(load, index)
                : index is ConstantExpression constant ? new VariableExpression(elements[constant.Value]!, load.Source)
                : Choose(elements, IsDivision(index) ? Hold(function, index, load.Array.Name + "_index") : index, 0, BitOperations.Log2((uint)elements.Length - 1) + 1);

        // The index stands at each choice. Arithmetic is shared there, but a division becomes a loop wherever it stands.
        private static bool IsDivision(Expression index)
            => IrWalk.All(index).Any(e => e is BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder });

        // By the bits of the index, the highest first.
        private static Expression Choose(Variable?[] elements, Expression index, int from, int bits)
        {
            if (bits == 0)
            {
                return new VariableExpression(elements[from]!);
            }

            int half = 1 << (bits - 1);
            var low = Choose(elements, index, from, bits - 1);
            return from + half >= elements.Length
                ? low
                : IrBuild.Select(
                    IrBuild.Convert(IrType.Bool, IrBuild.Binary(BinaryOperator.ShiftRight, index, IrBuild.Constant(IrType.Int32, bits - 1))),
                    Choose(elements, index, from + half, bits - 1),
                    low);
        }

        protected override void Simple(Statement statement, List<Statement> to)
        {
            if (statement is ArrayStoreStatement store && Elements.TryGetValue(store.Array, out var elements))
            {
                to.Add(new AssignStatement(elements[((ConstantExpression)store.Index).Value]!, Rewrite(store.Value), store.Source));
            }
            else if (statement is ArrayClearStatement clear && Elements.TryGetValue(clear.Array, out var cleared))
            {
                to.AddRange(cleared.OfType<Variable>()
                    .Select(e => new AssignStatement(e, new ConstantExpression(e.Type, 0), clear.Source)));
            }
            else
            {
                base.Simple(statement, to);
            }
        }
    }
}
