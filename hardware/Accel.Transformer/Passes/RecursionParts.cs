using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>How a part of a recursive function ends.</summary>
internal abstract record PartEnd;

/// <summary>Goes on with another part; with one of two when there is a condition.</summary>
internal sealed record GoEnd(Expression? Condition, RecursionPart Next, RecursionPart? Otherwise) : PartEnd;

/// <summary>Calls the function and goes on with a part afterwards.</summary>
internal sealed record CallEnd(CallStatement Call, RecursionPart Next) : PartEnd;

/// <summary>Leaves the function.</summary>
internal sealed record ReturnEnd(Expression? Value, SourceLocation? Source) : PartEnd;

/// <summary>Statements of a recursive function that run without calling it.</summary>
internal sealed class RecursionPart
{
    /// <summary>What is done.</summary>
    public Block Block { get; } = new();

    /// <summary>And then.</summary>
    public PartEnd End { get; set; } = new ReturnEnd(null, null);

    /// <summary>Variables that matter when it starts.</summary>
    public HashSet<Variable> LiveIn { get; } = [];

    /// <summary>The parts that may follow.</summary>
    public IEnumerable<RecursionPart> Successors => End switch
    {
        GoEnd go => go.Otherwise is null ? [go.Next] : [go.Next, go.Otherwise],
        CallEnd call => [call.Next],
        _ => [],
    };
}

/// <summary>Takes a function apart where it calls itself; statements that have nothing to do with that stay whole.</summary>
internal sealed class RecursionParts
{
    private readonly Function _function;
    private readonly Dictionary<LoopStatement, (RecursionPart Step, RecursionPart After)> _loops = [];
    private RecursionPart? _current;

    private RecursionParts(Function function) => _function = function;

    /// <summary>The parts in the order in which they are reached, with liveness; the first is the entry.</summary>
    public static List<RecursionPart> Of(Function function)
    {
        var builder = new RecursionParts(function);
        var entry = new RecursionPart();
        builder._current = entry;
        builder.Add(function.Body);
        foreach (var part in Reached(entry))
        {
            part.End = part.End is GoEnd go ? go with { Next = Skip(go.Next), Otherwise = go.Otherwise is null ? null : Skip(go.Otherwise) } : part.End;
        }

        Merge(entry);
        var parts = Reached(entry);
        ComputeLiveness(parts);
        return parts;
    }

    /// <summary>True for a call of the function by itself.</summary>
    public static bool IsSelfCall(Statement statement, Function function) => statement is CallStatement call && call.Callee == function;

    private static List<RecursionPart> Reached(RecursionPart entry)
    {
        List<RecursionPart> parts = [entry];
        for (int i = 0; i < parts.Count; i++)
        {
            parts.AddRange(parts[i].Successors.Distinct().Where(part => !parts.Contains(part)).ToList());
        }

        return parts;
    }

    // Where an empty part leads: each part costs a cycle.
    private static RecursionPart Skip(RecursionPart part)
    {
        HashSet<RecursionPart> seen = [];
        while (part is { Block.Statements.Count: 0, End: GoEnd { Condition: null } go } && seen.Add(part))
        {
            part = go.Next;
        }

        return part;
    }

    // A part that only one other leads to, and always, belongs to that one.
    private static void Merge(RecursionPart entry)
    {
        var predecessors = Reached(entry).SelectMany(part => part.Successors.Distinct()).CountBy(part => part).ToDictionary();
        foreach (var part in Reached(entry))
        {
            while (part.End is GoEnd { Condition: null, Next: var next } && next != part && next != entry && predecessors[next] == 1)
            {
                part.Block.Statements.AddRange(next.Block.Statements);
                part.End = next.End;
            }
        }
    }

    private void Add(Block block)
    {
        foreach (var statement in block.Statements)
        {
            if (_current is null)
            {
                return;
            }

            Add(statement);
        }
    }

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case ReturnStatement leave:
                _current!.End = new ReturnEnd(leave.Value, leave.Source);
                _current = null;
                break;
            case BreakStatement leave when _loops.TryGetValue(leave.Loop, out var outer):
                Go(outer.After, null);
                break;
            case ContinueStatement next when _loops.TryGetValue(next.Loop, out var outer):
                Go(outer.Step, null);
                break;
            case CallStatement call when call.Callee == _function:
                var after = new RecursionPart();
                _current!.End = new CallEnd(call, after);
                _current = after;
                break;
            case IfStatement choice when IsApart(choice):
                var (then, otherwise, join) = (new RecursionPart(), new RecursionPart(), new RecursionPart());
                _current!.End = new GoEnd(choice.Condition, then, otherwise);
                Fill(then, choice.Then, join);
                Fill(otherwise, choice.Else, join);
                _current = join;
                break;
            case LoopStatement loop when IsApart(loop):
                Add(loop);
                break;
            case ParallelStatement parallel when IsApart(parallel):
                parallel.Blocks.ForEach(Add);
                break;
            default:
                _current!.Block.Statements.Add(statement);
                break;
        }
    }

    private void Add(LoopStatement loop)
    {
        var (test, body, step, after) = (new RecursionPart(), new RecursionPart(), new RecursionPart(), new RecursionPart());
        _loops[loop] = (step, after);
        Go(loop.TestsAtEnd ? body : test, test);
        Add(loop.Header);
        _current!.End = new GoEnd(loop.Condition, body, after);
        Fill(body, loop.Body, step);
        Fill(step, loop.Step, test);
        _current = after;
    }

    private void Fill(RecursionPart start, Block content, RecursionPart end)
    {
        _current = start;
        Add(content);
        if (_current is not null)
        {
            Go(end, null);
        }
    }

    private void Go(RecursionPart target, RecursionPart? next)
    {
        _current!.End = new GoEnd(null, target, null);
        _current = next;
    }

    // A self-call, a return, or a jump of a loop that is taken apart lies inside.
    private bool IsApart(Statement statement)
        => IrWalk.All(new Block { Statements = { statement } }).Any(s => s switch
        {
            BreakStatement leave => _loops.ContainsKey(leave.Loop),
            ContinueStatement next => _loops.ContainsKey(next.Loop),
            _ => s is ReturnStatement || IsSelfCall(s, _function),
        });

    private static void ComputeLiveness(List<RecursionPart> parts)
    {
        var local = parts.ToDictionary(part => part, part => ExposedReads.Of(part.Block));
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (var part in Enumerable.Reverse(parts))
            {
                int before = part.LiveIn.Count;
                var reads = local[part];
                part.LiveIn.UnionWith(reads.Exposed.OfType<Variable>());
                IEnumerable<Expression> last = part.End switch
                {
                    GoEnd { Condition: { } condition } => [condition],
                    CallEnd call => IrWalk.Expressions(call.Call),
                    ReturnEnd { Value: { } value } => [value],
                    _ => [],
                };
                var later = part.Successors.SelectMany(next => next.LiveIn)
                    .Where(variable => part.End is not CallEnd call || call.Call.Result != variable)
                    .Concat(last.SelectMany(IrWalk.Variables));
                part.LiveIn.UnionWith(later.Where(variable => !reads.IsSet(variable)).ToList());
                changed |= part.LiveIn.Count != before;
            }
        }
    }
}
