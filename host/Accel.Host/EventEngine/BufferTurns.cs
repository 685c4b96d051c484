using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>
/// Marks the steps that are the first and the last to read or write a tensor of spikes. The engine has two buffers that take turns, so at
/// most one tensor is read and one is written at a time.
/// </summary>
internal static class BufferTurns
{
    public static ImmutableArray<EventStep> Mark(IReadOnlyList<EventStep> steps)
    {
        var sources = Turns(steps, static s => s.Source?.Stored);
        var destinations = Turns(steps, static s => s.Destination?.Stored);
        return
        [
            .. steps.Select((step, i) => step with
            {
                OpensSource = step.Source is { } source && sources[source.Stored].First == i,
                ClosesSource = step.Source is { } read && sources[read.Stored].Last == i,
                OpensDestination = step.Destination is { } destination && destinations[destination.Stored].First == i,
                ClosesDestination = step.Destination is { } written && destinations[written.Stored].Last == i,
            }),
        ];
    }

    private static Dictionary<SpikeTensor, (int First, int Last)> Turns(
        IReadOnlyList<EventStep> steps, Func<EventStep, SpikeTensor?> tensor)
    {
        var turns = new Dictionary<SpikeTensor, (int First, int Last)>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < steps.Count; i++)
        {
            if (tensor(steps[i]) is { } used)
            {
                turns[used] = (turns.TryGetValue(used, out var turn) ? turn.First : i, i);
            }
        }

        return turns;
    }
}
