using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Calls of methods: as a statement, or translated in the middle of the caller where identities must be known.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        if (KnownTypes.IsSimpleMemory(target.ContainingType))
        {
            return EvaluateMemory(invocation);
        }

        if (KnownTypes.IsStream(target.ContainingType))
        {
            return EvaluateStreamUse(invocation);
        }

        if (IsOfTask(target))
        {
            return EvaluateTask(invocation);
        }

        if (target.DeclaringSyntaxReferences.IsEmpty)
        {
            return EvaluateIntrinsic(invocation);
        }

        if (target.IsGenericMethod)
        {
            throw new Refusal(DiagnosticDescriptors.Generic, invocation, target.Name);
        }

        if (target.IsAbstract || target.ContainingType.TypeKind is TypeKind.Interface or TypeKind.Delegate)
        {
            throw new Refusal(DiagnosticDescriptors.DynamicCall, invocation, target.ToDisplayString());
        }

        if (target.IsAsync)
        {
            throw new Refusal(DiagnosticDescriptors.Asynchrony, invocation, "async");
        }

        if (target.ReturnsByRef || target.ReturnsByRefReadonly)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, invocation, $"what {target.Name} returns");
        }

        var (receiver, arguments) = EvaluateCall(invocation.Instance, invocation.Arguments);
        return Call(target, receiver, arguments, invocation);
    }

    private Value CallOperator(IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation operation) =>
        CallOperator(method, EvaluateInOrder(operands), operation);

    private Value CallOperator(IMethodSymbol method, IReadOnlyList<Value> operands, IOperation operation) =>
        method.DeclaringSyntaxReferences.IsEmpty
            ? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, method.ToDisplayString())
            : Call(method, null, [.. method.Parameters.Zip(operands).Select(pair => (pair.First, (Operand)pair.Second))], operation);

    private Value Call(
        IMethodSymbol method, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments, IOperation operation)
    {
        if (MustInline(method, receiver, arguments))
        {
            return Inline(method, receiver, arguments, operation);
        }

        List<ShapeArgument> shapes = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Operand argument = arguments.First(item => item.Parameter.Ordinal == parameter.Ordinal).Argument;
            shapes.Add(new ShapeArgument(parameter, argument switch
            {
                Place place => Referred(place),
                ReferenceValue reference => reference.Target,
                _ => null,
            }));
        }

        FunctionInstance callee = program.GetFunction(new CallShape(method, receiver, shapes), SourcePlaces.Of(operation));
        ArgumentList list = new(this, operation);
        list.Add(receiver);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Operand argument = arguments.First(item => item.Parameter.Ordinal == parameter.Ordinal).Argument;
            if (argument is Value value)
            {
                list.Add(value);
            }
            else
            {
                list.Add((Place)argument);
            }
        }

        Place? fields = callee.ResultPlace is null ? null : NewPlace(callee.ResultType, "result");
        list.Add(fields);
        Variable? result = callee.Function.ResultType is { } type ? NewVariable(ResultName(method), type) : null;
        Emit(new CallStatement(callee.Function, list.Arguments, result, _place) { AdditionOnlyIn = _additionOnlyIn });
        list.CopyBack();
        return result is not null ? new ScalarValue(new VariableExpression(result)) : fields is not null ? Load(fields) : Value.Nothing;
    }

    private static string ResultName(IMethodSymbol method)
    {
        string symbol = method.Name.StartsWith("op_", StringComparison.Ordinal) ? method.Name[3..] : method.Name;
        return symbol.Length == 0 ? "result" : char.ToLowerInvariant(symbol[0]) + symbol[1..];
    }

    private static Place Referred(Place place) => place is SlotPlace { Target: { } target } ? target : place;

    private bool MustInline(IMethodSymbol method, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments) =>
        method.MethodKind == MethodKind.Constructor
        || MayCapture(method)
        || IsShort(method)
        || (!method.ReturnsVoid && HasReferences(method.ReturnType))
        || (receiver is not null && HasOpenSlot(receiver))
        || HasStream(receiver)
        || (receiver is not ElementPlace && PersistentFields.HasNumber(receiver))
        || arguments.Any(static item => item.Argument is ReferenceValue reference && PersistentFields.HasNumber(reference.Target))
        || arguments.Any(static item => HasStream(item.Argument is ReferenceValue reference ? reference.Target : item.Argument as Place))
        || SharesElement([.. arguments.Select(static item => item.Argument).Prepend(receiver)])
        || arguments.Any(item => item.Argument switch
        {
            SlotPlace or ChoicePlace => true,
            Place place => HasOpenSlot(place),
            StructValue value => value.Fields.Values.Any(field => field is not ScalarValue),
            NullValue => true,
            ReferenceValue reference => HasOpenSlot(reference.Target),
            _ => false,
        });

    // Which stream it is must be known where it is used.
    private static bool HasStream(Place? place) => place switch
    {
        StreamPlace => true,
        ObjectPlace item => item.Fields.Values.Any(HasStream),
        SlotPlace slot => HasStream(slot.Target),
        _ => false,
    };

    // Accessors and operators of one statement: part of the expression that uses them.
    private bool IsShort(IMethodSymbol method) =>
        method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.UserDefinedOperator or MethodKind.Conversion
        && Body(method) is IBlockOperation { Operations.Length: <= 1 };

    // A local function that is not static may use the variables of its method.
    private static bool MayCapture(IMethodSymbol method) => method is { MethodKind: MethodKind.LocalFunction, IsStatic: false };

    private static bool HasReferences(ITypeSymbol type) => KnownTypes.Scalar(type) is null
        && (TypeFacts.IsReference(type) || type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && HasReferences(field.Type)));

    // An element is given as a copy (see ArgumentList), and the callee would not see that a store to one of its places changes another.
    private static bool SharesElement(IReadOnlyList<object?> arguments)
    {
        List<Place> places = [.. arguments.Select(static argument => argument is ReferenceValue reference ? reference.Target : argument as Place).OfType<Place>()];
        List<ArrayVariable> arrays = [.. places.SelectMany(Arrays)];
        return places.OfType<ElementPlace>().Any(element => arrays.Count(array => array == element.Array) > 1);
    }

    private static IEnumerable<ArrayVariable> Arrays(Place place) => place switch
    {
        ElementPlace element => [element.Array],
        ArrayPlace array => array.Layout.Arrays,
        ObjectPlace item => item.Fields.Values.SelectMany(Arrays),
        SlotPlace { Target: { } target } => Arrays(target),
        _ => [],
    };

    // A reference that is not set yet: the callee may set it, which the caller must see.
    private static bool HasOpenSlot(Place place) => place switch
    {
        ObjectPlace item => item.Fields.Values.Any(HasOpenSlot),
        SlotPlace { Target: null } => true,
        SlotPlace { Target: { } target } => HasOpenSlot(target),
        _ => false,
    };

    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        if (property.Property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array })
        {
            return Target(EvaluatePlace(property.Instance!), property) is ArrayPlace array
                ? new ScalarValue(IrBuild.Constant(IrType.Int32, array.Length))
                : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, property, Describe(property));
        }

        if (KnownTypes.IsStream(property.Property.ContainingType) && Target(EvaluatePlace(property.Instance!), property) is StreamPlace stream)
        {
            return new ScalarValue(IrBuild.Constant(IrType.Int32, stream.Stream.Capacity));
        }

        if (KnownTypes.IsSimpleMemory(property.Property.ContainingType))
        {
            throw new Refusal(DiagnosticDescriptors.MemoryReference, property, $"{property.Property.Name} of SimpleMemory is not known to hardware");
        }

        if (property.Property is { Name: "CompletedTask", IsStatic: true } && KnownTypes.IsTask(property.Type))
        {
            return new StructValue((INamedTypeSymbol)property.Type!, NoFields);
        }

        if (AutoField(property.Property) is not null || (property is { Property.Name: "Result", Instance.Type: { } task } && KnownTypes.IsTaskLike(task)))
        {
            return Load(EvaluatePlace(property));
        }

        return Get(EvaluateProperty(property, property.Property.GetMethod));
    }

    // A property with accessors as a place that is read and set.
    private PropertyPlace EvaluateProperty(IPropertyReferenceOperation property, IMethodSymbol? accessor)
    {
        if (accessor is not { DeclaringSyntaxReferences.IsEmpty: false } || property.Property.IsAbstract)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
        }

        if (property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, property, $"what {property.Property.Name} returns");
        }

        var (receiver, indices) = EvaluateCall(property.Instance, property.Arguments);
        return new PropertyPlace(property, receiver, indices);
    }

    private Value Get(PropertyPlace place)
    {
        IPropertyReferenceOperation property = place.Operation;
        return property.Property.GetMethod is { DeclaringSyntaxReferences.IsEmpty: false } getter
            ? Call(getter, place.Receiver, place.Indices, property)
            : throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
    }

    private void Set(PropertyPlace place, Value value)
    {
        IPropertyReferenceOperation property = place.Operation;
        if (property.Property.SetMethod is not { DeclaringSyntaxReferences.IsEmpty: false } setter)
        {
            throw new Refusal(DiagnosticDescriptors.UnknownMethod, property, property.Property.ToDisplayString());
        }

        _ = Call(setter, place.Receiver, [.. place.Indices, (setter.Parameters[^1], value)], property);
    }

    // The field behind an auto-property.
    private static IFieldSymbol? AutoField(IPropertySymbol property) => property.ContainingType.GetMembers()
        .OfType<IFieldSymbol>()
        .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
