using System.Globalization;
using System.Numerics;
using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// What unrolling a nest of loops is going to make of it, as far as it can be told before the first copy: loops whose number of
/// iterations depends on the counters around them count once.
/// </summary>
internal sealed class UnrollEstimate
{
    private readonly Func<Variable, ConstantExpression?> _known;
    private readonly HashSet<Variable> _assigned;
    private readonly Dictionary<Variable, ConstantExpression> _starts = [];
    private readonly bool _isPipelined;

    private UnrollEstimate(LoopStatement loop, Func<Variable, ConstantExpression?> known, bool isPipelined)
    {
        (_known, _isPipelined) = (known, isPipelined);
        _assigned = IrWalk.Blocks(loop).SelectMany(IrWalk.All).SelectMany(IrWalk.Targets).ToHashSet();
    }

    /// <summary>Refuses a loop whose copies would be too large.</summary>
    /// <param name="loop">It is about to be unrolled.</param>
    /// <param name="copies">So many copies of its body are made.</param>
    /// <param name="known">What variables hold in front of it.</param>
    /// <param name="isPipelined">The loops in it are unrolled without being asked, as it stands in a pipelined one.</param>
    /// <exception cref="BudgetExceededException">Too much.</exception>
    public static void Check(LoopStatement loop, int copies, Func<Variable, ConstantExpression?> known, bool isPipelined)
    {
        var estimate = new UnrollEstimate(loop, known, isPipelined);
        var (size, inner) = estimate.Of(loop.Body);
        var total = copies * size;
        if (total > CompileWatch.Budgets.Operations)
        {
            string nest = string.Join(", ", inner.Prepend((loop, copies)).Select(Text));
            var bodies = inner.Aggregate((BigInteger)copies, (product, item) => product * item.Copies);
            OperationBudget.Refuse(
                loop.Source,
                $"unrolling makes {OperationBudget.Number(total)} operations: {nest}, {OperationBudget.Number(bodies)} copies of the innermost body");
        }
    }

    // With the nest of loops that takes most of it.
    private (BigInteger Size, List<(LoopStatement Loop, int Copies)> Nest) Of(Block block)
    {
        BigInteger size = 0, most = 0;
        List<(LoopStatement Loop, int Copies)> nest = [];
        foreach (var statement in block.Statements)
        {
            CompileWatch.Check();
            size += OperationCount.Of(statement);
            if (statement is AssignStatement { Value: ConstantExpression start } assign)
            {
                _starts[assign.Target] = start;
            }

            int copies = statement is LoopStatement loop ? Copies(loop) : 1;
            foreach (var inner in IrWalk.Blocks(statement))
            {
                var (part, below) = Of(inner);
                size += copies * part;
                if (copies * part > most)
                {
                    most = copies * part;
                    nest = copies > 1 ? [((LoopStatement)statement, copies), .. below] : below;
                }
            }
        }

        return (size, nest);
    }

    private int Copies(LoopStatement loop)
    {
        bool isAsked = loop.UnrollFactor != 1 || loop.StartsTasks || _isPipelined;
        if (!isAsked || TripCount.Of(loop, Known) is not { } count || count > TripCount.Maximum)
        {
            return 1;
        }

        return loop.UnrollFactor > 1 && !_isPipelined ? Math.Min(loop.UnrollFactor, count) : count;

        ConstantExpression? Known(Variable variable)
            => variable == loop.Counter ? _starts.GetValueOrDefault(variable) : _assigned.Contains(variable) ? null : _known(variable);
    }

    private static string Text((LoopStatement Loop, int Copies) item)
        => string.Create(CultureInfo.InvariantCulture,
            $"{item.Copies} of the loop over {item.Loop.Counter?.Name ?? "(no variable)"} (line {item.Loop.Source?.Line ?? 0})");
}
