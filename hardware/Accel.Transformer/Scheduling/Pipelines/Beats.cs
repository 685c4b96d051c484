namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Joins requests of one iteration that lie in one beat of a memory port that is several cells wide: where the place of the first cell in
/// its beat is the same in every iteration, and provably so.
/// </summary>
internal static class Beats
{
    /// <summary>Joins the reads of an access slice.</summary>
    /// <returns>For each answer, the places in the beat of the cells that it brings; null for a single cell whose place is not
    /// known.</returns>
    public static IReadOnlyList<IReadOnlyList<int>?> JoinReads(PipelineSlice slice, int cellsABeat)
    {
        var effects = slice.Region.Root.Effects;
        List<IReadOnlyList<int>?> answers = [];
        foreach (var group in Groups(effects.OfType<RequestEffect>(), cellsABeat))
        {
            answers.Add(group.Lanes);
            if (group.Lanes is { } lanes)
            {
                var beat = new BeatRead(First(slice.Region.Graph, group.Requests[0], lanes[0]), group.Requests[0].Source) { Predicate = group.Requests[0].Predicate };
                effects[effects.IndexOf(group.Requests[0])] = beat;
                group.Requests.Skip(1).ToList().ForEach(r => effects.Remove(r));
            }
        }

        return answers;
    }

    /// <summary>Joins the answers of an execute slice as the reads were joined.</summary>
    public static void JoinAnswers(PipelineSlice slice, IReadOnlyList<IReadOnlyList<int>?> answers)
    {
        var effects = slice.Region.Root.Effects;
        var singles = new Queue<ResponseEffect>(effects.OfType<ResponseEffect>());
        foreach (var lanes in answers)
        {
            var first = singles.Dequeue();
            if (lanes is null)
            {
                continue;
            }

            List<(int, Node)> cells = [(lanes[0], first.Result)];
            foreach (int lane in lanes.Skip(1))
            {
                var next = singles.Dequeue();
                cells.Add((lane, next.Result));
                effects.Remove(next);
            }

            effects[effects.IndexOf(first)] = new BeatAnswer(cells, first.Source) { Predicate = first.Predicate };
        }
    }

    /// <summary>Joins the writes of an execute slice.</summary>
    public static void JoinWrites(PipelineSlice slice, int cellsABeat)
    {
        var effects = slice.Region.Root.Effects;
        foreach (var group in Groups(effects.OfType<RequestEffect>(), cellsABeat))
        {
            if (group.Lanes is { } lanes)
            {
                // In the place of the last one: by then all values are there in program order.
                var beat = new BeatWrite(
                    First(slice.Region.Graph, group.Requests[0], lanes[0]), [.. lanes.Zip(group.Requests, (lane, r) => (lane, r.Data!))], group.Requests[0].Source)
                { Predicate = group.Requests[0].Predicate };
                effects[effects.IndexOf(group.Requests[^1])] = beat;
                group.Requests.SkipLast(1).ToList().ForEach(r => effects.Remove(r));
            }
        }
    }

    private static Node First(Graph graph, RequestEffect request, int lane)
    {
        graph.At(request.Source);
        return graph.Subtract(request.Cell, graph.Constant(lane));
    }

    private sealed record Group(List<RequestEffect> Requests, List<int>? Lanes);

    private static List<Group> Groups(IEnumerable<RequestEffect> requests, int cellsABeat)
    {
        int bits = System.Numerics.BitOperations.Log2((uint)cellsABeat);
        List<Group> groups = [];
        Affine? first = null;
        foreach (var request in requests)
        {
            // The place in the beat is a matter of the low bits alone, the beat of all of them.
            var place = Affine.Of(request.Cell, 32);
            var last = groups.LastOrDefault();
            int? lane = Affine.Of(request.Cell, bits).LowBits(bits);
            if (lane is { } known && last?.Lanes is { } lanes && last.Requests[0].Predicate == request.Predicate
                && place.Less(first!) is { Terms.Count: 0 } step && lanes[0] + step.Constant >= 0 && lanes[0] + step.Constant < cellsABeat && !lanes.Contains(known))
            {
                last.Requests.Add(request);
                lanes.Add(known);
                continue;
            }

            groups.Add(new Group([request], lane is { } start ? [start] : null));
            first = place;
        }

        return groups;
    }
}
