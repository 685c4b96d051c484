using Accel.Transformer.Ir;
using Accel.Transformer.Passes;

namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>What the variables of a function's pipelined loops can hold when an iteration starts; found when somebody asks.</summary>
/// <param name="function">The function.</param>
internal sealed class LoopRanges(Function function)
{
    private Dictionary<LoopStatement, Dictionary<Variable, Interval>>? _found;

    /// <summary>What a variable can hold when an iteration of a loop starts: at most what its type and its promise leave.</summary>
    public Interval this[LoopStatement loop, Variable variable]
    {
        get
        {
            _found ??= Find();
            var declared = Graph.RangeOf(variable);
            return _found.TryGetValue(loop, out var ranges) && ranges.TryGetValue(variable, out var range)
                ? range.Intersect(declared) ?? declared : declared;
        }
    }

    private Dictionary<LoopStatement, Dictionary<Variable, Interval>> Find()
    {
        var statements = IrWalk.All(function.Body).ToList();
        Dictionary<Statement, LoopStatement> starts = [];
        foreach (var loop in statements.OfType<LoopStatement>()
            .Where(l => l is { InitiationInterval: not null, Body.Statements.Count: > 0 }))
        {
            starts[loop.Body.Statements[0]] = loop;
        }

        var variables = starts.Values.Distinct().ToDictionary(static l => l, VariablesOf);
        Dictionary<LoopStatement, Dictionary<Variable, Interval>> found = [];
        _ = IntervalAnalysis.Run(function, Elements(statements), Fields(statements), (statement, rangeOf) =>
        {
            if (!starts.TryGetValue(statement, out var loop))
            {
                return;
            }

            if (!found.TryGetValue(loop, out var ranges))
            {
                found[loop] = ranges = [];
            }

            foreach (var variable in variables[loop])
            {
                var now = rangeOf(new VariableExpression(variable));
                ranges[variable] = ranges.TryGetValue(variable, out var before) ? before.Union(now) : now;
            }
        });
        return found;
    }

    private static List<Variable> VariablesOf(LoopStatement loop)
        => [.. IrWalk.All(loop).SelectMany(IrWalk.Expressions).Concat(loop.Holds).SelectMany(IrWalk.Variables).Distinct()];

    // What other entry points store is not looked for: elements and fields hold whatever they can.
    private static Dictionary<ArrayVariable, Interval> Elements(List<Statement> statements)
        => statements.SelectMany(IrWalk.Expressions).SelectMany(IrWalk.All).OfType<ArrayLoadExpression>().Select(static l => l.Array)
            .Distinct()
            .ToDictionary(static a => a, static a => Graph.RangeOf(a));

    private static Dictionary<StreamField, Interval> Fields(List<Statement> statements)
        => statements.OfType<StreamReadStatement>().SelectMany(static r => r.Stream.Fields).Distinct()
            .ToDictionary(static f => f, static f => f.Range);
}
