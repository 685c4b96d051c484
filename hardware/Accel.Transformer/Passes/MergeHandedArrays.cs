using System.Numerics;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Makes one array of two that a task hands to another: where each access says <c>odd ? b[i] : a[i]</c>, the condition becomes the highest
/// bit of the index. So there is one memory with one port to write and one to read, without a choice behind it, and block RAM that one of
/// them fills by half holds both. Not where a pipelined loop has more accesses of one of them than a port takes and each could have two
/// ports.
/// </summary>
internal sealed class MergeHandedArrays : IPass
{
    /// <inheritdoc/>
    public string Name => "merge-handed-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        bool hasTwoPorts = DelayTable.Of(context.Options.Family).Blocks.HasDualPorts;
        var twins = ArrayTwins.Of(program, array => hasTwoPorts && ArrayShape.StyleOf(array) == MemoryStyle.Block
            && PortDemand.IsOverOnePort(program, array));
        if (twins.Count == 0)
        {
            return;
        }

        Dictionary<ArrayVariable, (ArrayVariable Array, int First)> merged = [];
        Merge(program.Arrays, twins, merged);
        foreach (var function in program.Functions)
        {
            Merge(function.Arrays, twins, merged);
            function.Rewrite(body => new Merger(function, merged).Rewrite(body));
        }
    }

    private static void Merge(List<ArrayVariable> arrays, IReadOnlyDictionary<ArrayVariable, ArrayVariable> twins,
        Dictionary<ArrayVariable, (ArrayVariable Array, int First)> merged)
    {
        foreach (var one in arrays.ToList())
        {
            if (!twins.TryGetValue(one, out var other) || merged.ContainsKey(one))
            {
                continue;
            }

            int half = (int)BitOperations.RoundUpToPowerOf2((uint)one.Length);
            var both = one.Copy();
            both.Name = NameOf(one.Name, other.Name);
            both.Length = half + one.Length;
            both.IsUsedInTurns = false;
            arrays[arrays.IndexOf(one)] = both;
            arrays.Remove(other);
            merged[one] = (both, 0);
            merged[other] = (both, half);
        }
    }

    // `weights.Even_Odd.Low` of `weights.Even.Low` and `weights.Odd.Low`.
    private static string NameOf(string one, string other)
    {
        string[] parts = one.Split('.'), others = other.Split('.');
        return parts.Length != others.Length ? $"{one}_{other}"
            : string.Join('.', parts.Zip(others, static (a, b) => a == b ? a : $"{a}_{b}"));
    }

    private sealed class Merger(Function function, Dictionary<ArrayVariable, (ArrayVariable Array, int First)> merged) : HoistingRewriter
    {
        // Of the choice that is being rewritten: where the array of its first branch begins when that is taken, and when not.
        private Expression? _choice;

        public override Expression Rewrite(Expression expression)
            => _choice is null && expression is SelectExpression select && TwinExpressions.Of(select) is { } pairs && IsMerged(pairs)
                ? Chosen(Rewrite(select.Condition), () => Rewrite(select.WhenTrue))
                : base.Rewrite(expression);

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is IfStatement choice && TwinExpressions.Of(choice) is { } pairs && IsMerged(pairs))
            {
                var condition = Hoisted(() => Held(Rewrite(choice.Condition)), to);
                foreach (var inner in choice.Then.Statements)
                {
                    Chosen(condition, () =>
                    {
                        base.Rewrite(inner, to);
                        return condition;
                    });
                }
            }
            else
            {
                base.Rewrite(statement, to);
            }
        }

        protected override void Simple(Statement statement, List<Statement> to)
        {
            if (statement is ArrayStoreStatement store && merged.TryGetValue(store.Array, out var both))
            {
                var value = Rewrite(store.Value);
                to.Add(new ArrayStoreStatement(both.Array, Index(store.Array, Rewrite(store.Index)), value, store.Source));
            }
            else
            {
                base.Simple(statement, to);
            }
        }

        protected override Expression Load(ArrayLoadExpression load, Expression index)
            => merged.TryGetValue(load.Array, out var both)
                ? new ArrayLoadExpression(both.Array, Index(load.Array, index), load.Source) : base.Load(load, index);

        private Expression Chosen(Expression condition, Func<Expression> rewrite)
        {
            _choice = Held(condition);
            var result = rewrite();
            _choice = null;
            return result;
        }

        private Expression Held(Expression condition) => Hold(function, condition, "choice");

        // The array's own place where the condition is true, its twin's otherwise.
        private Expression Index(ArrayVariable array, Expression index)
        {
            var (both, first) = merged[array];
            int half = both.Length - array.Length;
            var place = index.Type.WidthBits < IrType.Int32.WidthBits ? IrBuild.Convert(IrType.Int32, index) : index;
            return IrBuild.Binary(BinaryOperator.Or, place, IrBuild.Select(
                _choice!, IrBuild.Constant(place.Type, first), IrBuild.Constant(place.Type, first == 0 ? half : 0)));
        }

        private bool IsMerged(List<ArrayPair> pairs) => pairs.TrueForAll(p => merged.ContainsKey(p.WhenTrue));
    }
}
