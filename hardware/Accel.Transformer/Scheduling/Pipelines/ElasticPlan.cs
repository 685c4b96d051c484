using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>What stands behind what in the cycles of a pipelined loop that uses streams.</summary>
internal static class ElasticPlan
{
    /// <summary>Something else that may have to wait stands behind an effect in its cycle, and both can be wanted.</summary>
    /// <param name="waiting">What may have to wait, in program order.</param>
    /// <param name="effect">One of them.</param>
    public static bool HasLater(IReadOnlyList<Effect> waiting, Effect effect)
        => waiting.SkipWhile(e => e != effect).Skip(1)
            .Any(later => later.Cycle == effect.Cycle && !PortUse.AreExclusive(later.Predicate, effect.Predicate));

    /// <summary>
    /// Streams that need one place more than they have in the program: what is read stays in its place while the same cycle waits for
    /// something else.
    /// </summary>
    public static HashSet<StreamVariable> Held(IEnumerable<Region> regions)
    {
        HashSet<StreamVariable> held = [];
        foreach (var loop in regions.Select(r => r.Pipeline).OfType<PipelinedLoop>())
        {
            List<Effect> waiting = [.. loop.Execute.Effects.Where(e => e is StreamReadEffect or StreamWriteEffect)];
            held.UnionWith(waiting.OfType<StreamReadEffect>().Where(read => HasLater(waiting, read)).Select(read => read.Stream));
        }

        return held;
    }
}
