using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Finds pairs of arrays that are handed from one task to another and always stand beside each other: wherever one of them is
/// loaded or stored, a condition chooses between it and the other.</summary>
internal sealed class ArrayTwins
{
    private readonly KernelProgram _program;
    private readonly List<List<ArrayPair>> _groups = [];
    private readonly Dictionary<ArrayVariable, ArrayVariable> _twins = [];
    private readonly HashSet<ArrayVariable> _others = [];

    private ArrayTwins(KernelProgram program) => _program = program;

    /// <summary>The pairs of a program, each array with its twin and the other way round.</summary>
    /// <param name="program">The program.</param>
    /// <param name="needsPorts">An array is better off with two ports of its own than beside its twin, whose user takes one of
    /// them.</param>
    public static IReadOnlyDictionary<ArrayVariable, ArrayVariable> Of(KernelProgram program, Func<ArrayVariable, bool> needsPorts)
    {
        ArrayTwins twins = new(program);
        foreach (var function in program.Functions)
        {
            twins.Look(function.Body);
        }

        twins.Pair();
        twins._others.UnionWith(twins._twins.Keys.Where(needsPorts));
        twins.Exclude();
        return twins._twins;
    }

    private void Look(Block body)
    {
        HashSet<Statement> chosen = [];
        foreach (var statement in IrWalk.All(body))
        {
            if (chosen.Contains(statement))
            {
                continue;
            }

            if (statement is IfStatement choice && TwinExpressions.Of(choice) is { } pairs)
            {
                Add(pairs, Uses(choice.Then), Uses(choice.Else));
                chosen.UnionWith([.. choice.Then.Statements, .. choice.Else.Statements]);
            }

            _others.UnionWith(statement switch
            {
                ArrayStoreStatement store => [store.Array],
                ArrayClearStatement clear => [clear.Array],
                _ => [],
            });
            foreach (var expression in IrWalk.Expressions(statement))
            {
                Look(expression);
            }
        }
    }

    private void Look(Expression expression)
    {
        if (expression is SelectExpression choice && TwinExpressions.Of(choice) is { } pairs)
        {
            Add(pairs, Uses(choice.WhenTrue), Uses(choice.WhenFalse));
            Look(choice.Condition);
            return;
        }

        if (expression is ArrayLoadExpression load)
        {
            _others.Add(load.Array);
        }

        foreach (var part in IrWalk.Parts(expression))
        {
            Look(part);
        }
    }

    // What the branches use alike has no twin there.
    private void Add(List<ArrayPair> pairs, IEnumerable<ArrayVariable> whenTrue, IEnumerable<ArrayVariable> whenFalse)
    {
        _groups.Add(pairs);
        _others.UnionWith(whenTrue.CountBy(static a => a).Where(uses => pairs.Count(p => p.WhenTrue == uses.Key) != uses.Value)
            .Select(static uses => uses.Key));
        _others.UnionWith(whenFalse.CountBy(static a => a).Where(uses => pairs.Count(p => p.WhenFalse == uses.Key) != uses.Value)
            .Select(static uses => uses.Key));
    }

    private static IEnumerable<ArrayVariable> Uses(Block block) =>
        block.Statements.SelectMany(static s => IrWalk.Expressions(s).SelectMany(Uses))
        .Concat(block.Statements.OfType<ArrayStoreStatement>().Select(static s => s.Array));

    private static IEnumerable<ArrayVariable> Uses(Expression expression)
        => IrWalk.All(expression).OfType<ArrayLoadExpression>().Select(static l => l.Array);

    private void Pair()
    {
        foreach (var (one, other) in _groups.SelectMany(static g => g))
        {
            if (_twins.GetValueOrDefault(one, other) != other || _twins.GetValueOrDefault(other, one) != one || !AreAlike(one, other))
            {
                _others.UnionWith([one, other]);
            }

            _twins.TryAdd(one, other);
            _twins.TryAdd(other, one);
        }

        HandedArrays handed = new(_program);
        _others.UnionWith(_twins.Where(pair => !handed.GoFromTaskToTask(pair.Key, pair.Value)).Select(static pair => pair.Key));
    }

    // A choice goes away as a whole or stays.
    private void Exclude()
    {
        int before;
        do
        {
            before = _others.Count;
            _others.UnionWith(_twins.Where(pair => _others.Contains(pair.Value)).Select(static pair => pair.Key));
            foreach (var group in _groups.Where(g => g.Exists(p => _others.Contains(p.WhenTrue) || _others.Contains(p.WhenFalse))))
            {
                _others.UnionWith(group.SelectMany(static p => new[] { p.WhenTrue, p.WhenFalse }));
            }
        }
        while (_others.Count > before);

        foreach (var array in _others)
        {
            _twins.Remove(array);
        }
    }

    private bool AreAlike(ArrayVariable one, ArrayVariable other)
        => one.ElementType == other.ElementType && one.Length == other.Length && one.Banks == other.Banks && one.Length % one.Banks == 0
            && one.Kind == other.Kind && one.Kind != Hast.MemoryKind.Registers && one.HasOutputRegister == other.HasOutputRegister
            && one.Promise == other.Promise && one.IsPersistent == other.IsPersistent
            && one is { Constants: null, Initial: null } && other is { Constants: null, Initial: null }
            && one.HandedBy is { } streams && other.HandedBy is { } others && streams.SequenceEqual(others)
            && (_program.Arrays.Contains(one) ? _program.Arrays : _program.Functions.First(f => f.Arrays.Contains(one)).Arrays)
                .Contains(other);
}
