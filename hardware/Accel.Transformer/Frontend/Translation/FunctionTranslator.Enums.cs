using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Enums: whether a number is one of the members.</content>
internal sealed partial class FunctionTranslator
{
    // Members that follow one another are one range: two comparisons.
    private ScalarValue IsDefined(IInvocationOperation invocation)
    {
        Expression value = Operand(EvaluateScalar(invocation.Arguments[0].Value));
        Expression isDefined = IrBuild.Constant(IrType.Bool, 0);
        foreach ((long first, long last) in Ranges(invocation.Arguments[0].Value.Type!, value.Type.IsSigned))
        {
            Expression from = IrBuild.Constant(value.Type, first), to = IrBuild.Constant(value.Type, last);
            Expression isInside = first == last ? IrBuild.Binary(BinaryOperator.Equal, value, from)
                : IrBuild.Binary(
                    BinaryOperator.And,
                    IrBuild.Binary(BinaryOperator.LessOrEqual, from, value),
                    IrBuild.Binary(BinaryOperator.LessOrEqual, value, to));
            isDefined = isDefined is ConstantExpression ? isInside : IrBuild.Binary(BinaryOperator.Or, isDefined, isInside);
        }

        return new ScalarValue(isDefined);
    }

    private static List<(long First, long Last)> Ranges(ITypeSymbol type, bool isSigned)
    {
        List<(long First, long Last)> ranges = [];
        IEnumerable<long> members = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field.HasConstantValue)
            .Select(static field => KnownTypes.Bits(field.ConstantValue)!.Value);
        foreach (long member in isSigned ? members.Distinct().Order() : members.Distinct().OrderBy(static bits => (ulong)bits))
        {
            if (ranges is [.., var last] && last.Last + 1 == member)
            {
                ranges[^1] = (last.First, member);
            }
            else
            {
                ranges.Add((member, member));
            }
        }

        return ranges;
    }
}
