using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Budgets;

/// <summary>Holds arrays to what fits on a chip, before anything is made for their elements.</summary>
internal static class StorageBudget
{
    private const int Named = 3;

    /// <summary>One array, where it is declared.</summary>
    /// <exception cref="BudgetExceededException">It alone is too large.</exception>
    public static void Check(string name, IrType type, int length, SourceLocation? place)
    {
        long bits = (long)length * type.WidthBits;
        if (bits > CompileWatch.Budgets.OnChipBits)
        {
            throw new BudgetExceededException(
                DiagnosticDescriptors.OnChipBits, place, Text($"{name} of {length} times {type.WidthBits} bits takes {bits} bits"),
                CompileWatch.Budgets.OnChipBits);
        }
    }

    /// <summary>All arrays of a program, but for those that nothing loads or stores: no memory is built of them.</summary>
    /// <exception cref="BudgetExceededException">Together they are too large.</exception>
    public static void Check(KernelProgram program)
    {
        var arrays = program.Arrays.Concat(program.Functions.SelectMany(f => f.Arrays)).ToList();
        if (arrays.Sum(Bits) > CompileWatch.Budgets.OnChipBits)
        {
            var used = Used(program);
            _ = arrays.RemoveAll(a => !used.Contains(a));
        }

        decimal bits = arrays.Sum(Bits);
        if (bits <= CompileWatch.Budgets.OnChipBits)
        {
            return;
        }

        var largest = arrays.GroupBy(a => (a.Name, a.Source)).Select(g => (g.Key.Name, g.Key.Source, Count: g.Count(), Bits: g.Sum(Bits)))
            .OrderByDescending(g => g.Bits).ToList();
        var texts = largest.Take(Named).Select(g =>
            Text($"{g.Name} (line {g.Source?.Line ?? 0}) {g.Bits}{(g.Count > 1 ? Text($" in {g.Count} copies") : "")}"));
        string others = largest.Count > Named ? Text($", and {largest.Count - Named} more") : "";
        throw new BudgetExceededException(
            DiagnosticDescriptors.OnChipBits, largest[0].Source,
            Text($"the arrays take {bits} bits together: {string.Join(", ", texts)}{others}"), CompileWatch.Budgets.OnChipBits);
    }

    private static HashSet<ArrayVariable> Used(KernelProgram program)
    {
        var statements = program.Functions.SelectMany(static f => IrWalk.All(f.Body)).ToList();
        var loaded = statements.SelectMany(IrWalk.Expressions).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>();
        var handed = statements.OfType<CallStatement>().SelectMany(static c => c.Arguments).OfType<ArrayArgument>();
        return
        [
            .. loaded.Select(static l => l.Array),
            .. statements.OfType<ArrayStoreStatement>().Select(static s => s.Array),
            .. handed.Select(static a => a.Array),
        ];
    }

    private static decimal Bits(ArrayVariable array) => (decimal)array.Length * array.ElementType.WidthBits;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
