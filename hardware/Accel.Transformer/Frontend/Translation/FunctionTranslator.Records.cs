using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>What C# makes for records: comparison by value, Deconstruct, with.</content>
internal sealed partial class FunctionTranslator
{
    // ==, != and Equals of a record, made by C#: field by field, as EqualityComparer<T>.Default compares each; null for any other method.
    private ScalarValue? EvaluateRecordComparison(IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation operation)
    {
        if (!HasNoText(method) || method.ContainingType is not { IsRecord: true } record
            || method.Name is not ("op_Equality" or "op_Inequality" or "Equals")
            || operands.Any(operand => !SymbolEqualityComparer.Default.Equals(
                TypeArguments.Of(Unwrapped(operand).Type!), TypeArguments.Of(record))))
        {
            return null;
        }

        List<Value> sides = EvaluateInOrder(operands.Select(Unwrapped));
        Expression equal = HaveEqualValues(sides[0], sides[1], operation);
        return new ScalarValue(method.Name == "op_Inequality" ? IrBuild.Not(equal) : equal);
    }

    private Expression HaveEqualValues(Value left, Value right, IOperation operation)
    {
        switch (left, right)
        {
            case (ScalarValue { Expression: var a }, ScalarValue { Expression: var b }):
                return IrBuild.Binary(BinaryOperator.Equal, a, b);
            case (StructValue a, StructValue b) when IsNullable(a.Type):
                var (hasFirst, first) = Lifted(a);
                var (hasSecond, second) = Lifted(b);
                return IrBuild.And(
                    IrBuild.Binary(BinaryOperator.Equal, hasFirst, hasSecond),
                    IrBuild.Or(IrBuild.Not(hasFirst), HaveEqualValues(first, second, operation)));
            case (StructValue a, StructValue b) when WrittenEquals(a.Type) is { } written:
                return Plain(Call(written, Materialise(a, operation), [(written.Parameters[0], b)], operation), operation);
            case (StructValue a, StructValue b):
                return a.Fields.Aggregate(
                    (Expression)IrBuild.Constant(true),
                    (all, field) => IrBuild.And(all, HaveEqualValues(field.Value, b.Fields[field.Key], operation)));
            case (ReferenceValue { Target: ObjectPlace { Type.IsRecord: true } a }, ReferenceValue { Target: ObjectPlace b }):
                return HaveEqualValues(ContentOf(a), ContentOf(b), operation);
            case (ReferenceValue or NullValue or ChoiceValue, ReferenceValue or NullValue or ChoiceValue)
                when Selectors.Targets(left).Concat(Selectors.Targets(right)).All(static target => target is ArrayPlace or null):
                return AreSame(left, right);
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));
        }
    }

    private StructValue ContentOf(ObjectPlace item) => new(
        item.Type, item.Fields.ToDictionary(static field => field.Key, field => Load(field.Value), SymbolEqualityComparer.Default));

    // bool Equals(T other) in the source of T.
    private static IMethodSymbol? WrittenEquals(INamedTypeSymbol type) => type.GetMembers("Equals").OfType<IMethodSymbol>()
        .FirstOrDefault(method => !HasNoText(method) && !method.IsStatic && method.Parameters is [var other]
            && SymbolEqualityComparer.Default.Equals(other.Type, type));

    // What the parameters of a record's declaration stand for, in their order; null where C# does not make Deconstruct.
    private List<Value>? Positional(IMethodSymbol deconstruct, Value value)
    {
        StructValue? content = value switch
        {
            StructValue known => known,
            ReferenceValue { Target: ObjectPlace item } => ContentOf(item),
            _ => null,
        };
        if (content is null || !content.Type.IsRecord)
        {
            return null;
        }

        List<Value> parts = [];
        foreach (IParameterSymbol parameter in deconstruct.Parameters)
        {
            ISymbol? field = content.Fields.Keys.FirstOrDefault(key => TypeFacts.Name((IFieldSymbol)key) == parameter.Name);
            if (field is null)
            {
                return null;
            }

            parts.Add(content.Fields[field]);
        }

        return parts;
    }

    // A copy with some members changed: of a struct, or of a record, whose copy is an object of its own.
    private Value EvaluateWith(IWithOperation with)
    {
        if (TypeArguments.Of(with.Type!) is not INamedTypeSymbol type || (with.CloneMethod is { } clone && !HasNoText(clone)))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, with, Describe(with));
        }

        Value value = Evaluate(with.Operand);
        if (type.IsValueType)
        {
            Place place = NewPlace(type, "t");
            Store(place, value);
            Initialise((ObjectPlace)place, with.Initializer);
            return Load(place);
        }

        string hint = _hint;
        int depth = _pending.Count;
        Operand held = Held(value);
        _pending.Add(held);
        ObjectPlace copy = (ObjectPlace)Allocate(with, () => NewObject(type, hint));
        CopyObject(Behind(Released(held), with), copy, with);
        Release(depth);
        return While(copy, () =>
        {
            Initialise(copy, with.Initializer);
            return new ReferenceValue(copy);
        });
    }

    private void CopyObject(Place from, ObjectPlace to, IOperation operation)
    {
        switch (from)
        {
            case ChoicePlace choice:
                EmitFork(
                    choice.Condition,
                    () => CopyObject(choice.WhenTrue, to, operation),
                    () => CopyObject(choice.WhenFalse, to, operation));
                break;
            case ObjectPlace item:
                CopyContent(item, to);
                break;
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));
        }
    }
}
