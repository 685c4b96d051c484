using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Tuples: made, taken apart, compared.</content>
internal sealed partial class FunctionTranslator
{
    // (a, b) = (b, a): targets from left to right, then values, then the stores.
    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        List<IOperation> targets = [.. Parts(deconstruction.Target)];
        int start = Mark();
        List<Place> places = [.. targets.Select(EvaluatePlace)];
        Value value = Evaluate(deconstruction.Value);
        List<Value> values = [.. Parts(deconstruction.Target, value, deconstruction).Zip(targets, (part, target) => ConvertTo(part, target.Type))];
        for (int index = 0; index < places.Count; index++)
        {
            int mark = Mark();
            Store(At(start, places[index]), values[index]);
            for (int later = index + 1; later < values.Count; later++)
            {
                values[later] = At(mark, values[later]);
            }
        }

        return value;
    }

    // (a, (b, c)) = ...: what is set, from left to right.
    private static IEnumerable<IOperation> Parts(IOperation target) => target switch
    {
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => Parts(declared),
        ITupleOperation tuple => tuple.Elements.SelectMany(Parts),
        _ => [target],
    };

    private static IEnumerable<Value> Parts(IOperation target, Value value, IOperation deconstruction) => target switch
    {
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => Parts(declared, value, deconstruction),
        ITupleOperation targets when value is StructValue { Type.IsTupleType: true } tuple => targets.Elements
            .Zip(tuple.Type.TupleElements)
            .SelectMany(pair => Parts(pair.First, tuple.Fields[TypeFacts.Key(pair.Second)], deconstruction)),
        ITupleOperation => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, deconstruction, Describe(deconstruction)),
        _ => [value],
    };

    // (a, b) == (c, d): all elements are computed, then compared as pairs.
    private ScalarValue EvaluateTupleComparison(ITupleBinaryOperation binary)
    {
        List<Value> sides = EvaluateInOrder([Own(binary.LeftOperand), Own(binary.RightOperand)]);
        Expression equal = AreEqual(sides[0], sides[1], binary);
        return new ScalarValue(binary.OperatorKind == BinaryOperatorKind.Equals ? equal : IrBuild.Not(equal));

        // A tuple is promoted as a whole, which is done for each pair here.
        static IOperation Own(IOperation side) => side is IConversionOperation { IsImplicit: true, Operand: { Type.IsTupleType: true } tuple } ? tuple : side;
    }

    private static Expression AreEqual(Value left, Value right, IOperation operation)
    {
        if (left is ScalarValue { Expression: var a } && right is ScalarValue { Expression: var b })
        {
            // C# promotes both to a type that holds all values of either; among integers of 64 bits that is this one.
            IrType common = a.Type == b.Type ? a.Type : new IrType(64, !(a.Type is { WidthBits: 64, IsSigned: false } || b.Type is { WidthBits: 64, IsSigned: false }));
            return IrBuild.Binary(BinaryOperator.Equal, IrBuild.Convert(common, a), IrBuild.Convert(common, b));
        }

        return left is StructValue { Type.IsTupleType: true } first && right is StructValue { Type.IsTupleType: true } second
            ? first.Type.TupleElements.Zip(second.Type.TupleElements).Aggregate(
                (Expression)IrBuild.Constant(true),
                (all, pair) => IrBuild.And(all, AreEqual(first.Fields[TypeFacts.Key(pair.First)], second.Fields[TypeFacts.Key(pair.Second)], operation)))
            : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));
    }

    private static Value ConvertTo(Value value, ITypeSymbol? type) =>
        value is ScalarValue scalar && KnownTypes.Scalar(type) is { } target ? new ScalarValue(IrBuild.Convert(target, scalar.Expression)) : value;

    private StructValue EvaluateTuple(ITupleOperation tuple)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)tuple.Type!;
        List<Value> values = EvaluateInOrder(tuple.Elements);
        Dictionary<ISymbol, Value> fields = new(SymbolEqualityComparer.Default);
        foreach ((IFieldSymbol element, Value value) in type.TupleElements.Zip(values))
        {
            fields.Add(TypeFacts.Key(element), value);
        }

        return new StructValue(type, fields);
    }
}
