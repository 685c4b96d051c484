using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Immutable arrays: references to arrays that nobody writes. What makes one of another one makes an array, and copies it.
/// </content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateImmutable(IPropertyReferenceOperation property)
    {
        IOperation instance = property.Instance!;
        return property.Property.Name switch
        {
            "Length" => new ScalarValue(Length(Target(EvaluatePlace(instance), property), property)),
            "IsDefault" or "IsDefaultOrEmpty" => new ScalarValue(IsNull(instance)),
            _ when property.Property.IsIndexer => Load(EvaluatePlace(property)),
            _ => throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString()),
        };
    }

    private Value EvaluateImmutable(IInvocationOperation invocation)
    {
        List<IOperation> arguments =
            [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal).Select(item => Collection(item.Value))];
        return (invocation.TargetMethod.Name, arguments) switch
        {
            ("Create", [var only]) when invocation.Arguments[0].Parameter!.Type is not ITypeParameterSymbol
                && !SymbolEqualityComparer.Default.Equals(only.Type, KnownTypes.ElementOf(invocation.Type)) => Copied(invocation, only),
            ("Create", not []) when invocation.Arguments.All(item =>
                SymbolEqualityComparer.Default.Equals(item.Parameter!.Type, KnownTypes.ElementOf(invocation.Type))) =>
                new ReferenceValue(NewFilled(Plain(invocation), arguments, invocation)),
            ("CreateBuilder", [var capacity]) => NewBuilder(invocation, capacity),
            ("CreateRange" or "ToImmutableArray", [var only]) => Copied(invocation, only),
            ("SetItem", [var index, var value]) => SetItem(invocation, index, value),
            ("Add", [var value]) => SetItem(invocation, null, value),
            ("CopyTo", _) => CopyTo(invocation),
            _ => throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString()),
        };
    }

    // What is converted to an interface is an array all the same; a number has the type that it is converted to.
    private static IOperation Collection(IOperation value) => KnownTypes.Scalar(value.Type) is null ? Unwrapped(value) : value;

    // Elements that are copied with their array: a reference would stand for one object in two places.
    private static ITypeSymbol Plain(IInvocationOperation invocation) =>
        KnownTypes.ElementOf(invocation.Type) is { } element && !HasReferences(element) ? element
        : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());

    // The elements that are written there, or a copy of an array.
    private ReferenceValue Copied(IInvocationOperation invocation, IOperation source)
    {
        ITypeSymbol element = Plain(invocation);
        IReadOnlyList<IOperation>? values = source switch
        {
            IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
            ICollectionExpressionOperation list when !list.Elements.Any(item => item is ISpreadOperation) => list.Elements,
            _ => null,
        };
        if (values is { Count: 0 })
        {
            throw new Refusal(DiagnosticDescriptors.NoElements, invocation);
        }

        return values is not null ? new ReferenceValue(NewFilled(element, values, invocation))
            : KnownTypes.ElementOf(source.Type) is not null ? new ReferenceValue(CopyOf(Evaluate(source), element, 0, invocation))
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, invocation.TargetMethod.ToDisplayString());
    }

    // A new array with what another one has, which may have to make room for it, and room for more.
    private ArrayPlace CopyOf(Value source, ITypeSymbol element, int more, IInvocationOperation invocation)
    {
        int depth = _pending.Count;
        Operand held = Held(source);
        _pending.Add(held);
        int length = CommonLength(invocation, Behind(source, invocation));
        IReadOnlyList<int>? sizes = Parts(Behind(Released(held), invocation)).OfType<ArrayPlace>().FirstOrDefault()?.Dimensions;
        var copy = (ArrayPlace)Allocate(invocation, () => NewArrayPlace(element, length + more, invocation, sizes));
        Expression zero = IrBuild.Constant(IrType.Int32, 0);
        CopyElements(Behind(Released(held), invocation), zero, copy, zero, IrBuild.Constant(IrType.Int32, length));
        Release(depth);
        return copy;
    }

    // A copy with one element changed, or with one more.
    private ReferenceValue SetItem(IInvocationOperation invocation, IOperation? index, IOperation value)
    {
        List<Operand> operands = InOrder(
        [
            () => Evaluate(invocation.Instance!),
            () => index is null ? Value.Nothing : new ScalarValue(Operand(EvaluateScalar(index))),
            () => Evaluate(value),
        ]);
        Value item = Steady((Value)operands[2], true);
        ArrayPlace copy = CopyOf((Value)operands[0], Plain(invocation), index is null ? 1 : 0, invocation);
        Expression at = operands[1] is ScalarValue { Expression: var position } ? position
            : IrBuild.Constant(IrType.Int32, copy.Length - 1);
        Store(copy.Layout.At(at), item);
        return new ReferenceValue(copy);
    }

    // CopyTo(target), CopyTo(target, start), CopyTo(start, target, start, length).
    private Value CopyTo(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(item => item.Parameter!.Ordinal)];
        Place source = Target(EvaluatePlace(invocation.Instance!), invocation);
        bool isPart = arguments.Count == 4;
        Expression zero = IrBuild.Constant(IrType.Int32, 0);
        Expression from = isPart ? Start(arguments[0]) : zero;
        Place target = ArrayArgument(arguments[isPart ? 1 : 0])
            ?? throw new Refusal(DiagnosticDescriptors.UnknownMethod, invocation, Describe(invocation));
        Expression to = isPart ? Start(arguments[2]) : arguments.Count == 2 ? Start(arguments[1]) : zero;
        CopyElements(source, from, target, to,
            isPart ? CopiedLength(arguments[3]) : IrBuild.Constant(IrType.Int32, CommonLength(invocation, source)));
        return Value.Nothing;
    }
}
