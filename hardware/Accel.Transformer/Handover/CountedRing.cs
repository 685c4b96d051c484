using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// Tasks in a ring of streams that count in step instead of sending numbers: each takes an element per iteration and sends one to the next
/// task. With m elements in the ring, iteration k + m of a task begins after iteration k of every task has ended, and that of a later task
/// begins after that of an earlier one. So nobody else uses an array in iterations k to k + m - 1 of those before, unless it is used there.
/// </summary>
internal sealed class CountedRing
{
    private readonly IReadOnlyDictionary<int, CountedStage> _stages;
    private readonly IReadOnlyList<int> _order;
    private readonly int _elements;

    private CountedRing(IReadOnlyDictionary<int, CountedStage> stages, IReadOnlyList<int> order, int elements)
        => (_stages, _order, _elements) = (stages, order, elements);

    /// <summary>The streams.</summary>
    public IEnumerable<StreamVariable> Streams => _order.Select(task => _stages[task].Read.Stream);

    /// <summary>Looks for a ring.</summary>
    /// <param name="network">The tasks.</param>
    /// <param name="before">All that is done before.</param>
    /// <param name="function">Where it stands.</param>
    /// <param name="task">One of the ring's tasks.</param>
    public static CountedRing? Of(ParallelStatement network, IReadOnlyList<Statement> before, Function function, int task)
    {
        Dictionary<int, CountedStage> stages = [];
        for (int i = 0; i < network.Blocks.Count; i++)
        {
            if (CountedStage.Of(network.Blocks[i]) is { } stage)
            {
                stages.Add(i, stage);
            }
        }

        if (OrderFrom(stages, task) is not { } order)
        {
            return null;
        }

        // Who takes what was there at first begins.
        var firsts = order.Where(t => Firsts(network, before, stages[t].Read.Stream).Any()).ToList();
        if (firsts is not [var first] || !order.TrueForAll(t => IsOnlyOfRing(network, before, function, stages[t].Read.Stream)))
        {
            return null;
        }

        int at = order.IndexOf(first);
        return new CountedRing(stages, [.. order.Skip(at), .. order.Take(at)], Firsts(network, before, stages[first].Read.Stream).Count());
    }

    /// <summary>Only one of the tasks uses the array at a time.</summary>
    /// <param name="array">The array.</param>
    /// <param name="users">The tasks that use it.</param>
    public bool Guards(ArrayVariable array, IReadOnlyList<int> users)
    {
        List<int> inOrder = [.. _order.Where(users.Contains)];
        var turns = inOrder.ToDictionary(t => t, t => _stages[t].TurnsOf(array));
        int period = inOrder.Aggregate(1, (all, t) => Math.Max(all, _stages[t].Period));
        if (inOrder.Count != users.Count || turns.Values.Any(t => t is null) || inOrder.Exists(t => period % _stages[t].Period != 0))
        {
            return false;
        }

        bool Uses(int task, int iteration) => turns[task]!.Contains(iteration % _stages[task].Period);
        for (int later = 1; later < inOrder.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                if (Enumerable.Range(0, period).Any(k => Uses(inOrder[later], k)
                    && Enumerable.Range(1, _elements - 1).Any(ahead => Uses(inOrder[earlier], k + ahead))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // From a task along the streams back to it.
    private static List<int>? OrderFrom(Dictionary<int, CountedStage> stages, int task)
    {
        List<int> order = [];
        for (int at = task; !order.Contains(at); at = stages.First(s => s.Value.Read.Stream == stages[at].Write.Stream).Key)
        {
            if (!stages.TryGetValue(at, out var stage) || !stages.Values.Any(s => s.Read.Stream == stage.Write.Stream))
            {
                return null;
            }

            order.Add(at);
        }

        return stages[order[^1]].Write.Stream == stages[task].Read.Stream ? order : null;
    }

    // What is sent once before the tasks' loops.
    private static IEnumerable<StreamWriteStatement> Firsts(ParallelStatement network, IReadOnlyList<Statement> before,
        StreamVariable stream)
        => before.Concat(network.Blocks.SelectMany(b => b.Statements)).OfType<StreamWriteStatement>().Where(w => w.Stream == stream);

    // Nobody else uses it, and it is made anew whenever the tasks are started.
    private static bool IsOnlyOfRing(ParallelStatement network, IReadOnlyList<Statement> before, Function function, StreamVariable stream)
    {
        var uses = CountedStage.Uses(function.Body, stream).ToList();
        var loops = IrWalk.All(function.Body).OfType<LoopStatement>()
            .Where(l => IrWalk.Blocks(l).SelectMany(IrWalk.All).Contains(network));
        return uses.OfType<StreamReadStatement>().Count() == 1
            && uses.OfType<StreamWriteStatement>().Count() == Firsts(network, before, stream).Count() + 1
            && before.SelectMany(IrWalk.All).Count(s => s is StreamClearStatement made && made.Stream == stream) == 1
            && loops.All(l => IrWalk.Blocks(l).SelectMany(IrWalk.All).Any(s => s is StreamClearStatement made && made.Stream == stream));
    }
}
