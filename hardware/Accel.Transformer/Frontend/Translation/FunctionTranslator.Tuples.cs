using System.Collections.Immutable;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Tuples: made, taken apart, compared.</content>
internal sealed partial class FunctionTranslator
{
    // (a, b) = (b, a): targets from left to right, then the values, then what converts them, then the stores.
    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction, bool isValueUsed)
    {
        List<IOperation> targets = [.. Leaves(deconstruction.Target)];
        AssignmentExpressionSyntax syntax = (AssignmentExpressionSyntax)deconstruction.Syntax;
        DeconstructionInfo info = program.Model(syntax).GetDeconstructionInfo(syntax);
        List<Value> values = [];
        List<Operand> operands = InOrder([
            .. targets.Select<IOperation, Func<Operand>>(target =>
                () => FieldsOfObject(target) is ({ } owner, _) ? Evaluate(owner) : EvaluateTarget(target)),
            () =>
            {
                // The targets wait for a Deconstruct method and for conversions too, which may change what their indices read.
                values = TakeApart(deconstruction.Target, info, Evaluate(deconstruction.Value), deconstruction);
                return Value.Nothing;
            },
        ]);
        List<Place> places = [.. targets.Zip(operands, (target, operand) => operand as Place ?? FieldOf((Value)operand, target))];
        return AssignAll(deconstruction.Target, places, values, isValueUsed);
    }

    // o.F and o.S.F: the reference waits for what is made meanwhile, not the field, for it follows the object when that moves.
    private (IOperation? Owner, ImmutableList<IFieldSymbol> Fields) FieldsOfObject(IOperation target)
    {
        (IOperation? instance, IFieldSymbol? field) = target switch
        {
            IFieldReferenceOperation item => (item.Instance, item.Field),
            IPropertyReferenceOperation property when KnownTypes.SpanOf(property.Property.ContainingType) is null
                => (property.Instance, AutoField(PropertyOf(property))),
            _ => (null, null),
        };
        return field is null || instance is null or IInstanceReferenceOperation ? (null, [])
            : instance.Type is { IsReferenceType: true } type && !KnownTypes.IsTaskLike(type) ? (instance, [field])
            : FieldsOfObject(instance) is ({ } owner, var outer) ? (owner, outer.Add(field))
            : (null, []);
    }

    private Place FieldOf(Value owner, IOperation target) => FieldsOfObject(target).Fields.Aggregate(
        Behind(owner, target), (place, field) => FieldPlace(place, field, target));

    // The stores from left to right. What is still to be stored waits: an object that is replaced on the way is followed.
    private Value AssignAll(IOperation target, List<Place> places, List<Value> values, bool isValueUsed)
    {
        int depth = _pending.Count;
        List<Operand> waiting = [.. values.Select(Held)];
        _pending.AddRange(waiting);
        List<Operand> results = isValueUsed ? [.. waiting] : [];
        for (int index = 0; index < places.Count; index++)
        {
            Point mark = Mark();
            (Place place, int held) = (places[index], _pending.Count);
            _pending.AddRange(places.Skip(index + 1).Where(later => IsHold(later, place)));
            Store(place, Released(waiting[index]));
            _pending.RemoveRange(held, _pending.Count - held);
            for (int later = index + 1; later < waiting.Count; later++)
            {
                places[later] = At(mark, places[later]);
                waiting[later] = At(mark, waiting[later]);
            }

            for (int result = 0; result < results.Count; result++)
            {
                results[result] = At(mark, results[result]);
            }
        }

        Value value = isValueUsed ? Together(target, new Queue<Value>(results.Select(Released))) : Value.Nothing;
        Release(depth);
        return value;
    }

    // A target that is a part of an object belongs to that object, whatever is set before; one that is an element itself does not belong
    // to what is in there.
    private static bool IsHold(Place later, Place place) => later switch
    {
        ObjectPlace { Element.Layout: var part } => place is ObjectPlace { Element.Layout: var whole } && IsWithin(part, whole),
        _ => true,
    };

    private static bool IsWithin(ElementLayout part, ElementLayout whole) =>
        whole.Fields is not null && whole.Fields.Values.Any(field => ReferenceEquals(field, part) || IsWithin(part, field));

    // (a, (b, c)) = ...: what is set, from left to right.
    private static IEnumerable<IOperation> Leaves(IOperation target) => target switch
    {
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => Leaves(declared),
        ITupleOperation tuple => tuple.Elements.SelectMany(Leaves),
        _ => [target],
    };

    // The values for the targets, converted to their types. A Deconstruct method may change what was taken before.
    private List<Value> TakeApart(IOperation target, DeconstructionInfo info, Value value, IOperation operation)
    {
        target = target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target;
        if (target is not ITupleOperation targets)
        {
            Value converted = info.Conversion is { MethodSymbol: { } conversion } ? CallOperator(conversion, [value], operation) : value;
            return [ConvertTo(converted, target.Type)];
        }

        List<Value> parts = info.Method is { } method ? CallDeconstruct(method, value, operation)
            : ElementsOf(value) ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));
        List<Value> results = [];
        for (int index = 0; index < parts.Count; index++)
        {
            Point mark = Mark();
            List<Value> leaves = TakeApart(targets.Elements[index], Nested(info, index), parts[index], operation);
            results = [.. results.Select(result => At(mark, result)), .. leaves];
            for (int later = index + 1; later < parts.Count; later++)
            {
                parts[later] = At(mark, parts[later]);
            }
        }

        return results;
    }

    // The elements of a tuple; null of any other value.
    private static List<Value>? ElementsOf(Value value) => value is StructValue { Type.IsTupleType: true } tuple
        ? [.. tuple.Type.TupleElements.Select(element => tuple.Fields[TypeFacts.Key(element)])] : null;

    // Of values that need no conversion C# may say nothing.
    private static DeconstructionInfo Nested(DeconstructionInfo info, int index)
        => index < info.Nested.Length ? info.Nested[index] : default;

    private List<Value> CallDeconstruct(IMethodSymbol method, Value value, IOperation operation)
    {
        if (HasNoText(method))
        {
            return Positional(method, value) ?? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, WithoutSource(method));
        }

        IMethodSymbol called = TypeArguments.Of(Unreduced(method));
        List<IParameterSymbol> outs = [.. called.Parameters.Where(parameter => parameter.RefKind == RefKind.Out)];
        List<Place> places = [.. outs.Select(parameter => NewPlace(parameter.Type, parameter.Name))];
        List<(IParameterSymbol Parameter, Operand Argument)> arguments = [.. outs.Zip<IParameterSymbol, Operand>(places)];
        Place? receiver = null;
        if (called.IsStatic)
        {
            IParameterSymbol subject = called.Parameters[0];
            arguments.Insert(0, (subject, subject.RefKind == RefKind.None ? value : Materialise(value, subject.Type, operation)));
        }
        else
        {
            receiver = Materialise(value, called.ContainingType, operation);
        }

        _ = Call(called, receiver, arguments, operation);
        return [.. places.Select(Load)];
    }

    private static IMethodSymbol Unreduced(IMethodSymbol method)
    {
        if (method.ReducedFrom is not { } extension || !extension.IsGenericMethod)
        {
            return method.ReducedFrom ?? method;
        }

        List<string> names = [.. method.OriginalDefinition.TypeParameters.Select(static parameter => parameter.Name)];
        return extension.Construct([.. extension.TypeParameters.Select(parameter => method.GetTypeInferredDuringReduction(parameter)
            ?? method.TypeArguments[names.IndexOf(parameter.Name)])]);
    }

    // The value of a deconstruction is the tuple of what was assigned.
    private static Value Together(IOperation target, Queue<Value> leaves)
    {
        target = target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target;
        return target is not ITupleOperation { Type: INamedTypeSymbol type } tuple
            ? leaves.Dequeue()
            : new StructValue(TypeArguments.Of(type), TypeArguments.Of(type).TupleElements
                .Zip(tuple.Elements, (element, part) => (Key: TypeFacts.Key(element), Value: Together(part, leaves)))
                .ToDictionary(pair => pair.Key, pair => pair.Value, SymbolEqualityComparer.Default));
    }

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
        INamedTypeSymbol type = TypeArguments.Of((INamedTypeSymbol)tuple.Type!);
        List<Value> values = EvaluateInOrder(tuple.Elements);
        Dictionary<ISymbol, Value> fields = new(SymbolEqualityComparer.Default);
        foreach ((IFieldSymbol element, Value value) in type.TupleElements.Zip(values))
        {
            fields.Add(TypeFacts.Key(element), value);
        }

        return new StructValue(type, fields);
    }
}
