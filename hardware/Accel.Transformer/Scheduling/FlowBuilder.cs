using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Structured IR to basic blocks. Loops are turned over: the test stands before the loop and once more after the step, so that the
/// body, the step and the test of one iteration are one block. A read of SimpleMemory ends a block, so that a loop can start at the
/// answer and ask for the next cell in the same cycle.
/// </summary>
internal sealed class FlowBuilder
{
    /// <summary>Ifs with more stores to one array than this in a branch stay branches: as choices they would cost cycles always.</summary>
    private const int MaximumStores = 1;

    private readonly List<FlowBlock> _blocks = [];
    private readonly Dictionary<LoopStatement, (FlowBlock Step, FlowBlock After)> _targets = [];
    private readonly Mentions _mentions;
    private readonly List<FlowGraph> _graphs;
    private readonly IReadOnlyDictionary<LoopStatement, PipelinedLoop> _pipelines;
    private readonly Dictionary<SharedMethod, SharedFlow> _shared = [];
    private readonly Dictionary<IfStatement, int?> _stores = [];
    private FlowBlock? _current;
    private SharedMethod? _method;

    private FlowBuilder(Mentions mentions, List<FlowGraph> graphs, IReadOnlyDictionary<LoopStatement, PipelinedLoop> pipelines)
        => (_mentions, _graphs, _pipelines) = (mentions, graphs, pipelines);

    /// <summary>The function, and then every block that runs beside others; a pipelined loop is one block.</summary>
    public static List<FlowGraph> Build(Function function, IReadOnlyDictionary<LoopStatement, PipelinedLoop> pipelines)
    {
        List<FlowGraph> graphs = [];
        var main = Build(function.Body, null, new Mentions(function.Body), graphs, pipelines);
        graphs.Insert(0, main);
        return graphs;
    }

    private static FlowGraph Build(
        Block body, FlowBlock? end, Mentions mentions, List<FlowGraph> graphs, IReadOnlyDictionary<LoopStatement, PipelinedLoop> pipelines)
    {
        var builder = new FlowBuilder(mentions, graphs, pipelines);
        builder._current = builder.Make();
        builder.Add(body);
        if (builder._current is not null)
        {
            builder._current.Next = end;
        }

        foreach (var shared in builder._shared.Values)
        {
            shared.Connect(builder.Make);
        }

        var blocks = FlowAnalysis.Clean(builder._blocks);
        FlowAnalysis.ChooseRoots(blocks);
        FlowAnalysis.ComputeLiveness(blocks);
        return new FlowGraph(blocks, [.. builder._shared.Values.Select(shared => new SharedUse(shared.Method, shared.Places))]);
    }

    // True for an if that becomes choices and conditional stores instead of a branch. Of a chain of else-ifs each is asked once.
    private bool IsConvertible(IfStatement choice, out int stores)
    {
        if (!_stores.TryGetValue(choice, out int? known))
        {
            bool isConvertible = IsConvertible(choice.Then, out int then) & IsConvertible(choice.Else, out int otherwise)
                && Math.Max(then, otherwise) <= MaximumStores;
            _stores.Add(choice, known = isConvertible ? Math.Max(then, otherwise) : null);
        }

        stores = known ?? 0;
        return known is not null;
    }

    private bool IsConvertible(Block block, out int stores)
    {
        Dictionary<ArrayVariable, int> count = [];
        stores = 0;
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case AssignStatement assign when !IsSlow(assign.Value):
                    break;
                case ArrayStoreStatement store when !IsSlow(store.Value) && !IsSlow(store.Index):
                    count[store.Array] = count.GetValueOrDefault(store.Array) + 1;
                    stores = Math.Max(stores, count[store.Array]);
                    break;
                case IfStatement inner when IsConvertible(inner, out int within) && !IsSlow(inner.Condition):
                    stores = Math.Max(stores, within > 0 ? 1 : 0);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // A synchronous memory costs a cycle, which the other branch should not pay.
    private static bool IsSlow(Expression value) => IrWalk.All(value).Any(e => e is ArrayLoadExpression load && ArrayShape.IsSynchronous(load.Array));

    private FlowBlock Make()
    {
        var block = new FlowBlock(_blocks.Count) { Shared = _method };
        _blocks.Add(block);
        return block;
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
            case AssignStatement or ArrayStoreStatement or MemoryWriteStatement or StreamReadStatement or StreamWriteStatement
                or StreamClearStatement:
            case IfStatement convertible when IsConvertible(convertible, out _):
                _current!.Statements.Add(statement);
                break;
            case MemoryReadStatement read:
                _current!.Statements.Add(new ReadRequest(read.Cell, read.Source));
                Goto(Make());
                _current.Statements.Add(new ReadResponse(read.Target, read.Source));
                break;
            case IfStatement choice:
                var (then, otherwise, join) = (Make(), Make(), Make());
                Branch(choice.Condition, then, otherwise, choice.Source);
                Fill(then, choice.Then, join);
                Fill(otherwise, choice.Else, join);
                _current = join;
                break;
            case LoopStatement loop:
                Add(loop);
                break;
            case ParallelStatement parallel:
                Add(parallel);
                break;
            case RunStatement run:
                Run(run);
                break;
            case BreakStatement leave:
                Jump(_targets[leave.Loop].After);
                break;
            case ContinueStatement next:
                Jump(_targets[next.Loop].Step);
                break;
            case ReturnStatement:
                _current!.Next = null;
                _current = null;
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} at {statement.Source} is left for scheduling: a pass before has to remove it");
        }
    }

    private void Add(LoopStatement loop)
    {
        var (body, step, after) = (Make(), Make(), Make());
        _targets[loop] = (step, after);
        if (!loop.TestsAtEnd)
        {
            Add(loop.Header);
            Branch(loop.Condition, body, after, loop.Source);
        }
        else
        {
            Goto(body);
        }

        body.Loop = loop;
        if (_pipelines.TryGetValue(loop, out var pipeline))
        {
            (body.Pipeline, body.Source, body.Next, _current) = (pipeline, loop.Source, after, after);
            return;
        }

        Fill(body, loop.Body, step);
        _current = step;
        Add(loop.Step);
        if (_current is not null)
        {
            Add(loop.Header);
            Branch(loop.Condition, body, after, loop.Source);
        }

        _current = after;
    }

    private void Add(ParallelStatement parallel)
    {
        List<FlowBlock> entries = [];
        foreach (var (block, i) in parallel.Blocks.Select((block, i) => (block, i)))
        {
            var end = new FlowBlock(_blocks.Count) { IsEnd = true, IsRoot = true };
            end.LiveIn.UnionWith(ResultsOf(block));
            var graph = Build(block, end, _mentions, _graphs, _pipelines);
            _graphs.Add(graph with { Task = parallel.Names?[i] });
            entries.Add(graph.Entry);
        }

        var wait = new FlowBlock(_blocks.Count) { Started = entries, IsRoot = true, Source = parallel.Source };
        _blocks.Add(wait);
        Goto(wait);
    }

    private void Run(RunStatement run)
    {
        if (!_shared.TryGetValue(run.Method, out var shared))
        {
            (var caller, var outer, _method) = (_current, _method, run.Method);
            _current = Make();
            _shared[run.Method] = shared = new SharedFlow(run.Method, _current);
            Add(run.Method.Body);
            (shared.End, _current, _method) = (_current, caller, outer);
        }

        var behind = Make();
        shared.Add(_current!, behind, run.Source);
        _current = behind;
    }

    // What a block sets and something outside it mentions.
    private IEnumerable<Variable> ResultsOf(Block block)
    {
        var inside = new Mentions(block).Counts;
        return IrWalk.All(block).SelectMany(IrWalk.Targets).Distinct().Where(v => inside[v] < _mentions.Counts[v]);
    }

    private void Fill(FlowBlock start, Block content, FlowBlock end)
    {
        _current = start;
        Add(content);
        if (_current is not null)
        {
            Jump(end);
        }
    }

    private void Goto(FlowBlock target)
    {
        _current!.Next = target;
        _current = target;
    }

    private void Jump(FlowBlock target)
    {
        _current!.Next = target;
        _current = null;
    }

    private void Branch(Expression condition, FlowBlock then, FlowBlock otherwise, SourceLocation? source)
    {
        _current!.Source = source;
        if (condition is ConstantExpression constant)
        {
            Jump(constant.Value != 0 ? then : otherwise);
            return;
        }

        (_current.Condition, _current.Next, _current.Otherwise) = (condition, then, otherwise);
        _current = null;
    }
}
