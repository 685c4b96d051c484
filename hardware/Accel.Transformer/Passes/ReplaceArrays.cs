using System.Globalization;
using System.Numerics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// An array whose every index is a constant becomes one variable an element: registers, or nothing at all. So does an array of
/// results of tasks, or one that is asked to be registers, when only its loads have other indices: those choose among the registers.
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
            var replaced = function.Arrays.Where(a => !kept.Contains(a) && a.Constants is null && !a.IsPersistent && a.HandedBy is null && MayBeRegisters(a)).ToList();
            if (replaced.Count == 0)
            {
                continue;
            }

            var replacer = new Replacer(function);
            foreach (var array in replaced)
            {
                var elements = Enumerable.Range(0, array.Length)
                    .Select(i => new Variable(string.Create(CultureInfo.InvariantCulture, $"{array.Name}_{i}"), array.ElementType, array.Source) { Promise = array.Promise })
                    .ToArray();
                replacer.Elements.Add(array, elements);
                function.Arrays.Remove(array);
                function.Variables.AddRange(elements);
            }

            function.Rewrite(replacer.Rewrite);
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
        public Dictionary<ArrayVariable, Variable[]> Elements { get; } = [];

        protected override Expression Load(ArrayLoadExpression load, Expression index)
            => !Elements.TryGetValue(load.Array, out var elements) ? base.Load(load, index)
                : index is ConstantExpression constant ? new VariableExpression(elements[constant.Value], load.Source)
                : Choose(elements, IsDivision(index) ? Hold(function, index, load.Array.Name + "_index") : index, 0, BitOperations.Log2((uint)elements.Length - 1) + 1);

        // The index stands at each choice. Arithmetic is shared there, but a division becomes a loop wherever it stands.
        private static bool IsDivision(Expression index)
            => IrWalk.All(index).Any(e => e is BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder });

        // By the bits of the index, the highest first.
        private static Expression Choose(Variable[] elements, Expression index, int from, int bits)
        {
            if (bits == 0)
            {
                return new VariableExpression(elements[from]);
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
                to.Add(new AssignStatement(elements[((ConstantExpression)store.Index).Value], Rewrite(store.Value), store.Source));
            }
            else if (statement is ArrayClearStatement clear && Elements.TryGetValue(clear.Array, out var cleared))
            {
                to.AddRange(cleared.Select(e => new AssignStatement(e, new ConstantExpression(e.Type, 0), clear.Source)));
            }
            else
            {
                base.Simple(statement, to);
            }
        }
    }
}
