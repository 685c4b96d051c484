using System.Globalization;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>
/// The fields of streams that can carry tokens at all: all that is written to them is made of constants and of what such fields carry, whatever
/// happens when. Those that carry data are told here in one look, and not by walks through all tasks.
/// </summary>
internal sealed class TokenCandidates
{
    private readonly List<Statement> _statements;
    private readonly HashSet<Variable> _mayBeKnown = [];

    private TokenCandidates(IEnumerable<Statement> statements) => _statements = [.. statements];

    /// <summary>Rejects all others.</summary>
    /// <param name="plan">What carries tokens.</param>
    /// <param name="statements">All of the tasks, and all before them.</param>
    public static void RejectOthers(TokenPlan plan, IEnumerable<Statement> statements)
    {
        TokenCandidates candidates = new(statements);
        do
        {
            plan.IsChanged = false;
            candidates.FindKnown(plan);
            candidates.Reject(plan);
        }
        while (plan.IsChanged);
    }

    private void FindKnown(TokenPlan plan)
    {
        _mayBeKnown.Clear();
        int before;
        do
        {
            before = _mayBeKnown.Count;
            foreach (var statement in _statements)
            {
                if (statement is AssignStatement assign && MayBeKnown(assign.Value))
                {
                    _ = _mayBeKnown.Add(assign.Target);
                }
                else if (statement is StreamReadStatement read)
                {
                    _mayBeKnown.UnionWith(read.Targets.Where((_, field) => plan.IsCarrier(new Carrier(read.Stream, field))));
                }
            }
        }
        while (_mayBeKnown.Count > before);
    }

    private void Reject(TokenPlan plan)
    {
        foreach (var write in _statements.OfType<StreamWriteStatement>())
        {
            for (int field = 0; field < write.Values.Count; field++)
            {
                Carrier carrier = new(write.Stream, field);
                if (plan.IsCarrier(carrier) && !MayBeKnown(write.Values[field]))
                {
                    plan.Reject(carrier, write.Source, NoToken(carrier, write));
                }
            }
        }
    }

    /// <summary>Why a field carries no tokens.</summary>
    public static string NoToken(Carrier carrier, StreamWriteStatement write) => string.Create(
        CultureInfo.InvariantCulture, $"what line {write.Source?.Line} writes to {carrier} is not the number of a buffer that is held there");

    // As TokenNumbers computes.
    private bool MayBeKnown(Expression expression) => expression switch
    {
        ConstantExpression => true,
        VariableExpression use => _mayBeKnown.Contains(use.Variable),
        ConvertExpression convert => MayBeKnown(convert.Operand),
        UnaryExpression unary => MayBeKnown(unary.Operand),
        BinaryExpression binary => MayBeKnown(binary.Left) && MayBeKnown(binary.Right),
        SelectExpression select => MayBeKnown(select.Condition)
            ? MayBeKnown(select.WhenTrue) || MayBeKnown(select.WhenFalse) : MayBeKnown(select.WhenTrue) && MayBeKnown(select.WhenFalse),
        _ => false,
    };
}
