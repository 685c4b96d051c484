namespace Accel.Transformer.Scheduling;

/// <summary>Makes the regions of an entry point: from each root block, everything up to the next roots, executed symbolically.</summary>
internal sealed class RegionBuilder
{
    private readonly Region _region;
    private readonly StatementExecutor _executor;

    private RegionBuilder(FlowBlock entry, int index, bool covers)
    {
        _region = new Region(entry, index) { Graph = new Graph() };
        _executor = new StatementExecutor(_region.Graph, covers);
    }

    private Graph Graph => _region.Graph;

    /// <summary>The region that starts at a root.</summary>
    /// <param name="entry">The root.</param>
    /// <param name="index">The region's number.</param>
    /// <param name="covers">Also note what is executed.</param>
    public static Region Build(FlowBlock entry, int index, bool covers)
    {
        var builder = new RegionBuilder(entry, index, covers);
        var root = builder.MakeSegment(null, true);
        if (entry.Pipeline is null)
        {
            builder.Follow(root, entry, new Path(null));
        }
        else
        {
            (builder._region.Pipeline, root.Source) = (entry.Pipeline, entry.Source);
            Leave(root, new Path(null), entry.Next);
        }

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
                _executor.Execute(segment, path, statement, null);
            }

            var next = block.Next;
            if (block.Condition is not null)
            {
                Graph.At(block.Source);
                var decision = _executor.Evaluate(segment, path, block.Condition, null);
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
        _executor.Cover(segment, decision, block.Source, null);
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
}
