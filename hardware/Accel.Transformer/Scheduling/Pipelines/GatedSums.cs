namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Finds sums on the way around a loop whose one term is gated or chosen, such as <c>(first ? 0 : acc) + sum</c>: the LUT in front of the
/// carry chain has the inputs for both, so that the gate takes no time of its own.
/// </summary>
internal static class GatedSums
{
    /// <summary>Sets <see cref="Node.Gate"/> and <see cref="Node.Term"/> of the values of an iteration.</summary>
    /// <param name="region">The iteration; its sums are balanced.</param>
    public static void Mark(Region region)
    {
        var carried = LoopCarried.Of(region);
        int[] uses = UsesOf(region);
        foreach (var sum in region.Graph.Nodes.Where(n =>
            n.IsUsed && n.Kind is NodeKind.Add or NodeKind.Subtract && carried.CircleOf(n) >= 0))
        {
            // What is added to must come straight from a register or another sum: the chain takes it as it is, and cannot take the first
            // operand of a difference otherwise.
            var gate = sum.Operands.Skip(sum.Kind == NodeKind.Add ? 0 : 1)
                .FirstOrDefault(o => IsGate(o) && uses[o.Id] == 1 && carried.CircleOf(o) == carried.CircleOf(sum));
            sum.Gate = gate is not null && sum.Operands.All(o => o == gate || !IsGate(o)) ? gate : null;
            sum.Term = sum.Gate is null ? null : sum.Operands.FirstOrDefault(o => o != sum.Gate && IsTerm(o));
        }

        bool IsTerm(Node operand)
        {
            while (operand.IsWiring && uses[operand.Id] == 1)
            {
                operand = operand.Operands[0];
            }

            return operand.Kind is NodeKind.Add or NodeKind.Subtract && uses[operand.Id] == 1 && carried.CircleOf(operand) < 0;
        }
    }

    private static bool IsGate(Node node) => node.Kind is NodeKind.Select or NodeKind.And or NodeKind.Or or NodeKind.Xor && !node.IsJoin;

    private static int[] UsesOf(Region region)
    {
        int[] uses = new int[region.Graph.Nodes.Count];
        var roots = region.Segments.SelectMany(static s => s.Effects.SelectMany(static e => e.Needs)
            .Concat(s.Decision is null ? [] : [s.Decision])
            .Concat(s.Exit?.Writes.Select(static w => w.Value) ?? []));
        foreach (var needed in region.Graph.Nodes.Where(static n => n.IsUsed).SelectMany(static n => n.Operands).Concat(roots))
        {
            uses[needed.Id]++;
        }

        return uses;
    }
}
