using System.Globalization;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>An array whose every index is a constant becomes one variable an element: registers, or nothing at all.</summary>
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
            var replaced = function.Arrays.Where(a => !kept.Contains(a) && a.Constants is null && !a.IsPersistent && MayBeRegisters(a)).ToList();
            if (replaced.Count == 0)
            {
                continue;
            }

            var replacer = new Replacer();
            foreach (var array in replaced)
            {
                var elements = Enumerable.Range(0, array.Length)
                    .Select(i => new Variable(string.Create(CultureInfo.InvariantCulture, $"{array.Name}_{i}"), array.ElementType, array.Source) { Promise = array.Promise })
                    .ToArray();
                replacer.Elements.Add(array, elements);
                function.Arrays.Remove(array);
                function.Variables.AddRange(elements);
            }

            function.Body = replacer.Rewrite(function.Body);
        }
    }

    private static bool MayBeRegisters(ArrayVariable array) => array.Kind switch
    {
        Hast.MemoryKind.Automatic => array.Length <= MaximumLength,
        Hast.MemoryKind.Registers => true,
        _ => false,
    };

    private static IEnumerable<ArrayVariable> DynamicallyIndexed(Statement statement)
    {
        foreach (var load in IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Where(l => !IsInside(l.Array, l.Index)))
        {
            yield return load.Array;
        }

        if (statement is ArrayStoreStatement store && !IsInside(store.Array, store.Index))
        {
            yield return store.Array;
        }
    }

    private static bool IsInside(ArrayVariable array, Expression index) => index is ConstantExpression { Value: >= 0 } constant && constant.Value < array.Length;

    private sealed class Replacer : IrRewriter
    {
        public Dictionary<ArrayVariable, Variable[]> Elements { get; } = [];

        protected override Expression Load(ArrayLoadExpression load, Expression index)
            => Elements.TryGetValue(load.Array, out var elements)
                ? new VariableExpression(elements[((ConstantExpression)index).Value], load.Source)
                : base.Load(load, index);

        protected override void Rewrite(Statement statement, List<Statement> to)
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
                base.Rewrite(statement, to);
            }
        }
    }
}
