using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Reports;

/// <summary>
/// What a picture of a pipelined loop highlights: the port's requests when they fill the interval, else the slowest recurrence.
/// </summary>
internal sealed class CriticalRecurrence
{
    private readonly NodeDelays _delays;

    private CriticalRecurrence(NodeDelays delays) => _delays = delays;

    /// <summary>Values and effects of it.</summary>
    public HashSet<object> Parts { get; } = [];

    /// <summary>Finds it in a slice.</summary>
    public static CriticalRecurrence Of(PipelinedLoop loop, PipelineSlice slice, NodeDelays delays)
    {
        var critical = new CriticalRecurrence(delays);
        if (loop.InitiationInterval > 1 && LoopReporter.PortRequests(loop) >= loop.InitiationInterval)
        {
            critical.Parts.UnionWith(slice.Effects.OfType<PortRequest>());
        }
        else
        {
            critical.FindSlowest(slice);
        }

        return critical;
    }

    // The most delay for each iteration that it spans; the first one where several are equal.
    private void FindSlowest(PipelineSlice slice)
    {
        double slowest = 0;
        foreach (var (variable, value) in slice.Writes)
        {
            Try(slice.Region.Graph.Nodes.Where(n => n.Kind == NodeKind.Variable && n.Variable == variable), [value], 1, []);
        }

        foreach (var dependence in slice.OfArrays)
        {
            if (dependence is { From: StoreEffect store, To: LoadEffect load })
            {
                Try([load.Result], store.Predicate is null ? [store.Index, store.Value] : [store.Index, store.Value, store.Predicate], dependence.Distance, [store, load]);
            }
        }

        void Try(IEnumerable<Node> from, IReadOnlyList<Node> to, int distance, IEnumerable<Effect> effects)
        {
            var (ns, way) = LongestWay(slice, [.. from], to);
            if (ns / distance > slowest)
            {
                slowest = ns / distance;
                Parts.Clear();
                Parts.UnionWith(way);
                Parts.UnionWith(effects);
            }
        }
    }

    // Operands stand before what is made of them.
    private (double Ns, List<Node> Way) LongestWay(PipelineSlice slice, HashSet<Node> from, IReadOnlyList<Node> to)
    {
        Dictionary<Node, (double Ns, Node? Before)> reached = [];
        foreach (var node in slice.Region.Graph.Nodes)
        {
            (double Ns, Node? Before)? best = from.Contains(node) ? (0, null) : null;
            foreach (var operand in node.Operands)
            {
                if (reached.TryGetValue(operand, out var before) && (best is null || before.Ns > best.Value.Ns))
                {
                    best = (before.Ns, operand);
                }
            }

            if (best is { } found)
            {
                reached.Add(node, (found.Ns + _delays.Of(node), found.Before));
            }
        }

        List<Node> way = [];
        var end = to.Where(reached.ContainsKey).MaxBy(n => reached[n].Ns);
        double ns = end is null ? 0 : reached[end].Ns;
        for (; end is not null; end = reached[end].Before)
        {
            way.Add(end);
        }

        return (ns, way);
    }
}
