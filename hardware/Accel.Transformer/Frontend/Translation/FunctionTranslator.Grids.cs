using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Arrays of several dimensions: one array, row by row, as .NET has them in memory.</content>
internal sealed partial class FunctionTranslator
{
    private ReferenceValue NewGrid(IArrayTypeSymbol type, IArrayCreationOperation creation)
    {
        if (IsList(type.ElementType, creation))
        {
            throw new Refusal(DiagnosticDescriptors.ArrayRank, creation, type.ToDisplayString());
        }

        int[] dimensions = [.. creation.DimensionSizes.Select(ConstantLength)];
        ArrayPlace place = (ArrayPlace)Allocate(
            creation, () => NewArrayPlace(type.ElementType, ElementsOf(dimensions), creation, dimensions));
        if (creation.Initializer is { } rows)
        {
            Fill(place, [.. Leaves(rows)]);
        }
        else
        {
            Clear(place);
        }

        return new ReferenceValue(place);
    }

    /// <summary>The elements of an array of these dimensions; of too many to be counted so many that they are refused.</summary>
    public static int ElementsOf(IReadOnlyList<int> dimensions)
        => (int)dimensions.Aggregate(1L, static (product, size) => Math.Min(product * size, int.MaxValue));

    // The numbers of { { 1, 2 }, { 3, 4 } }, row by row.
    private static IEnumerable<IOperation> Leaves(IArrayInitializerOperation rows)
        => rows.ElementValues.SelectMany(static value => value is IArrayInitializerOperation inner ? Leaves(inner) : [value]);

    // a[i, j]
    private Place ElementOfGrid(IOperation element, IOperation reference, IReadOnlyList<IOperation> indices)
    {
        Place grid = Target(EvaluatePlace(reference), element);
        List<Value> positions = While(grid, () => EvaluateInOrder(indices));
        List<Expression> steps = [.. positions.Select(position => IrBuild.Convert(IrType.Int32, Plain(position, element)))];
        return Part(grid, part =>
        {
            if (part is not ArrayPlace { Dimensions: { } sizes } known || sizes.Count != steps.Count)
            {
                throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, element, Describe(element));
            }

            Expression index = steps.Zip(sizes).Aggregate(_zero, static (row, next) => Offset(Scaled(row, next.Second), next.First));
            bool isShared = (grid is ChoicePlace || known.Layout.Fields is not null) && index is not ConstantExpression;
            return At(known, isShared ? Keep(index, "index") : index);
        });
    }

    private static Expression Scaled(Expression row, int size) => row is ConstantExpression { Value: 0 } ? row
        : IrBuild.Binary(BinaryOperator.Multiply, row, IrBuild.Constant(IrType.Int32, size));

    // GetLength(k), GetUpperBound(k), GetLowerBound(k) of an array of any rank.
    private ScalarValue BoundOf(IInvocationOperation invocation)
    {
        IOperation instance = Unwrapped(invocation.Instance!);
        Place array = Target(EvaluatePlace(instance), invocation);
        int rank = TypeArguments.Of(instance.Type!) is IArrayTypeSymbol { Rank: var known } ? known : 1;
        if (EvaluateScalar(invocation.Arguments[0].Value) is not ConstantExpression { Value: var dimension }
            || dimension < 0 || dimension >= rank)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        }

        Expression size = SizeOf(array, (int)dimension, invocation);
        return new ScalarValue(invocation.TargetMethod.Name switch
        {
            "GetLowerBound" => _zero,
            "GetUpperBound" => IrBuild.Binary(BinaryOperator.Subtract, size, IrBuild.Constant(IrType.Int32, 1)),
            _ => size,
        });
    }

    private static Expression SizeOf(Place array, int dimension, IOperation operation) => array switch
    {
        ArrayPlace { Dimensions: { } sizes } => IrBuild.Constant(IrType.Int32, sizes[dimension]),
        ChoicePlace choice when SizeOf(choice.WhenTrue, dimension, operation) is var first
            && SizeOf(choice.WhenFalse, dimension, operation) is var second =>
            first == second ? first : IrBuild.Select(choice.Condition, first, second),
        _ => Length(array, operation),
    };
}
