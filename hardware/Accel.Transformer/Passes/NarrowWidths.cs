using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Gives variables and arrays the narrowest type that holds every value ever stored in them. A promised range is kept as it is: it
/// says the width already, and it has to be checked where it is stored.
/// </summary>
internal sealed class NarrowWidths : IPass
{
    private const int MaximumRounds = 6;

    /// <inheritdoc/>
    public string Name => "narrow-widths";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        var arrays = new Dictionary<ArrayVariable, Interval>();
        var streams = new Dictionary<StreamField, Interval>();
        Start(program, arrays);
        Dictionary<Function, Dictionary<Variable, Interval>> ranges = [];
        for (int round = 0; ; round++)
        {
            var before = new Dictionary<ArrayVariable, Interval>(arrays);
            var beforeOfStreams = new Dictionary<StreamField, Interval>(streams);
            foreach (var function in program.Functions)
            {
                ranges[function] = IntervalAnalysis.Run(function, arrays, streams);
            }

            var grown = Grown(arrays, before);
            var grownStreams = Grown(streams, beforeOfStreams);
            if (grown.Count + grownStreams.Count == 0)
            {
                break;
            }

            if (round >= MaximumRounds)
            {
                grown.ForEach(a => arrays[a] = Graph.RangeOf(a));
            }

            // Later: what passes through a stream is often within what is promised of an array.
            if (round >= 2 * MaximumRounds)
            {
                grownStreams.ForEach(field => streams[field] = field.Range);
            }
        }

        foreach (var function in program.Functions)
        {
            Apply(program, function, ranges[function], arrays);
            Apply(function, streams);
        }
    }

    private static List<T> Grown<T>(Dictionary<T, Interval> now, Dictionary<T, Interval> before)
        where T : notnull
        => [.. now.Where(p => !before.TryGetValue(p.Key, out var range) || range != p.Value).Select(p => p.Key)];

    // What is written is converted to what the stream keeps of it; whoever reads has room for more.
    private static void Apply(Function function, Dictionary<StreamField, Interval> streams)
    {
        foreach (var field in function.Streams.SelectMany(s => s.Fields).Where(f => f.Promise is null))
        {
            // What nobody writes is never read: for whoever would read it, the analysis has taken 0.
            if (TypeOf(streams.GetValueOrDefault(field, Interval.Of(0))) is var type && type.WidthBits < field.Type.WidthBits)
            {
                field.Type = type;
            }
        }

        function.Rewrite(new StreamNarrower().Rewrite);
    }

    private sealed class StreamNarrower : IrRewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is StreamWriteStatement write)
            {
                to.Add(new StreamWriteStatement(
                    write.Stream, [.. write.Values.Zip(write.Stream.Fields, static (value, field) => IrBuild.Convert(field.Type, value))],
                    write.Source));
            }
            else
            {
                base.Rewrite(statement, to);
            }
        }
    }

    private static void Start(KernelProgram program, Dictionary<ArrayVariable, Interval> arrays)
    {
        foreach (var array in program.Arrays.Where(a => a.IsPersistent))
        {
            arrays[array] = (array.Initial ?? [0]).Select(v => Interval.Of(Graph.ToMathematical(v, array.ElementType)))
                .Aggregate(static (a, b) => a.Union(b));
        }
    }

    private static void Apply(KernelProgram program, Function function, Dictionary<Variable, Interval> ranges, Dictionary<ArrayVariable, Interval> arrays)
    {
        var cells = IrWalk.All(function.Body).OfType<MemoryReadStatement>().Select(r => r.Target).ToHashSet();
        var narrower = new Narrower();
        foreach (var variable in function.Variables.Where(v => v.Promise is null && !cells.Contains(v)))
        {
            if (ranges.TryGetValue(variable, out var range) && TypeOf(range) is var type && type.WidthBits < variable.Type.WidthBits)
            {
                narrower.Old[variable] = variable.Type;
                variable.Type = type;
            }
        }

        // Arrays of the class are shared by the entry points: they are retyped when the first one is.
        foreach (var array in function.Arrays.Concat(program.EntryPoints.Count == 1 ? program.Arrays : []).Where(a => a.Promise is null && a.Constants is null))
        {
            if (arrays.TryGetValue(array, out var range) && TypeOf(range) is var type && type.WidthBits < array.ElementType.WidthBits)
            {
                narrower.OldElements[array] = array.ElementType;
                array.ElementType = type;
            }
        }

        function.Rewrite(narrower.Rewrite);
    }

    private static IrType TypeOf(Interval range) => new(Math.Min(64, range.WidthBits), range.IsSigned);

    private sealed class Narrower : IrRewriter
    {
        public Dictionary<Variable, IrType> Old { get; } = [];

        public Dictionary<ArrayVariable, IrType> OldElements { get; } = [];

        public override Expression Rewrite(Expression expression) => expression switch
        {
            VariableExpression use when Old.TryGetValue(use.Variable, out var type) => IrBuild.Convert(type, new VariableExpression(use.Variable, use.Source)),
            _ => base.Rewrite(expression),
        };

        protected override Expression Load(ArrayLoadExpression load, Expression index)
            => OldElements.TryGetValue(load.Array, out var type)
                ? IrBuild.Convert(type, new ArrayLoadExpression(load.Array, index, load.Source))
                : base.Load(load, index);

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            switch (statement)
            {
                case AssignStatement assign when Old.ContainsKey(assign.Target):
                    to.Add(new AssignStatement(assign.Target, IrBuild.Convert(assign.Target.Type, Rewrite(assign.Value)), assign.Source));
                    break;
                case ArrayStoreStatement store when OldElements.ContainsKey(store.Array):
                    to.Add(new ArrayStoreStatement(store.Array, Rewrite(store.Index), IrBuild.Convert(store.Array.ElementType, Rewrite(store.Value)), store.Source));
                    break;
                default:
                    base.Rewrite(statement, to);
                    break;
            }
        }
    }
}
