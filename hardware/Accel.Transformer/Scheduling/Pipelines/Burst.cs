using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// All requests of a loop, when they are of one kind, follow one another in address, and their number is known: whoever serves the memory
/// port can fetch or write them as one burst.
/// </summary>
/// <param name="Requests">How many, at least 2.</param>
internal sealed record Burst(int Requests)
{
    /// <summary>Bits of the number of requests that follow; a longer burst is not announced.</summary>
    public const int CountBits = 16;

    /// <summary>The burst of a loop, or null.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="slice">The slice that makes all its requests.</param>
    /// <param name="cellsABeat">Cells that one request moves.</param>
    public static Burst? Of(LoopStatement loop, PipelineSlice slice, int cellsABeat)
    {
        var requests = slice.Effects.OfType<PortRequest>().ToList();
        if (loop is not { TripCount: { } trips, CountsSteadily: true } || requests.Count == 0 || (long)trips * requests.Count is < 2 or > 1 << CountBits || requests.Any(r => r.Predicate is not null)
            || (cellsABeat > 1 && requests.Any(r => r is RequestEffect)) || IrWalk.All(loop.Body).Any(s => s is BreakStatement leave && leave.Loop == loop))
        {
            return null;
        }

        var first = Affine.Of(requests[0].Cell, 32);
        bool follow = requests.Select((r, i) => Affine.Of(r.Cell, 32).Less(first) is { Terms.Count: 0 } step && step.Constant == i * cellsABeat).All(static isNext => isNext);
        return follow && new Dependences(slice).GrowthOf(requests[0].Cell, loop.Counter) == requests.Count * cellsABeat ? new Burst(trips * requests.Count) : null;
    }
}
