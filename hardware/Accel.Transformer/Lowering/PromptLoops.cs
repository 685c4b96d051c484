using Accel.Rtl;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Pipelined loops that take each answer of SimpleMemory in the cycle in which it comes, so that none needs a place to wait in: an
/// iteration takes an answer first thing and waits for nothing else. It may pass on what it has read, an element for each answer. Then the
/// stream has the places: a read is asked for when one is free for what becomes of its answer.
/// </summary>
/// <param name="Loops">All loops of a process that read ahead.</param>
/// <param name="Passed">What the only one of them writes to a stream; null for nothing.</param>
internal sealed record PromptLoops(IReadOnlyList<PipelinedLoop> Loops, StreamWriteEffect? Passed)
{
    /// <summary>Places of the stream. Half of them are enough for what it holds by itself.</summary>
    public const int Places = PortAnswer.MostUnderWay;

    /// <summary>Those of a process, if all are of this kind.</summary>
    /// <param name="regions">Of the process.</param>
    /// <param name="everywhere">Of all processes.</param>
    /// <param name="lanes">Which cell of its beat an answer is wanted for.</param>
    public static PromptLoops? Of(IReadOnlyList<Region> regions, IReadOnlyList<Region> everywhere, AnswerLanes lanes)
    {
        List<PipelinedLoop> loops =
            [.. regions.Select(static r => r.Pipeline).OfType<PipelinedLoop>().Where(static l => l.Access is not null)];
        if (loops.Count == 0 || !regions.All(lanes.AreKnownIn) || !loops.TrueForAll(AsksOnce))
        {
            return null;
        }

        var waiting = loops.ConvertAll(static l => l.Execute.Effects.Where(e => e is StreamEffect or PortAnswer or PortRequest).ToList());
        if (waiting.TrueForAll(static w => w is [PortAnswer { Cycle: 0, Predicate: null }]))
        {
            return new PromptLoops(loops, null);
        }

        return waiting is [[PortAnswer { Cycle: 0, Predicate: null }, StreamWriteEffect { Predicate: null } write]]
            && CanKeep(write, everywhere) ? new PromptLoops(loops, write) : null;
    }

    private static bool AsksOnce(PipelinedLoop loop)
        => loop.InitiationInterval == 1 && loop.Access!.Effects.OfType<PortRequest>().ToList() is [{ Predicate: null }];

    // In LUT RAM that is as deep anyway. Elements that come from elsewhere have no place kept for them, and nobody would see the wait of a
    // writer that never does.
    private static bool CanKeep(StreamWriteEffect write, IReadOnlyList<Region> everywhere)
        => write.Stream is { CarriesTokens: false, Capacity: <= Places / 2 } && StreamShape.StyleOf(write.Stream) == MemoryStyle.Distributed
            && !everywhere.SelectMany(PortNeeds.EffectsOf).OfType<StreamEffect>().Any(e => e.Stream.Meter?.Of == write.Stream
                || (e is StreamWriteEffect && e != write && e.Stream == write.Stream));
}
