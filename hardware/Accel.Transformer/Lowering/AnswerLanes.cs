using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering;

/// <summary>
/// For which answers it is known which cell of the beat was asked for: those to reads whose place in a beat is the same whatever the
/// variables are.
/// </summary>
/// <param name="cellsPerBeat">Cells of a beat, a power of two.</param>
internal sealed class AnswerLanes(int cellsPerBeat)
{
    private readonly int _bits = System.Numerics.BitOperations.Log2((uint)cellsPerBeat);
    private readonly Dictionary<Region, Dictionary<Node, int>> _known = [];

    /// <summary>The place of each answer's cell in its beat, by the answer; what is not known is left out.</summary>
    /// <param name="region">Of states, or of a slice of a pipelined loop.</param>
    public IReadOnlyDictionary<Node, int> Of(Region region)
    {
        if (!_known.TryGetValue(region, out var known))
        {
            _known[region] = known = [];
            Follow(region.Root, [], known);
            foreach (var (lane, result) in region.Segments.SelectMany(s => s.Effects).OfType<BeatAnswer>().SelectMany(a => a.Cells))
            {
                known.Add(result, lane);
            }
        }

        return known;
    }

    /// <summary>It is known for every answer that the region takes, in its states or in its pipelined loop.</summary>
    public bool AreKnownIn(Region region)
        => _bits == 0 || (region.Pipeline?.Slices.Select(s => s.Region) ?? []).Append(region).All(
            part => part.Segments.SelectMany(s => s.Effects).OfType<ResponseEffect>().All(answer => Of(part).ContainsKey(answer.Result)));

    // Answers come in the order of the requests. One that is taken under another condition than it was asked for leaves open which it is.
    private void Follow(Segment segment, Queue<RequestEffect> open, Dictionary<Node, int> known)
    {
        foreach (var effect in segment.Effects)
        {
            if (effect is RequestEffect { IsWrite: false } request)
            {
                open.Enqueue(request);
            }
            else if (effect is ResponseEffect answer)
            {
                if (!open.TryDequeue(out var asked) || asked.Predicate != answer.Predicate)
                {
                    return;
                }

                if (Affine.Of(asked.Cell, _bits).LowBits(_bits) is { } lane)
                {
                    known.Add(answer.Result, lane);
                }
            }
        }

        foreach (var next in new[] { segment.WhenTrue, segment.WhenFalse })
        {
            if (next is not null)
            {
                Follow(next, new Queue<RequestEffect>(open), known);
            }
        }
    }
}
