using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// One iteration of a pipelined loop as code without branches: body, step, header and test, in the order of execution. Branches become
/// choices and conditions of effects; what follows a conditional break or continue keeps the variables where the jump is taken.
/// </summary>
internal sealed class StraightLine
{
    private readonly LoopStatement _loop;
    private readonly Region _region;
    private readonly StatementExecutor _executor;
    private readonly Path _path = new(null);
    private readonly List<(Statement Jump, LoopStatement Target, Node When)> _jumps = [];
    private readonly HashSet<LoopStatement> _inside;

    private StraightLine(LoopStatement loop, bool covers)
    {
        (_loop, _inside) = (loop, [loop]);
        // One segment that belongs to no block: the pipeline decides when its cycles happen.
        _region = new Region(new FlowBlock(-1) { Source = loop.Source }, -1) { Graph = new Graph() };
        _region.Segments.Add(new Segment(_region, null, true) { Source = loop.Source });
        _executor = new StatementExecutor(_region.Graph, covers);
    }

    private Graph Graph => _region.Graph;

    private Segment Segment => _region.Root;

    // Statements happen only when this is 1; null means always.
    private Node? Guard
    {
        get => _executor.Guard;
        set => _executor.Guard = value;
    }

    /// <summary>
    /// A region of one segment that has the iteration's effects in program order, as decision whether another iteration follows, and as
    /// writes of its exit what the kept variables become.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="kept">Variables whose value counts.</param>
    /// <param name="renewed">Those among them whose value does not where the loop is left.</param>
    /// <param name="covers">Also note what is executed.</param>
    /// <exception cref="PipelineRefusal">Something in the loop has no such form.</exception>
    public static Region Build(LoopStatement loop, IEnumerable<Variable> kept, IReadOnlySet<Variable> renewed, bool covers)
    {
        var line = new StraightLine(loop, covers);
        line.Run(kept, renewed);
        return line._region;
    }

    private void Run(IEnumerable<Variable> kept, IReadOnlySet<Variable> renewed)
    {
        Follow(_loop.Body);
        var broke = AnyOf(_jumps.Where(j => j.Target == _loop && j.Jump is BreakStatement));
        Guard = broke is null ? null : Graph.Not(broke);
        Follow(_loop.Step);
        Follow(_loop.Header);
        Graph.At(_loop.Source);
        var goesOn = _executor.Evaluate(Segment, _path, _loop.Condition, Guard);
        _executor.Cover(Segment, goesOn, _loop.Source, Guard);
        Segment.Decision = Guard is null ? goesOn : Graph.And(Guard, goesOn);
        Segment.Exit = new RegionExit(Segment, null);
        var going = new GoingOn(Graph, _jumps.Where(j => j.Target == _loop && j.Jump is BreakStatement && !j.When.IsConstant)
            .Select(j => j.When));
        foreach (var variable in kept.OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            var last = _path[variable];
            if ((last is not null && renewed.Contains(variable) ? going.Of(last) : last) is { } value
                && !(value.Kind == NodeKind.Variable && value.Variable == variable))
            {
                Segment.Exit.Writes.Add((variable, value));
            }
        }
    }

    private void Follow(Block block)
    {
        foreach (var statement in block.Statements)
        {
            if (Guard is { IsConstant: true } && Guard.Value == 0)
            {
                return;
            }

            Follow(statement);
        }
    }

    private void Follow(Statement statement)
    {
        switch (statement)
        {
            case BreakStatement leave:
                Jump(leave, leave.Loop);
                break;
            case ContinueStatement next:
                Jump(next, next.Loop);
                break;
            case IfStatement choice when HasJumps(choice):
                Choose(choice);
                break;
            case IfStatement choice when Unsupported(choice) is { } inner:
                throw inner;
            case LoopStatement { TestsAtEnd: true, Condition: ConstantExpression { Value: 0 }, Step.Statements.Count: 0, Header.Statements.Count: 0 } once:
                RunOnce(once);
                break;
            default:
                if (Refusal(statement) is { } refusal)
                {
                    throw refusal;
                }

                _executor.Execute(Segment, _path, statement, Guard);
                break;
        }
    }

    private void Jump(Statement jump, LoopStatement target)
    {
        if (!_inside.Contains(target))
        {
            throw new InvalidOperationException($"the jump at {jump.Source} leads out of the loop around it: a pass before has to remove it");
        }

        _executor.Cover(Segment, null, jump.Source, Guard);
        _jumps.Add((jump, target, Guard ?? Graph.Constant(1)));
        Guard = Graph.Constant(0);
    }

    private void Choose(IfStatement choice)
    {
        Graph.At(choice.Source);
        var condition = _executor.Evaluate(Segment, _path, choice.Condition, Guard);
        var before = Guard;
        _executor.Cover(Segment, condition, choice.Source, before);
        Guard = Both(before, condition);
        Follow(choice.Then);
        var afterThen = Guard;
        Guard = Both(before, Graph.Not(condition));
        Follow(choice.Else);
        Guard = Graph.Or(afterThen!, Guard!);
    }

    // A loop that runs once is what a jump out of the middle of it needs.
    private void RunOnce(LoopStatement once)
    {
        var before = Guard;
        int known = _jumps.Count;
        _inside.Add(once);
        Follow(once.Body);
        var further = AnyOf(_jumps.Skip(known).Where(j => j.Target != once));
        Guard = further is null ? before : Both(before, Graph.Not(further));
    }

    private Node? AnyOf(IEnumerable<(Statement Jump, LoopStatement Target, Node When)> jumps)
        => jumps.Aggregate((Node?)null, (any, jump) => any is null ? jump.When : Graph.Or(any, jump.When));

    private Node Both(Node? a, Node b) => a is null ? b : Graph.And(a, b);

    private static bool HasJumps(IfStatement choice)
        => IrWalk.All(choice.Then).Concat(IrWalk.All(choice.Else)).Any(s => s is BreakStatement or ContinueStatement or LoopStatement);

    private static PipelineRefusal? Unsupported(IfStatement choice)
        => IrWalk.All(choice.Then).Concat(IrWalk.All(choice.Else)).Select(Refusal).FirstOrDefault(r => r is not null);

    private static PipelineRefusal? Refusal(Statement statement) => statement switch
    {
        AssignStatement or ArrayStoreStatement or MemoryReadStatement or MemoryWriteStatement or StreamReadStatement or StreamWriteStatement
            or IfStatement => null,
        LoopStatement loop => new PipelineRefusal($"the loop in it over {loop.Counter?.Name ?? "(no variable)"} cannot be unrolled: its number of iterations is not known", loop.Source),
        _ => new PipelineRefusal($"{statement.GetType().Name} has no form without branches", statement.Source),
    };
}
