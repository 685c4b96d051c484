using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>When values are there in their cycles, and how much of a cycle they may take: operators one behind the other, with a constant
/// reserve for control.</summary>
/// <param name="delays">The device family.</param>
/// <param name="clockPeriodNs">The clock.</param>
internal class NodeTiming(NodeDelays delays, double clockPeriodNs)
{
    /// <summary>What a cycle has for logic, ns.</summary>
    public double BudgetNs { get; } = Math.Max(clockPeriodNs - delays.RegisterNs - delays.ControlNs, delays.LogicNs);

    /// <summary>Accesses to streams of a pipelined loop, at any of which an iteration may wait.</summary>
    public int Waits { get; init; }

    /// <summary>The device family.</summary>
    protected NodeDelays Delays { get; } = delays;

    /// <summary>What a cycle has for the logic up to a value, ns.</summary>
    public virtual double BudgetOf(Node node) => BudgetNs;

    /// <summary>When a value is there that is computed in a cycle, and when the last of what it is made of is, ns after the clock
    /// edge.</summary>
    /// <param name="node">No load and nothing that comes from outside; its operands have their cycles.</param>
    /// <param name="cycle">None of its operands is computed later.</param>
    public virtual (double FromNs, double ReadyNs) At(Node node, int cycle)
    {
        double fromNs = 0;
        foreach (var operand in node.Operands)
        {
            if (!operand.IsConstant && operand.Cycle == cycle)
            {
                fromNs = Math.Max(fromNs, Delays.ArrivalNs(node, operand));
            }
        }

        return (fromNs, fromNs + Delays.Of(node));
    }

    /// <summary>An effect can happen in a cycle in which some of what it needs is computed.</summary>
    /// <remarks>Behind the condition of an access to a stream is whether the iteration waits, and behind that all enables: the reserve for
    /// control again. A look-up table takes a few of them with their conditions; where there are more, another one is behind it.</remarks>
    public virtual bool Fits(Effect effect, int cycle)
        => effect is not StreamEffect { Predicate: { } predicate } || predicate.Cycle != cycle || predicate.ReadyNs <= 0
            || predicate.ReadyNs + Delays.ControlNs + (Waits > Delays.LutInputs / 2 ? Delays.LogicNs : 0) <= BudgetNs;

    /// <summary>Whether another iteration follows is known early enough for all that follows from it.</summary>
    public virtual bool IsDecidedInTime() => true;

    /// <summary>A variable on a way around a loop whose register's input or enable comes too late; null for none.</summary>
    public virtual Variable? TooLate() => null;

    /// <summary>What is in no value's way, such as registers' enables, fits as well, now that all cycles are known.</summary>
    public virtual bool Accepts() => true;
}
