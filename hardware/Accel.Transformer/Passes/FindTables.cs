using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Makes a constant table of an array whose elements are all set to constants in one place, before anything reads one, and never again:
/// <c>int[] table = { 3, 5, ... }</c>. What it holds is there at the start and costs no cycles.
/// </summary>
internal sealed class FindTables : IPass
{
    /// <inheritdoc/>
    public string Name => "find-tables";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            var writes = IrWalk.All(function.Body).Distinct().Where(static s => ArrayOf(s) is not null).ToLookup(static s => ArrayOf(s)!);
            var tables = function.Arrays.Where(a =>
                a.Constants is null && !a.HasTaskResults && writes[a].Any() && writes[a].All(IsConstant)).ToHashSet();
            if (tables.Count > 0)
            {
                Find(function.Body, tables, writes, []);
            }
        }
    }

    private static void Find(Block block, HashSet<ArrayVariable> tables, ILookup<ArrayVariable, Statement> writes, HashSet<Block> seen)
    {
        if (!seen.Add(block))
        {
            return;
        }

        foreach (var array in block.Statements.Select(ArrayOf).OfType<ArrayVariable>().Where(tables.Contains).Distinct().ToList())
        {
            int first = block.Statements.FindIndex(s => ArrayOf(s) == array);
            int last = block.Statements.FindLastIndex(s => ArrayOf(s) == array);
            var filling = block.Statements[first..(last + 1)];
            if (filling.Count(s => ArrayOf(s) == array) == writes[array].Count() && !filling.Exists(s => IsInTheWay(s, array))
                && Contents(filling, array) is { } contents)
            {
                array.Constants = contents;
                array.Promise ??= Range(contents, array.ElementType);
                _ = block.Statements.RemoveAll(s => ArrayOf(s) == array);
            }
        }

        foreach (var inner in block.Statements.SelectMany(IrWalk.Blocks).ToList())
        {
            Find(inner, tables, writes, seen);
        }
    }

    private static ArrayVariable? ArrayOf(Statement statement) => statement switch
    {
        ArrayStoreStatement store => store.Array,
        ArrayClearStatement clear => clear.Array,
        _ => null,
    };

    private static bool IsConstant(Statement write)
        => write is not ArrayStoreStatement store || store is { Index: ConstantExpression { Value: >= 0 } index, Value: ConstantExpression }
            && index.Value < store.Array.Length;

    // Reads the array, leaves before it is filled, or does something that is told by the place of a statement.
    private static bool IsInTheWay(Statement statement, ArrayVariable array) => IrWalk.All(statement).Any(s =>
        s is BreakStatement or ContinueStatement or ReturnStatement or RunStatement or ParallelStatement or CallStatement
        || IrWalk.Loads(s, array));

    // What it holds in the end; null where an element is not set.
    private static long[]? Contents(List<Statement> filling, ArrayVariable array)
    {
        var contents = new long?[array.Length];
        foreach (var statement in filling)
        {
            if (statement is ArrayClearStatement clear && clear.Array == array)
            {
                Array.Fill(contents, 0);
            }
            else if (statement is ArrayStoreStatement { Index: ConstantExpression index, Value: ConstantExpression value } store
                && store.Array == array)
            {
                contents[index.Value] = array.ElementType.Wrap(value.Value);
            }
        }

        return Array.Exists(contents, static c => c is null) ? null : [.. contents.Select(static c => c!.Value)];
    }

    private static (long Least, long Most) Range(long[] contents, IrType type)
        => (contents.MinBy(c => Graph.ToMathematical(c, type)), contents.MaxBy(c => Graph.ToMathematical(c, type)));
}
