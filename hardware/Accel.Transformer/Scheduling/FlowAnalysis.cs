using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Order, liveness and the choice of region roots over basic blocks.</summary>
internal static class FlowAnalysis
{
    /// <summary>
    /// A block that several blocks lead to is copied into them when it and what follows it up to the next root has at most this many
    /// operators.
    /// </summary>
    private const int CopyLimit = 16;

    /// <summary>A block of this many operators at the head of a loop may stand before and at the end of the loop instead.</summary>
    private const int RotateLimit = 40;

    /// <summary>Keeps the reachable blocks, in reverse post-order, leaving out empty ones, and sets predecessors.</summary>
    public static List<FlowBlock> Clean(List<FlowBlock> blocks)
    {
        foreach (var block in blocks)
        {
            block.Next = Skip(block.Next);
            block.Otherwise = Skip(block.Otherwise);
            if (block.Next == block.Otherwise)
            {
                block.Condition = null;
            }
        }

        var order = Order(blocks[0]);
        foreach (var block in order)
        {
            foreach (var successor in block.Successors)
            {
                successor.Predecessors.Add(block);
            }
        }

        return order;
    }

    /// <summary>Marks the blocks that start a region: every circle has one, and blocks too big to be copied are one.</summary>
    public static void ChooseRoots(List<FlowBlock> order)
    {
        var position = order.Select((b, i) => (b, i)).ToDictionary(p => p.b, p => p.i);
        order[0].IsRoot = true;
        foreach (var block in order.Where(b => b.Pipeline is not null))
        {
            block.IsRoot = true;
            block.Next?.IsRoot = true;
        }

        foreach (var header in order.Where(b => b.Predecessors.Any(p => position[p] >= position[b])).Reverse())
        {
            // A loop that begins by asking for a cell, or by preparing an inner loop, starts where the waiting or the inner loop starts.
            var root = header;
            for (int weight = Weight(header); ; weight += Weight(root))
            {
                if (root.IsRoot || root.Statements.FirstOrDefault() is ReadResponse)
                {
                    break;
                }

                if (root.Condition is not null || root.Next is null || position[root.Next] <= position[root] || weight > RotateLimit)
                {
                    root = header;
                    break;
                }

                root = root.Next;
            }

            root.IsRoot = true;
        }

        // Copies: from the end to the start, so that the weight of what follows is known.
        Dictionary<FlowBlock, int> total = [];
        for (int i = order.Count - 1; i >= 0; i--)
        {
            var block = order[i];
            int weight = Weight(block) + block.Successors.Where(s => !s.IsRoot).Sum(s => total.GetValueOrDefault(s, CopyLimit));
            total[block] = weight;
            if (block.Predecessors.Count > 1 && weight > CopyLimit && !block.IsRoot)
            {
                block.IsRoot = !IsRotatedHeader(block, position);
            }
        }

        BreakCircles(order, position);
    }

    /// <summary>Sets <see cref="FlowBlock.LiveIn"/> by the usual backward iteration.</summary>
    public static void ComputeLiveness(List<FlowBlock> order)
    {
        var local = order.ToDictionary(b => b, Local);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = order.Count - 1; i >= 0; i--)
            {
                var block = order[i];
                int before = block.LiveIn.Count;
                var (use, set) = local[block];
                block.LiveIn.UnionWith(use);
                foreach (var successor in block.Successors)
                {
                    foreach (var variable in successor.LiveIn)
                    {
                        if (!set.Contains(variable))
                        {
                            block.LiveIn.Add(variable);
                        }
                    }
                }

                changed |= block.LiveIn.Count != before;
            }
        }
    }

    /// <summary>Operators in a block, roughly.</summary>
    public static int Weight(FlowBlock block)
        => block.Statements.Sum(Weight) + (block.Condition is null ? 0 : Weight(block.Condition));

    private static int Weight(Statement statement) => statement switch
    {
        AssignStatement assign => Weight(assign.Value),
        IfStatement choice => 1 + Weight(choice.Condition) + choice.Then.Statements.Sum(Weight) + choice.Else.Statements.Sum(Weight),
        _ => 1 + IrWalk.Expressions(statement).Sum(Weight),
    };

    private static int Weight(Expression expression)
        => IrWalk.All(expression).Count(e => e is BinaryExpression or UnaryExpression or SelectExpression or ArrayLoadExpression);

    private static bool IsRotatedHeader(FlowBlock block, Dictionary<FlowBlock, int> position)
        => block.Predecessors.Any(p => position[p] >= position[block]) && Weight(block) <= RotateLimit;

    // A safety net: whatever was chosen above, a depth-first walk that does not enter roots must not come back to its path.
    private static void BreakCircles(List<FlowBlock> order, Dictionary<FlowBlock, int> position)
    {
        var state = new int[order.Count];
        foreach (var start in order)
        {
            Stack<(FlowBlock Block, IEnumerator<FlowBlock> Open)> path = [];
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Open.MoveNext())
                {
                    state[position[top.Block]] = 2;
                    path.Pop();
                }
                else if (!top.Open.Current.IsRoot)
                {
                    if (state[position[top.Open.Current]] == 1)
                    {
                        top.Open.Current.IsRoot = true;
                    }
                    else
                    {
                        Enter(top.Open.Current);
                    }
                }
            }

            void Enter(FlowBlock block)
            {
                if (state[position[block]] == 0)
                {
                    state[position[block]] = 1;
                    path.Push((block, block.Successors.ToList().GetEnumerator()));
                }
            }
        }
    }

    private static FlowBlock? Skip(FlowBlock? block)
    {
        HashSet<FlowBlock> seen = [];
        while (block is { IsEmpty: true, Next: not null } && seen.Add(block))
        {
            // An empty loop body keeps its place: the loop is found by it.
            if (block.Next == block)
            {
                break;
            }

            block.Next.Loop ??= block.Loop;
            block.Next.IsRoot |= block.IsRoot;
            block = block.Next;
        }

        return block is { IsEmpty: true, Next: null } ? null : block;
    }

    private static List<FlowBlock> Order(FlowBlock entry)
    {
        List<FlowBlock> result = [];
        HashSet<FlowBlock> seen = [entry];
        Stack<(FlowBlock Block, IEnumerator<FlowBlock> Open)> open = new([(entry, Reverse(entry))]);
        while (open.TryPeek(out var top))
        {
            if (!top.Open.MoveNext())
            {
                result.Add(top.Block);
                open.Pop();
            }
            else if (seen.Add(top.Open.Current))
            {
                open.Push((top.Open.Current, Reverse(top.Open.Current)));
            }
        }

        result.Reverse();
        return result;

        // The loop's exit is visited first, so that it comes last.
        static IEnumerator<FlowBlock> Reverse(FlowBlock block) => block.Successors.Reverse().ToList().GetEnumerator();
    }

    private static (HashSet<Variable> Use, HashSet<Variable> Set) Local(FlowBlock block)
    {
        // What the processes read; what they set they may also leave alone.
        HashSet<Variable> use = [.. block.Started.SelectMany(entry => entry.LiveIn), .. block.Pipeline?.Entering ?? []], set = [];
        foreach (var statement in block.Statements)
        {
            Visit(statement, use, set);
        }

        if (block.Condition is not null)
        {
            use.UnionWith(IrWalk.Variables(block.Condition).Where(v => !set.Contains(v)));
        }

        return (use, set);
    }

    private static void Visit(Statement statement, HashSet<Variable> use, HashSet<Variable> set)
    {
        foreach (var expression in IrWalk.Expressions(statement))
        {
            foreach (var variable in IrWalk.Variables(expression))
            {
                if (!set.Contains(variable))
                {
                    use.Add(variable);
                }
            }
        }

        if (statement is IfStatement choice)
        {
            // Set afterwards is what both branches set.
            var (then, otherwise) = (Branch(choice.Then), Branch(choice.Else));
            use.UnionWith(then.Use.Union(otherwise.Use).Where(v => !set.Contains(v)));
            then.Set.IntersectWith(otherwise.Set);
            set.UnionWith(then.Set);
        }
        else
        {
            set.UnionWith(IrWalk.Targets(statement));
        }
    }

    private static (HashSet<Variable> Use, HashSet<Variable> Set) Branch(Block block)
    {
        HashSet<Variable> use = [], set = [];
        foreach (var statement in block.Statements)
        {
            Visit(statement, use, set);
        }

        return (use, set);
    }
}
