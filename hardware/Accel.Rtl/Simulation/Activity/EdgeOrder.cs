using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>
/// Orders the actions of a clock edge so that none sees what another one has changed already: then the edge needs no second copy of the
/// state. Where states feed each other in a circle, one of the readers gets a copy that is made before the edge.
/// </summary>
internal static class EdgeOrder
{
    public static List<EdgeAction> Order(IReadOnlyList<EdgeAction> actions, WordGraph graph)
    {
        int count = actions.Count;
        var changedBy = new Dictionary<int, int>();
        for (int i = 0; i < count; i++)
        {
            if (actions[i].Changes is { } state)
                changedBy.Add(state.Id, i);
        }

        var writesOf = Enumerable.Range(0, count).Where(i => actions[i] is MemoryWriteAction).ToLookup(i => ((MemoryWriteAction)actions[i]).Memory);
        var later = new List<int>[count];
        var copyable = new List<int>[count];
        var waits = new int[count];
        for (int i = 0; i < count; i++)
        {
            // Reads of a memory come before its writes.
            later[i] = actions[i] is MemoryReadAction read ? [.. writesOf[read.Memory]] : [];
            copyable[i] = [.. ReadStates(actions[i]).Select(s => changedBy.GetValueOrDefault(s.Id, -1)).Where(j => j >= 0 && j != i)];
            foreach (int j in later[i].Concat(copyable[i]))
                waits[j]++;
        }

        // Actions with one enable stand together, and those fed by neighbouring words: they are likely to be due at the same time.
        var ready = new PriorityQueue<int, (int Enable, int Next)>();
        (int, int) Key(int i) => (actions[i].Enable?.Id ?? -1, actions[i].Reads.Max(r => r.Id));
        void Release(IEnumerable<int> released)
        {
            foreach (int j in released)
            {
                if (--waits[j] == 0)
                    ready.Enqueue(j, Key(j));
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (waits[i] == 0)
                ready.Enqueue(i, Key(i));
        }

        var ordered = new List<EdgeAction>(count);
        var done = new bool[count];
        for (int next = 0; ordered.Count < count;)
        {
            if (ready.TryDequeue(out int i, out _))
            {
                done[i] = true;
                ordered.Add(actions[i]);
                Release(later[i].Concat(copyable[i]));
                continue;
            }

            // All that are left wait for a reader of what they change: give the first reader copies.
            while (done[next] || copyable[next].Count == 0)
                next++;
            actions[next].ReadCopies(graph);
            var released = copyable[next];
            copyable[next] = [];
            Release(released);
        }

        return ordered;
    }

    private static IEnumerable<Word> ReadStates(EdgeAction action)
        => action.Reads.Append(action.Enable).OfType<Word>().Where(w => w.Op == WordOp.State).Distinct();
}
