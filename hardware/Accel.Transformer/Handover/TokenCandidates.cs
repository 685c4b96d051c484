using System.Globalization;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// The fields of streams that can carry tokens at all: all that is written to them is made of constants and of what such fields carry.
/// Those that carry data are told here in a few looks, and not by walks that follow tokens through all tasks.
/// </summary>
internal static class TokenCandidates
{
    /// <summary>Rejects all others, and notes which variables matter.</summary>
    /// <param name="plan">What carries tokens.</param>
    /// <param name="tasks">Statements of the tasks, and those before them.</param>
    public static void RejectOthers(TokenPlan plan, IReadOnlyList<IEnumerable<Statement>> tasks)
    {
        List<Statement> statements = [.. tasks.SelectMany(task => task).SelectMany(IrWalk.All)];
        MayBeKnown known;
        do
        {
            plan.IsChanged = false;
            known = new MayBeKnown(plan);
            foreach (var task in tasks)
            {
                known.Run(task);
            }

            Reject(plan, known, statements);
        }
        while (plan.IsChanged);

        plan.Relevant = Relevant(plan, known, statements);
    }

    /// <summary>Why a field carries no tokens.</summary>
    public static string NoToken(Carrier carrier, StreamWriteStatement write) => string.Create(
        CultureInfo.InvariantCulture,
        $"what line {write.Source?.Line} writes to {carrier} is not the number of a buffer that is held there");

    private static void Reject(TokenPlan plan, MayBeKnown known, List<Statement> statements)
    {
        foreach (var write in statements.OfType<StreamWriteStatement>())
        {
            for (int field = 0; field < write.Values.Count; field++)
            {
                Carrier carrier = new(write.Stream, field);
                if (plan.IsCarrier(carrier) && !known.Writes(write, field))
                {
                    plan.Reject(carrier, write.Source, NoToken(carrier, write));
                }
            }
        }
    }

    // What conditions and the numbers that are sent are computed from, as far as that may be known.
    private static HashSet<Variable> Relevant(TokenPlan plan, MayBeKnown known, List<Statement> statements)
    {
        HashSet<Variable> relevant = [];
        Queue<Variable> open = [];
        foreach (var statement in statements)
        {
            Need(IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<SelectExpression>().Select(select => select.Condition));
            Need(statement switch
            {
                IfStatement choice => [choice.Condition],
                LoopStatement loop => [loop.Condition],
                StreamWriteStatement write => write.Values.Where((_, field) => plan.IsCarrier(new Carrier(write.Stream, field))),
                _ => [],
            });
        }

        var sources = statements.OfType<AssignStatement>().ToLookup(assign => assign.Target, assign => assign.Value);
        while (open.TryDequeue(out var variable))
        {
            Need(sources[variable]);
        }

        return relevant;

        void Need(IEnumerable<Expression> expressions)
        {
            foreach (var variable in expressions.SelectMany(IrWalk.Variables).Where(v => known.Variables.Contains(v) && relevant.Add(v)))
            {
                open.Enqueue(variable);
            }
        }
    }
}
