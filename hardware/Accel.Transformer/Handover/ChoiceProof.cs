using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// Proves that two tasks never use the same one of several arrays because a variable that neither of them sets tells them apart:
/// <c>odd ? a : b</c> in one task, <c>odd ? b : a</c> in the other. Both are looked at for each value of the variable.
/// </summary>
internal static class ChoiceProof
{
    private const int MaximumValues = 16, MaximumVariables = 8;

    /// <summary>True when, whatever the variable is, at most one of two blocks uses the array, or none writes it.</summary>
    public static bool AreApart(Block one, Block other, ArrayVariable array)
        => Candidates(one, other).Take(MaximumVariables).Any(c => c.Values.All(value => Uses(one, array, c.Variable, value) is var a
            && Uses(other, array, c.Variable, value) is var b && !(a.Writes && b.IsUsed) && !(b.Writes && a.IsUsed)));

    // Variables that both compare with constants, and neither sets: with a value for each constant, and one for all others.
    private static IEnumerable<(Variable Variable, IReadOnlyList<long> Values)> Candidates(Block one, Block other)
    {
        List<Statement> statements = [.. IrWalk.All(one), .. IrWalk.All(other)];
        var set = statements.SelectMany(IrWalk.Targets).ToHashSet();
        var expressions = statements.SelectMany(IrWalk.Expressions).SelectMany(IrWalk.All).ToList();
        var counts = expressions.OfType<VariableExpression>().Select(v => v.Variable).Where(v => !set.Contains(v))
            .GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        var compared = expressions.OfType<BinaryExpression>()
            .Where(b => b.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual
                && b is { Left: VariableExpression, Right: ConstantExpression })
            .ToLookup(b => ((VariableExpression)b.Left).Variable, b => ((ConstantExpression)b.Right).Value);
        foreach (var (variable, count) in counts)
        {
            if (variable.Type == IrType.Bool)
            {
                yield return (variable, [0, 1]);
            }
            else if (compared[variable].Count() == count && compared[variable].Distinct().ToList() is { Count: < MaximumValues } known)
            {
                // Behind the last comparison it is any other number: which one makes no difference.
                long others = Enumerable.Range(0, known.Count + 1).First(value => !known.Contains(value));
                yield return (variable, [.. known, others]);
            }
        }
    }

    private static (bool IsUsed, bool Writes) Uses(Block block, ArrayVariable array, Variable variable, long value)
    {
        TokenWalk walk = new(new TokenPlan(new HashSet<StreamVariable>()), 0, new HashSet<ArrayVariable> { array }, new TokenPlaces());
        walk.Run(block.Statements, [(variable, value)]);
        return (walk.Accesses.Count > 0, walk.Accesses.Exists(a => a.IsWrite));
    }
}
