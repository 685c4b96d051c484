using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>What a kernel's way of using SimpleMemory asks of the port.</summary>
internal enum PortBuffering
{
    /// <summary>Answers are taken as they come.</summary>
    None,
    /// <summary>
    /// A state that takes an answer also makes a request. Its readiness for the answer must not depend on the memory's readiness for the
    /// request (many memories depend the other way round): one answer is buffered.
    /// </summary>
    One,
    /// <summary>Reads are under way while writes wait: all their answers are buffered.</summary>
    Queue,
    /// <summary>Pipelined loops take them as they come; one of a state machine is buffered.</summary>
    Prompt,
}

/// <summary>What processes ask of a port to SimpleMemory.</summary>
/// <param name="Buffering">How many answers may have to wait.</param>
/// <param name="Reads">They read.</param>
/// <param name="ReadsAhead">Several reads are under way at a time, those of pipelined loops.</param>
/// <param name="Lanes">Which cell of its beat an answer is wanted for, where that is known.</param>
/// <param name="KnowsLanes">It is known for all of them.</param>
/// <param name="IsShared">The port is one of several at the memory.</param>
internal sealed record PortNeeds(PortBuffering Buffering, bool Reads, bool ReadsAhead, AnswerLanes Lanes, bool KnowsLanes, bool IsShared)
{
    /// <summary>The loops that take answers as they come, if all that read ahead do.</summary>
    public PromptLoops? Prompt { get; init; }

    /// <summary>Several answers may be under way for it.</summary>
    public bool HasMany => Buffering is PortBuffering.Queue or PortBuffering.Prompt;

    /// <summary>What the regions of processes need that use a port in turns.</summary>
    /// <param name="regions">All of them.</param>
    /// <param name="lanes">Which cell of its beat an answer is wanted for, where that is known.</param>
    /// <param name="everywhere">The regions of all processes where others use the memory at the same time; else null.</param>
    public static PortNeeds Of(IReadOnlyList<Region> regions, AnswerLanes lanes, IReadOnlyList<Region>? everywhere)
    {
        bool isShared = everywhere is not null;
        var prompt = everywhere is null ? null : PromptLoops.Of(regions, everywhere, lanes);
        bool reads = regions.Any(r => EffectsOf(r).Any(e => e is PortAnswer));
        bool readsAhead = regions.Any(r => r.Pipeline?.Access is not null);
        // An answer that another process could be held up by is kept, whatever becomes of its own: of a state machine's reads one is under
        // way, of those of a pipelined loop as many as there are places.
        var buffering = isShared
            ? !reads ? PortBuffering.None : prompt is not null ? PortBuffering.Prompt : readsAhead ? PortBuffering.Queue : PortBuffering.One
            : regions.Any(r => r.Pipeline is { ReadsAndWrites: true }) ? PortBuffering.Queue
            : regions.Any(TakesAndAsks) ? PortBuffering.One
            : PortBuffering.None;
        return new PortNeeds(buffering, reads, readsAhead, lanes, regions.All(lanes.AreKnownIn), isShared) { Prompt = prompt };
    }

    /// <summary>What happens in a region, in its states or in its pipelined loop.</summary>
    public static IEnumerable<Effect> EffectsOf(Region region)
        => region.Segments.SelectMany(s => s.Effects).Concat(region.Pipeline?.Slices.SelectMany(s => s.Effects) ?? []);

    // A state of the region both takes an answer and makes a request.
    private static bool TakesAndAsks(Region region)
    {
        Dictionary<(Segment, int), int> kinds = [];
        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects)
            {
                int kind = effect is RequestEffect ? 1 : effect is ResponseEffect ? 2 : 0;
                if (kind != 0)
                {
                    var key = (segment.OwnerOf(effect.Cycle), effect.Cycle);
                    kinds[key] = kinds.GetValueOrDefault(key) | kind;
                }
            }
        }

        return kinds.ContainsValue(3);
    }
}
