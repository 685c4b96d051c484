using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Executes statements symbolically: values become nodes, what cannot be undone becomes an effect of a segment, ifs become choices.
/// </summary>
/// <param name="graph">Gets the nodes.</param>
/// <param name="covers">Also note what is executed.</param>
internal sealed class StatementExecutor(Graph graph, bool covers)
{
    private readonly ExpressionBuilder _expressions = new(graph);
    private readonly Dictionary<Node, LoadEffect> _loads = [];
    private readonly HashSet<(Segment, Node? Condition, SourceLocation, Node? Predicate)> _covered = [];

    /// <summary>
    /// Variables keep their value where this is 0: what follows a conditional jump in straight-line code. Null means that they are always
    /// set.
    /// </summary>
    public Node? Guard { get; set; }

    /// <summary>Executes a statement without jumps and loops.</summary>
    /// <param name="segment">Receives the effects.</param>
    /// <param name="path">What is known; changed.</param>
    /// <param name="statement">What is done.</param>
    /// <param name="predicate">Effects happen only when this is 1; null means always.</param>
    public void Execute(Segment segment, Path path, Statement statement, Node? predicate)
    {
        graph.At(statement.Source);
        try
        {
            Perform(segment, path, statement, predicate);
            if (statement is not IfStatement)
            {
                Cover(segment, null, statement.Source, predicate);
            }
        }
        catch (Exception e) when (CompilerDefectException.Note(e, statement.Source))
        {
            throw;
        }
    }

    /// <summary>Notes, where that is wanted, that a statement is executed and, with a condition, which way it goes.</summary>
    public void Cover(Segment segment, Node? condition, SourceLocation? source, Node? predicate)
    {
        condition = condition is { IsConstant: true } ? null : condition;
        bool never = predicate is { IsConstant: true } && predicate.Value == 0;
        predicate = predicate is { IsConstant: true } ? null : predicate;
        if (covers && !never && source is { Line: > 0 } && _covered.Add((segment, condition, source, predicate)))
        {
            segment.Effects.Add(new CoverEffect(condition, source) { Predicate = predicate });
        }
    }

    private void Perform(Segment segment, Path path, Statement statement, Node? predicate)
    {
        switch (statement)
        {
            case AssignStatement assign:
                Assign(segment, path, assign.Target, Evaluate(segment, path, assign.Value, predicate), assign.Source, predicate);
                break;
            case ArrayStoreStatement store:
                // The value is computed under its own wraps; a store keeps as many bits as an element has.
                var effect = new StoreEffect(
                    store.Array, Evaluate(segment, path, store.Index, predicate), Evaluate(segment, path, store.Value, predicate), store.Source) { Predicate = predicate };
                segment.Effects.Add(effect);
                path.Add(effect);
                break;
            case ReadRequest request:
                segment.Effects.Add(new RequestEffect(Evaluate(segment, path, request.Cell, predicate), null, request.Source) { Predicate = predicate });
                break;
            case ReadResponse response:
                var answer = graph.Response(response.Source);
                segment.Effects.Add(new ResponseEffect(answer) { Predicate = predicate });
                Assign(segment, path, response.Target, answer, response.Source, predicate);
                break;
            case MemoryReadStatement read:
                Execute(segment, path, new ReadRequest(read.Cell, read.Source), predicate);
                Execute(segment, path, new ReadResponse(read.Target, read.Source), predicate);
                break;
            case MemoryWriteStatement write:
                segment.Effects.Add(new RequestEffect(
                    Evaluate(segment, path, write.Cell, predicate), Evaluate(segment, path, write.Value, predicate), write.Source) { Predicate = predicate });
                break;
            case IfStatement choice:
                Choose(segment, path, choice, predicate);
                break;
            case StreamReadStatement read:
                List<Node> elements = [.. read.Stream.Fields.Select((_, field) => graph.Element(read.Stream, field, read.Source))];
                segment.Effects.Add(new StreamReadEffect(read.Stream, elements, read.Source) { Predicate = predicate });
                if (read.Stream.CarriesTokens)
                {
                    path.TakeToken();
                }

                foreach (var (target, element) in read.Targets.Zip(elements))
                {
                    Assign(segment, path, target, element, read.Source, predicate);
                }

                break;
            case StreamWriteStatement write:
                Write(segment, path, write, predicate);
                break;
            case StreamClearStatement clear:
                segment.Effects.Add(new StreamClearEffect(clear.Stream, clear.Source) { Predicate = predicate });
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} at {statement.Source} cannot stand in a block");
        }
    }

    private void Write(Segment segment, Path path, StreamWriteStatement write, Node? predicate)
    {
        List<Node> values = [];
        foreach (var (expression, field) in write.Values.Zip(write.Stream.Fields))
        {
            var value = Evaluate(segment, path, expression, predicate);
            string name = field.Name.Length == 0 ? write.Stream.Name : $"{write.Stream.Name}.{field.Name}";
            Promise(segment, value, (name, field.Type, field.Promise), write.Source, predicate);
            values.Add(Kept(value, field.Type, field.Promise));
        }

        segment.Effects.Add(new StreamWriteEffect(write.Stream, values, write.Source) { Predicate = predicate });
    }

    private void Assign(Segment segment, Path path, Variable target, Node value, SourceLocation? source, Node? predicate)
    {
        Promise(segment, value, (target.Name, target.Type, target.Promise), source, predicate);
        value.Name ??= target.Name;
        Set(path, target, Kept(value, target.Type, target.Promise));
    }

    private void Promise(
        Segment segment, Node value, (string Name, IrType Type, (long Minimum, long Maximum)? Promise) about, SourceLocation? source,
        Node? predicate)
    {
        if (about.Promise is { } promise)
        {
            Node least = graph.Constant(Graph.ToMathematical(promise.Minimum, about.Type)),
            most = graph.Constant(Graph.ToMathematical(promise.Maximum, about.Type));
            var holds = graph.And(graph.LessOrEqual(least, value), graph.LessOrEqual(value, most));
            if (!holds.IsConstant)
            {
                segment.Effects.Add(new AssertEffect(holds, $"{about.Name} is promised to lie in [{promise.Minimum}, {promise.Maximum}]",
                    source) { Predicate = predicate });
            }
        }
    }

    // The promise is trusted: the bits above it are not built.
    private Node Kept(Node value, IrType type, (long Minimum, long Maximum)? promise)
        => promise is { } kept
            ? graph.Wrap(value, new Interval(Graph.ToMathematical(kept.Minimum, type), Graph.ToMathematical(kept.Maximum, type)).Type)
            : value;

    private void Set(Path path, Variable target, Node value)
        => path.Set(target, Guard is null ? value : graph.Select(Guard, value, Value(path, target)));

    private void Choose(Segment segment, Path path, IfStatement choice, Node? predicate)
    {
        var condition = Evaluate(segment, path, choice.Condition, predicate);
        Cover(segment, condition, choice.Source, predicate);
        if (condition.IsConstant)
        {
            foreach (var statement in (condition.Value == 1 ? choice.Then : choice.Else).Statements)
            {
                Execute(segment, path, statement, predicate);
            }

            return;
        }

        var (then, otherwise) = (new Path(path), new Path(path));
        foreach (var statement in choice.Then.Statements)
        {
            Execute(segment, then, statement, Both(predicate, condition));
        }

        // The second branch sees the first one's stores as earlier ones: their predicates exclude each other.
        otherwise.Absorb(then);
        foreach (var statement in choice.Else.Statements)
        {
            Execute(segment, otherwise, statement, Both(predicate, graph.Not(condition)));
        }

        path.Absorb(otherwise);
        graph.At(choice.Source);
        foreach (var variable in then.Changes.Keys.Union(otherwise.Changes.Keys).ToList())
        {
            var merged = graph.Select(condition, Value(then, variable), Value(otherwise, variable));
            merged.Name ??= variable.Name;
            path.Set(variable, merged);
        }
    }

    /// <summary>A variable's value at this point.</summary>
    public Node Value(Path path, Variable variable) => path[variable] ?? graph.Variable(variable);

    private Node Both(Node? predicate, Node condition) => predicate is null ? condition : graph.And(predicate, condition);

    /// <summary>The value of an expression.</summary>
    public Node Evaluate(Segment segment, Path path, Expression expression, Node? predicate)
    {
        bool isInTurns = IrWalk.All(expression).Any(static e => e is ArrayLoadExpression { Array.IsUsedInTurns: true });
        return _expressions.Build(expression, variable => Value(path, variable), (load, index, choices) =>
            Load(segment, path, load, index, load.Array.IsUsedInTurns ? Chosen(predicate, choices) : predicate),
            isInTurns ? condition => Decided(predicate, condition) : null);
    }

    // What a condition is where a predicate holds, as far as what both are made of tells: what is loaded for the other branch would be one
    // more access.
    private static bool? Decided(Node? predicate, Node condition)
        => condition.IsConstant ? condition.Value == 1
            : predicate is null ? null
            : PortUse.Implies(predicate, condition) ? true
            : PortUse.AreExclusive(predicate, condition) ? false : null;

    // A load that no branch of a choice looks at does not happen, where that matters.
    private Node? Chosen(Node? predicate, IReadOnlyCollection<ExpressionBuilder.Choice> choices)
        => choices.Reverse().Aggregate(predicate, (all, c) => Both(all, c.IsWhenTrue ? c.Condition : graph.Not(c.Condition)));

    private Node Load(Segment segment, Path path, ArrayLoadExpression load, Node index, Node? predicate)
    {
        if (index.IsConstant && load.Array.Constants is { } constants && index.Value >= 0 && index.Value < constants.Count)
        {
            return graph.Constant(Graph.ToMathematical(constants[(int)index.Value], load.Array.ElementType));
        }

        var seen = path.StoresSeenBy(load.Array, index);
        if (seen is not null && seen.Store.Index == index && seen.Store.Predicate is null)
        {
            return seen.Store.Value;
        }

        if (path.KnownLoad(load.Array, seen?.Store, index) is { } known)
        {
            // Whoever made it did so under a condition of its own, which may be another one than that of this use.
            if (PortUse.Implies(predicate, _loads[known].Predicate))
            {
                return known;
            }

            if (!load.Array.IsUsedInTurns)
            {
                _loads[known].Predicate = null;
                return known;
            }

            // Where neither condition holds, another task may have the array.
            if (predicate is not null && segment.Effects.Contains(_loads[known]) && IsKnownBefore(predicate, known))
            {
                _loads[known].Predicate = graph.Or(_loads[known].Predicate!, predicate);
                return known;
            }
        }

        var node = graph.Load(load.Array, index, load.Source);
        node.Name = load.Array.Name;
        LoadEffect effect = new(node, seen?.Store) { Predicate = predicate };
        segment.Effects.Add(effect);
        _loads.Add(node, effect);
        path.AddLoad(load.Array, seen?.Store, index, node);
        return node;
    }

    // Computed from nothing that is read from the load on.
    private static bool IsKnownBefore(Node value, Node load)
    {
        Stack<Node> open = new([value]);
        HashSet<Node> seen = [];
        while (open.TryPop(out var node))
        {
            if (node.Kind is NodeKind.Load or NodeKind.Response or NodeKind.Element && node.Id >= load.Id)
            {
                return false;
            }

            foreach (var operand in node.Operands.Where(seen.Add))
            {
                open.Push(operand);
            }
        }

        return true;
    }
}
