using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// The ways around a pipelined loop: values that the next iteration's value of a variable, or of an array, depends on and that depend on
/// the last one. Values in the same circle have the same number; what is in none, such as a counter's use far from where it is counted, may
/// be computed ahead.
/// </summary>
internal sealed class LoopCarried
{
    private readonly int[] _circles;

    private LoopCarried(int[] circles) => _circles = circles;

    /// <summary>The number of the circle that a value is in; -1 for none. What depends on a circle has a larger one.</summary>
    /// <param name="node">A value of the region's graph.</param>
    public int CircleOf(Node node) => _circles[node.Id];

    /// <summary>Finds the circles of an iteration.</summary>
    /// <param name="region">Its one segment has, as writes of its exit, what the variables become.</param>
    public static LoopCarried Of(Region region)
    {
        var nodes = region.Graph.Nodes;
        var effects = region.Segments.SelectMany(static s => s.Effects).ToList();
        var arrays = effects.OfType<StoreEffect>().Select(static s => s.Array).Distinct().Select(static (array, i) => (array, i))
            .ToDictionary(static a => a.array, static a => a.i);
        var (heads, tails) = Edges(nodes.Count, arrays, region);

        // Kosaraju: in the order in which values are left, the circles are what can be reached against the edges.
        var order = Order(heads);
        int[] circles = new int[heads.Length];
        Array.Fill(circles, -1);
        for (int i = order.Count - 1, circle = 0; i >= 0; i--, circle++)
        {
            if (circles[order[i]] == -1)
            {
                Mark(order[i], circle, tails, circles);
            }
        }

        int[] sizes = new int[heads.Length];
        foreach (int circle in circles)
        {
            sizes[circle]++;
        }

        return new([.. circles.Take(nodes.Count).Select(c => sizes[c] > 1 ? c : -1)]);
    }

    // An edge from each value to what is made of it; an array stands between its stores and its loads.
    private static (List<int>[] Heads, List<int>[] Tails) Edges(int count, Dictionary<ArrayVariable, int> arrays, Region region)
    {
        int size = count + arrays.Count;
        List<int>[] heads = [.. Enumerable.Range(0, size).Select(static _ => new List<int>())];
        List<int>[] tails = [.. Enumerable.Range(0, size).Select(static _ => new List<int>())];
        var variables = region.Graph.Nodes.Where(static n => n.Kind == NodeKind.Variable)
            .ToDictionary(static n => n.Variable!, static n => n.Id);
        foreach (var node in region.Graph.Nodes)
        {
            foreach (var operand in node.Operands)
            {
                Add(operand.Id, node.Id);
            }

            if (node.Kind == NodeKind.Load && arrays.TryGetValue(node.Array!, out int array))
            {
                Add(count + array, node.Id);
            }
        }

        foreach (var segment in region.Segments)
        {
            foreach (var store in segment.Effects.OfType<StoreEffect>())
            {
                foreach (var needed in store.Needs)
                {
                    Add(needed.Id, count + arrays[store.Array]);
                }
            }

            foreach (var (variable, value) in segment.Exit?.Writes ?? [])
            {
                if (variables.TryGetValue(variable, out int entry))
                {
                    Add(value.Id, entry);
                }
            }
        }

        return (heads, tails);

        void Add(int from, int to)
        {
            heads[from].Add(to);
            tails[to].Add(from);
        }
    }

    private static List<int> Order(List<int>[] heads)
    {
        List<int> order = [];
        bool[] seen = new bool[heads.Length];
        Stack<(int Node, int Next)> open = [];
        for (int root = 0; root < heads.Length; root++)
        {
            if (!seen[root])
            {
                seen[root] = true;
                open.Push((root, 0));
            }

            while (open.TryPop(out var top))
            {
                if (top.Next == heads[top.Node].Count)
                {
                    order.Add(top.Node);
                    continue;
                }

                open.Push((top.Node, top.Next + 1));
                int head = heads[top.Node][top.Next];
                if (!seen[head])
                {
                    seen[head] = true;
                    open.Push((head, 0));
                }
            }
        }

        return order;
    }

    private static void Mark(int root, int circle, List<int>[] tails, int[] circles)
    {
        Stack<int> open = new([root]);
        circles[root] = circle;
        while (open.TryPop(out int node))
        {
            foreach (int tail in tails[node].Where(t => circles[t] == -1))
            {
                circles[tail] = circle;
                open.Push(tail);
            }
        }
    }
}
