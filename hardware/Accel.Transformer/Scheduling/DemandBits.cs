namespace Accel.Transformer.Scheduling;

/// <summary>
/// Backward narrowing: how many low bits of each value anyone looks at. Sums and logic pass a demand on, so that
/// <c>(byte)(a + b)</c> is an adder of 8 bits. A value that nobody demands is not built.
/// </summary>
internal static class DemandBits
{
    /// <summary>Sets <see cref="Node.DemandedBits"/> and <see cref="Node.BuiltBits"/> of every node of a region.</summary>
    public static void Run(Region region)
    {
        Run(region, static effect => effect is not ObservingEffect);
        foreach (var node in region.Graph.Nodes)
        {
            node.BuiltBits = node.IsUsed ? node.SignalBits : 0;
        }

        Run(region, static _ => true);
    }

    private static void Run(Region region, Func<Effect, bool> counts)
    {
        foreach (var node in region.Graph.Nodes)
        {
            node.DemandedBits = 0;
        }

        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects.Where(counts))
            {
                Demand(effect.Predicate, 1);
                foreach (var (value, bits) in effect.Demands)
                {
                    Demand(value, bits);
                }
            }

            Demand(segment.Decision, 1);
            foreach (var (variable, value) in segment.Exit?.Writes ?? [])
            {
                Demand(value, Graph.RangeOf(variable).WidthBits);
            }
        }

        for (int i = region.Graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = region.Graph.Nodes[i];
            if (node.IsUsed)
            {
                PassOn(node);
            }
        }
    }

    private static void PassOn(Node node)
    {
        int bits = node.SignalBits;
        switch (node.Kind)
        {
            case NodeKind.Add or NodeKind.Subtract or NodeKind.Multiply or NodeKind.And or NodeKind.Or or NodeKind.Xor:
                Demand(node.Operands[0], bits);
                Demand(node.Operands[1], bits);
                break;
            case NodeKind.AnyBelow:
                Demand(node.Operands[0], Math.Max(1, bits - 1));
                break;
            case NodeKind.Wrap:
                Demand(node.Operands[0], bits);
                break;
            case NodeKind.ShiftLeft:
                Demand(node.Operands[0], node.Operands[1].IsConstant ? Math.Max(1, bits - (int)node.Operands[1].Value) : bits);
                Demand(node.Operands[1], 64);
                break;
            case NodeKind.ShiftRight when node.Operands[1].IsConstant:
                Demand(node.Operands[0], bits < node.Range.WidthBits ? bits + (int)node.Operands[1].Value : 128);
                Demand(node.Operands[1], 64);
                break;
            case NodeKind.Select:
                Demand(node.Operands[0], 1);
                Demand(node.Operands[1], bits);
                Demand(node.Operands[2], bits);
                break;
            default:
                foreach (var operand in node.Operands)
                {
                    Demand(operand, 128);
                }

                break;
        }
    }

    private static void Demand(Node? node, int bits)
    {
        if (node is not null)
        {
            node.DemandedBits = Math.Max(node.DemandedBits, bits);
        }
    }
}
