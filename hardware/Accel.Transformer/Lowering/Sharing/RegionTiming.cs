using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Sharing;

/// <summary>When the values of a scheduled region arrive within their cycle, and how much follows them there.</summary>
internal sealed class RegionTiming
{
    private readonly NodeDelays _delays;
    private readonly Dictionary<Node, double> _tails = [];

    /// <summary>Looks at a region.</summary>
    /// <param name="region">The region; its values have cycles.</param>
    /// <param name="delays">Delays.</param>
    /// <param name="isBuilt">The value becomes hardware.</param>
    public RegionTiming(Region region, NodeDelays delays, Func<Node, bool> isBuilt)
    {
        _delays = delays;
        foreach (var decision in region.Segments.Select(s => s.Decision).OfType<Node>())
        {
            // What happens under the decision in its own cycle.
            _tails[decision] = delays.LogicNs;
        }

        for (int i = region.Graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = region.Graph.Nodes[i];
            if (node.IsConstant || !isBuilt(node))
            {
                continue;
            }

            // The address of a synchronous read ends at the memory.
            double through = node.Cycle > InputCycle(node) ? 0 : delays.Of(node) + TailNs(node);
            foreach (var operand in InputsNow(node))
            {
                _tails[operand] = Math.Max(TailNs(operand), through);
            }
        }
    }

    /// <summary>The operands that are computed in the cycle in which the value looks at them.</summary>
    public static IEnumerable<Node> InputsNow(Node node) => node.Operands.Where(o => !o.IsConstant && o.Cycle == InputCycle(node));

    /// <summary>When the last operand is there, ns after the clock edge.</summary>
    public static double ArrivalNs(Node node) => InputsNow(node).Select(o => o.ReadyNs).DefaultIfEmpty(0).Max();

    /// <summary>The value's own delay.</summary>
    public double DelayNs(Node node) => _delays.Of(node);

    /// <summary>The longest chain that follows in the same cycle.</summary>
    public double TailNs(Node node) => _tails.GetValueOrDefault(node);

    private static int InputCycle(Node node) => node.Kind == NodeKind.Load ? node.AddressCycle : node.Cycle;
}
