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
        IMethodSymbol target = TargetOf(invocation);
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

        if (invocation.Instance is { } self && invocation.Arguments is [{ Value: var other }]
            && EvaluateRecordComparison(target, [self, other], invocation) is { } compared)
        {
            return compared;
        }

        if (HasNoText(target))
        {
            return EvaluateIntrinsic(invocation, target);
        }

        bool isKnown = IsDefaultMember(target) && (target.IsStatic || invocation.ConstrainedToType is not null
            || ReceiverType(invocation.Instance) is { TypeKind: not TypeKind.Interface });
        if (target.IsAbstract || (target.ContainingType.TypeKind is TypeKind.Interface or TypeKind.Delegate && !isKnown))
        {
            throw new Refusal(DiagnosticDescriptors.DynamicCall, invocation, target.ToDisplayString());
        }

        if (target.IsAsync)
        {
            throw new Refusal(DiagnosticDescriptors.Asynchrony, invocation, "async");
        }

        if (target.ReturnsByRef || target.ReturnsByRefReadonly)
        {
            return Load(ReturnedPlace(invocation));
        }

        var (receiver, arguments) = EvaluateCall(invocation.Instance, target, invocation.Arguments);
        return Call(target, receiver, arguments, invocation);
    }

    // Made by C# for a record, or of another assembly.
    private static bool HasNoText(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty || method.IsImplicitlyDeclared;

    // What a message calls a method that has no text.
    private static string WithoutSource(IMethodSymbol method) => method.ContainingType is { IsRecord: true } record
        ? $"{method.ToDisplayString()}, which C# makes for the record {record.Name},"
        : method.ToDisplayString();

    private Value CallOperator(IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation operation) =>
        CallOperator(method, EvaluateInOrder(operands), operation);

    private Value CallOperator(IMethodSymbol written, IReadOnlyList<Value> operands, IOperation operation)
    {
        IMethodSymbol method = TypeArguments.Of(written);
        return HasNoText(method) ? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, WithoutSource(method))
            : Call(method, null, [.. method.Parameters.Zip(operands).Select(pair => (pair.First, (Operand)pair.Second))], operation);
    }

    private Value Call(
        IMethodSymbol method, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IOperation operation)
    {
        ArrayVariable? shared = SharedElement([.. arguments.Select(static item => item.Argument).Prepend(receiver)]);
        if (shared is not null && program.RecursionDepth(method) is not null)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceToElement, operation, shared.Name);
        }

        if (MustInline(method) || shared is not null || Snapshots(method, receiver, arguments) is not var (self, passed))
        {
            return Inline(method, receiver, arguments, operation);
        }

        List<ShapeArgument> shapes =
            [.. method.Parameters.Zip(passed, (parameter, argument) => new ShapeArgument(parameter, argument as Place))];
        FunctionInstance callee = program.GetFunction(new CallShape(method, self, shapes), SourcePlaces.Of(operation));
        if (callee.Rebinds || (callee.Replaces && HoldsElements(passed.Prepend(self))))
        {
            return Inline(method, receiver, arguments, operation);
        }

        _replaces |= callee.Replaces && passed.Prepend(self).OfType<Place>().Any(IsBorrowed);
        ArgumentList list = new(this);
        list.Add(self);
        passed.ForEach(list.Add);
        Place? fields = callee.ResultPlace is null ? null : NewPlace(callee.ResultType, "result");
        list.Add(fields);
        Variable? result = callee.Function.ResultType is { } type ? NewVariable(ResultName(method), type) : null;
        Emit(new CallStatement(callee.Function, list.Arguments, result, _place) { AdditionOnlyIn = _additionOnlyIn });
        list.CopyBack();
        return result is not null ? new ScalarValue(new VariableExpression(result)) : fields is not null ? Load(fields) : Value.Nothing;
    }

    // What is passed, in the order of the parameters, with the objects that references stand for; null where that is not one each.
    private (Place? Receiver, List<Operand> Arguments)? Snapshots(
        IMethodSymbol method, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments)
    {
        Dictionary<Place, Place?> done = [];
        Place? self = receiver is null ? null : Snapshot(receiver, done);
        if (self is null != receiver is null)
        {
            return null;
        }

        List<Operand> passed = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Operand? argument = arguments.First(item => item.Parameter.Ordinal == parameter.Ordinal).Argument switch
            {
                SlotPlace => null,
                Place place => Snapshot(place, done),
                ReferenceValue reference => Snapshot(reference.Target, done),
                ScalarValue scalar => scalar,
                StructValue value when value.Fields.Values.All(field => field is ScalarValue) => value,
                _ => null,
            };
            if (argument is null)
            {
                return null;
            }

            passed.Add(argument);
        }

        return (self, passed);
    }

    // A place whose references stand for one object each, which is part of it.
    private Place? Snapshot(Place place, Dictionary<Place, Place?> done, bool mayBeNull = false)
    {
        if (done.TryGetValue(place, out Place? known))
        {
            return known;
        }

        // What refers to itself is not taken apart.
        done.Add(place, null);
        Place? result = place switch
        {
            SlotPlace slot when _flow[slot] is ReferenceValue { Target: var target } => Snapshot(target, done, mayBeNull) is { } seen
                ? new SlotPlace(slot.Name, new ReferenceValue(seen)) { Ownership = Ownership.Borrowed }
                : null,
            SlotPlace slot => mayBeNull && _flow[slot] is (NullValue or null) ? new SlotPlace(slot.Name, NullValue.Instance) : null,
            ObjectPlace item => Snapshot(item, done, mayBeNull),
            ListPlace list when mayBeNull => Snapshot(list, done),
            // Which stream it is must be known where it is used.
            ChoicePlace or PropertyPlace or StreamPlace or ListPlace => null,
            _ => place,
        };
        done[place] = result;
        return result;
    }

    private ListPlace? Snapshot(ListPlace list, Dictionary<Place, Place?> done)
    {
        List<Place?> items = [.. list.Items.Select(item => Snapshot(item, done, mayBeNull: true))];
        return items.Contains(null) ? null : new ListPlace([.. items.OfType<Place>()]);
    }

    private ObjectPlace? Snapshot(ObjectPlace item, Dictionary<Place, Place?> done, bool mayBeNull)
    {
        Dictionary<ISymbol, Place> fields = new(SymbolEqualityComparer.Default);
        foreach ((ISymbol key, Place field) in item.Fields)
        {
            if (Snapshot(field, done, mayBeNull) is not { } part)
            {
                return null;
            }

            fields.Add(key, part);
        }

        return fields.All(field => ReferenceEquals(field.Value, item.Fields[field.Key])) ? item
            : new ObjectPlace(item.Type, fields) { Element = item.Element, Ownership = item.Ownership, Origin = item.Origin };
    }

    private bool HoldsElements(IEnumerable<Operand?> passed)
    {
        Holders holders = FindHolders();
        return passed.OfType<ArrayPlace>().Any(array => HoldsElements(holders, array));
    }

    private static bool IsBorrowed(Place place) =>
        place is ArrayPlace { Ownership: Ownership.Borrowed } or ObjectPlace { Ownership: Ownership.Borrowed };

    private static string ResultName(IMethodSymbol method)
    {
        string symbol = method.Name.StartsWith("op_", StringComparison.Ordinal) ? method.Name[3..] : method.Name;
        return symbol.Length == 0 ? "result" : char.ToLowerInvariant(symbol[0]) + symbol[1..];
    }

    private bool MustInline(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor
        || IsDefaultMember(method)
        || MayCapture(method)
        || IsShort(method)
        || (!method.ReturnsVoid && HasReferences(method.ReturnType));

    // Accessors and operators of one statement: part of the expression that uses them.
    private bool IsShort(IMethodSymbol method) =>
        method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.UserDefinedOperator or MethodKind.Conversion
        && Body(method) is IBlockOperation { Operations.Length: <= 1 };

    // A local function that is not static may use the variables of its method.
    private static bool MayCapture(IMethodSymbol method) => method is { MethodKind: MethodKind.LocalFunction, IsStatic: false };

    private static bool HasReferences(ITypeSymbol written)
    {
        ITypeSymbol type = TypeArguments.Of(written);
        return KnownTypes.Scalar(type) is null && (TypeFacts.IsReference(type) || KnownTypes.SpanOf(type) is not null
            || (KnownTypes.NullableOf(type) is { } plain && HasReferences(plain))
            || type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && HasReferences(field.Type)));
    }

    // An element is given as a copy (see ArgumentList), and the callee would not see that a store to one of its places changes another.
    private ArrayVariable? SharedElement(IReadOnlyList<Operand?> arguments)
    {
        List<(ArrayVariable Array, bool IsElement)> parts = [.. arguments.SelectMany(argument => Arrays(argument).Distinct())];
        return parts
            .FirstOrDefault(part => part.IsElement && (part.Array.IsPersistent || parts.Count(other => other.Array == part.Array) > 1))
            .Array;
    }

    private IEnumerable<(ArrayVariable Array, bool IsElement)> Arrays(Operand? operand) => Arrays(operand, []);

    private IEnumerable<(ArrayVariable Array, bool IsElement)> Arrays(Operand? operand, HashSet<SlotPlace> seen) => operand switch
    {
        ElementPlace element => [(element.Array, true)],
        ArrayPlace array => array.Layout.Arrays.Select(part => (part, false)),
        ObjectPlace item => item.Fields.Values.SelectMany(field => Arrays(field, seen)),
        ListPlace list => list.Items.SelectMany(item => Arrays(item, seen)),
        SlotPlace slot => seen.Add(slot) ? Selectors.Targets(_flow[slot]).SelectMany(target => Arrays(target, seen)) : [],
        ReferenceValue reference => Arrays(reference.Target, seen),
        ChoicePlace choice => Arrays(choice.WhenTrue, seen).Concat(Arrays(choice.WhenFalse, seen)),
        _ => [],
    };
}
