using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Finds the variables and arrays of which a block may read something that it has not set itself. An array is set when it is cleared
/// or when each of its elements is.
/// </summary>
internal sealed class ExposedReads
{
    private readonly HashSet<object> _exposed = [];
    private readonly Dictionary<LoopStatement, (HashSet<object>? Left, HashSet<object>? Next)> _jumps = [];

    // What is set for certain; null where nothing gets to.
    private HashSet<object>? _set = [];

    private ExposedReads()
    {
    }

    /// <summary>Variables and arrays that may be read before the block sets them.</summary>
    public IReadOnlySet<object> Exposed => _exposed;

    /// <summary>Whether the block has set something for certain when it comes to its end.</summary>
    public bool IsSet(object item) => _set is null || _set.Contains(item);

    /// <summary>Of a block.</summary>
    public static ExposedReads Of(Block block)
    {
        var reads = new ExposedReads();
        reads.Visit(block);
        return reads;
    }

    private void Visit(Block block) => block.Statements.ForEach(Visit);

    private void Visit(Statement statement)
    {
        if (_set is null)
        {
            return;
        }

        switch (statement)
        {
            case IfStatement choice:
                Read(choice.Condition);
                var before = new HashSet<object>(_set);
                Visit(choice.Then);
                (var then, _set) = (_set, before);
                Visit(choice.Else);
                _set = Meet(then, _set);
                return;
            case LoopStatement loop:
                Visit(loop);
                return;
            case ParallelStatement parallel:
                Visit(parallel);
                return;
            case RunStatement run:
                Visit(run.Method.Body);
                return;
            case BreakStatement leave:
                Jump(leave.Loop, isBreak: true);
                return;
            case ContinueStatement next:
                Jump(next.Loop, isBreak: false);
                return;
            case ReturnStatement:
                _set = null;
                return;
        }

        foreach (var expression in IrWalk.Expressions(statement))
        {
            Read(expression);
        }

        foreach (var argument in (statement as CallStatement)?.Arguments ?? [])
        {
            Read((object?)(argument as ReferenceArgument)?.Variable ?? (argument as ArrayArgument)?.Array);
        }

        Write(statement);
    }

    // Another task runs also where one never ends.
    private void Visit(ParallelStatement parallel)
    {
        bool allEnd = true;
        foreach (var block in parallel.Blocks)
        {
            HashSet<object> before = [.. _set!];
            Visit(block);
            allEnd &= _set is not null;
            _set ??= before;
        }

        _set = allEnd ? _set : null;
    }

    private void Visit(LoopStatement loop)
    {
        _jumps[loop] = (null, null);
        if (!loop.TestsAtEnd)
        {
            Test(loop);
        }

        Visit(loop.Body);
        _set = Meet(_set, _jumps[loop].Next);
        Visit(loop.Step);
        if (loop.TestsAtEnd)
        {
            Test(loop);
        }

        _set = _jumps[loop].Left;
        _ = _jumps.Remove(loop);
    }

    private void Test(LoopStatement loop)
    {
        Visit(loop.Header);
        Read(loop.Condition);
        if (loop.Condition is not ConstantExpression { Value: 1 } && _set is not null)
        {
            var now = _jumps[loop];
            _jumps[loop] = now with { Left = Meet(now.Left, [.. _set]) };
        }
    }

    private void Jump(LoopStatement loop, bool isBreak)
    {
        if (_jumps.TryGetValue(loop, out var now))
        {
            _jumps[loop] = isBreak ? now with { Left = Meet(now.Left, _set) } : now with { Next = Meet(now.Next, _set) };
        }

        _set = null;
    }

    private void Read(Expression expression)
    {
        if (_set is null)
        {
            return;
        }

        foreach (var part in IrWalk.All(expression))
        {
            Read((object?)(part as VariableExpression)?.Variable ?? (part as ArrayLoadExpression)?.Array);
        }
    }

    private void Read(object? item)
    {
        if (item is not null && !_set!.Contains(item))
        {
            _ = _exposed.Add(item);
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case ArrayClearStatement clear:
                _ = _set!.Add(clear.Array);
                break;
            case ArrayStoreStatement { Index: ConstantExpression index } store:
                _ = _set!.Add((store.Array, index.Value));
                if (Enumerable.Range(0, store.Array.Length).All(i => _set.Contains((store.Array, (long)i))))
                {
                    _ = _set.Add(store.Array);
                }

                break;
            default:
                _set!.UnionWith(IrWalk.Targets(statement));

                break;
        }
    }

    private static HashSet<object>? Meet(HashSet<object>? a, HashSet<object>? b)
    {
        if (a is null || b is null)
        {
            return a ?? b;
        }

        a.IntersectWith(b);
        return a;
    }
}
