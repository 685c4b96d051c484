using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Reports;

/// <summary>The cycles of one iteration of a loop in states: the ways from one of its regions back to it.</summary>
/// <param name="Shortest">Fewest.</param>
/// <param name="Longest">Most.</param>
internal sealed record LoopCycles(int Shortest, int Longest)
{
    /// <summary>
    /// The cycles of the loop whose body starts at a block; null where inner loops, shared methods or tasks make them depend on more than
    /// branches.
    /// </summary>
    public static LoopCycles? Of(EntrySchedule entry, FlowBlock body)
    {
        var inside = Natural(entry, body);
        var roots = entry.Regions.Where(r => inside.Contains(r.Entry)).Select(r => r.Entry).ToList();
        return inside.Any(b => (b != body && b.Loop is not null) || b.Shared != body.Shared) || roots.Exists(r => r.Pipeline is not null || r.Started.Count > 0) ? null
            : roots.Select(root => Around(entry, root, [.. roots])).FirstOrDefault(cycles => cycles is not null);
    }

    // The blocks that lead back to the body's start without leaving it.
    private static HashSet<FlowBlock> Natural(EntrySchedule entry, FlowBlock body)
    {
        var position = entry.Blocks.Select((b, i) => (b, i)).ToDictionary(p => p.b, p => p.i);
        HashSet<FlowBlock> inside = [body];
        Stack<FlowBlock> open = new(body.Predecessors.Where(p => position[p] >= position[body]));
        while (open.TryPop(out var block))
        {
            if (inside.Add(block))
            {
                foreach (var predecessor in block.Predecessors)
                {
                    open.Push(predecessor);
                }
            }
        }

        return inside;
    }

    // Null when a way does not come back to the root but turns in a circle of its own, or when no way comes back.
    private static LoopCycles? Around(EntrySchedule entry, FlowBlock root, HashSet<FlowBlock> roots)
    {
        Dictionary<FlowBlock, LoopCycles?> known = [];
        HashSet<FlowBlock> path = [];
        bool isCircular = false;
        var around = From(root);
        return isCircular ? null : around;

        LoopCycles? From(FlowBlock block)
        {
            if (known.TryGetValue(block, out var cycles))
            {
                return cycles;
            }

            if (!path.Add(block))
            {
                isCircular = true;
                return null;
            }

            foreach (var exit in entry.At(block).Exits.Where(e => !e.IsEnd && roots.Contains(e.Target!)))
            {
                int here = exit.From.End + 1;
                if ((exit.Target == root ? new LoopCycles(0, 0) : From(exit.Target!)) is { } rest)
                {
                    cycles = cycles is null
                        ? new LoopCycles(here + rest.Shortest, here + rest.Longest)
                        : new LoopCycles(Math.Min(cycles.Shortest, here + rest.Shortest), Math.Max(cycles.Longest, here + rest.Longest));
                }
            }

            path.Remove(block);
            known[block] = cycles;
            return cycles;
        }
    }
}
