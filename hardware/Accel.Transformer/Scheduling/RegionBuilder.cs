using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Makes the regions of an entry point: from each root block, everything up to the next roots, executed symbolically.</summary>
internal sealed class RegionBuilder
{
    private readonly Region _region;
    private readonly ExpressionBuilder _expressions;

    private RegionBuilder(FlowBlock entry, int index, bool isAdditionOnly)
    {
        _region = new Region(entry, index) { Graph = new Graph(isAdditionOnly) };
        _expressions = new ExpressionBuilder(_region.Graph);
    }

    private Graph Graph => _region.Graph;

    /// <summary>The region that starts at a root.</summary>
    public static Region Build(FlowBlock entry, int index, bool isAdditionOnly)
    {
        var builder = new RegionBuilder(entry, index, isAdditionOnly);
        builder.Follow(builder.MakeSegment(null, true), entry, new Path(null));
        return builder._region;
    }

    private Segment MakeSegment(Segment? parent, bool isWhenTrue)
    {
        var segment = new Segment(_region, parent, isWhenTrue) { Index = _region.Segments.Count };
        _region.Segments.Add(segment);
        return segment;
    }

    private void Follow(Segment segment, FlowBlock block, Path path)
    {
        while (true)
        {
            segment.Source ??= block.Statements.FirstOrDefault()?.Source ?? block.Source;
            foreach (var statement in block.Statements)
            {
                Execute(segment, path, statement, null);
            }

            var next = block.Next;
            if (block.Condition is not null)
            {
                Graph.At(block.Source);
                var decision = Evaluate(segment, path, block.Condition, null);
                if (!decision.IsConstant)
                {
                    Decide(segment, path, block, decision);
                    return;
                }

                next = decision.Value == 1 ? block.Next : block.Otherwise;
            }

            if (next is null || next.IsRoot)
            {
                Leave(segment, path, next);
                return;
            }

            block = next;
        }
    }

    private void Decide(Segment segment, Path path, FlowBlock block, Node decision)
    {
        segment.Decision = decision;
        segment.WhenTrue = Child(true, block.Next);
        segment.WhenFalse = Child(false, block.Otherwise);

        Segment Child(bool isWhenTrue, FlowBlock? target)
        {
            var child = MakeSegment(segment, isWhenTrue);
            child.Source = block.Source;
            var fork = new Path(path);
            if (target is null || target.IsRoot)
            {
                Leave(child, fork, target);
            }
            else
            {
                Follow(child, target, fork);
            }

            return child;
        }
    }

    private static void Leave(Segment segment, Path path, FlowBlock? target)
    {
        segment.Exit = new RegionExit(segment, target);
        if (target is null)
        {
            return;
        }

        foreach (var variable in target.LiveIn.OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            if (path[variable] is { } value && !(value.Kind == NodeKind.Variable && value.Variable == variable))
            {
                segment.Exit.Writes.Add((variable, value));
            }
        }
    }

    private void Execute(Segment segment, Path path, Statement statement, Node? predicate)
    {
        Graph.At(statement.Source);
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
                var answer = Graph.Response(response.Source);
                segment.Effects.Add(new ResponseEffect(answer) { Predicate = predicate });
                Assign(segment, path, response.Target, answer, response.Source, predicate);
                break;
            case MemoryWriteStatement write:
                segment.Effects.Add(new RequestEffect(
                    Evaluate(segment, path, write.Cell, predicate), Evaluate(segment, path, write.Value, predicate), write.Source) { Predicate = predicate });
                break;
            case IfStatement choice:
                Choose(segment, path, choice, predicate);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} at {statement.Source} cannot stand in a block");
        }
    }

    private void Assign(Segment segment, Path path, Variable target, Node value, SourceLocation? source, Node? predicate)
    {
        if (target.Promise is { } promise)
        {
            Node least = Graph.Constant(Graph.ToMathematical(promise.Minimum, target.Type)), most = Graph.Constant(Graph.ToMathematical(promise.Maximum, target.Type));
            var holds = Graph.And(Graph.LessOrEqual(least, value), Graph.LessOrEqual(value, most));
            if (!holds.IsConstant)
            {
                segment.Effects.Add(new AssertEffect(holds, $"{target.Name} is promised to lie in [{promise.Minimum}, {promise.Maximum}]", source) { Predicate = predicate });
            }
        }

        // Without the promise's range a value keeps its own; the register's width is what the promise narrows.
        value.Name ??= target.Name;
        path.Set(target, value);
    }

    private void Choose(Segment segment, Path path, IfStatement choice, Node? predicate)
    {
        var condition = Evaluate(segment, path, choice.Condition, predicate);
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
            Execute(segment, otherwise, statement, Both(predicate, Graph.Not(condition)));
        }

        path.Absorb(otherwise);
        Graph.At(choice.Source);
        foreach (var variable in then.Changes.Keys.Union(otherwise.Changes.Keys).ToList())
        {
            var merged = Graph.Select(condition, Value(then, variable), Value(otherwise, variable));
            merged.Name ??= variable.Name;
            path.Set(variable, merged);
        }
    }

    private Node Value(Path path, Variable variable) => path[variable] ?? Graph.Variable(variable);

    private Node Both(Node? predicate, Node condition) => predicate is null ? condition : Graph.And(predicate, condition);

    private Node Evaluate(Segment segment, Path path, Expression expression, Node? predicate)
        => _expressions.Build(expression, variable => Value(path, variable), (load, index) => Load(segment, path, load, index, predicate));

    private Node Load(Segment segment, Path path, ArrayLoadExpression load, Node index, Node? predicate)
    {
        if (index.IsConstant && load.Array.Constants is { } constants && index.Value >= 0 && index.Value < constants.Count)
        {
            return Graph.Constant(Graph.ToMathematical(constants[(int)index.Value], load.Array.ElementType));
        }

        var seen = path.StoresSeenBy(load.Array, index);
        if (seen is not null && seen.Store.Index == index && seen.Store.Predicate is null)
        {
            return seen.Store.Value;
        }

        if (path.KnownLoad(load.Array, seen?.Store, index) is { } known)
        {
            return known;
        }

        var node = Graph.Load(load.Array, index, load.Source);
        node.Name = load.Array.Name;
        segment.Effects.Add(new LoadEffect(node, seen?.Store) { Predicate = predicate });
        path.AddLoad(load.Array, seen?.Store, index, node);
        return node;
    }
}
