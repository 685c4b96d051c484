using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Places: making, reading and writing them.</content>
internal sealed partial class FunctionTranslator
{
    private static IrType ScalarType(Place place) => place switch
    {
        VariablePlace variable => variable.Variable.Type,
        ElementPlace element => element.Array.ElementType,
        ConstantPlace constant => constant.Value.Type,
        _ => throw new InvalidOperationException($"{place.GetType().Name} is not a scalar"),
    };

    private Value Load(Place place) => place switch
    {
        PropertyPlace property => Get(property),
        ChoicePlace choice => LoadChoice(choice),
        VariablePlace variable => new ScalarValue(LoadVariable(variable.Variable)),
        ElementPlace element => new ScalarValue(LoadElement(element)),
        ConstantPlace constant => new ScalarValue(constant.Value),
        ObjectPlace item when !TypeFacts.IsReference(item.Type) => new StructValue(
            item.Type, item.Fields.ToDictionary(pair => pair.Key, pair => Load(pair.Value), SymbolEqualityComparer.Default)),
        SlotPlace slot => LoadReference(slot),
        _ => new ReferenceValue(place),
    };

    private Value LoadChoice(ChoicePlace choice)
    {
        if (Parts(choice).All(part => part is SlotPlace))
        {
            return LoadReference(choice);
        }

        bool canReadBoth = CanReadBoth(choice.WhenTrue, choice.WhenFalse);
        return canReadBoth && Load(choice.WhenTrue) is ScalarValue first && Load(choice.WhenFalse) is ScalarValue second
            ? new ScalarValue(IrBuild.Select(choice.Condition, first.Expression, second.Expression))
            : Choose(choice.Condition, () => Load(choice.WhenTrue), () => Load(choice.WhenFalse), canReadBoth);
    }

    private static Expression LoadElement(ElementPlace element) =>
        element is { Array.Constants: { } constants, Index: ConstantExpression { Value: >= 0 } index } && index.Value < constants.Count
            ? IrBuild.Constant(element.Array.ElementType, constants[(int)index.Value])
            : new ArrayLoadExpression(element.Array, element.Index);

    private void Store(Place place, Value value)
    {
        switch (place, value)
        {
            case (VariablePlace variable, ScalarValue scalar):
                Assign(variable.Variable, scalar.Expression);
                break;
            case (PropertyPlace property, _):
                Set(property, value);
                break;
            case (ChoicePlace choice, _):
                EmitFork(choice.Condition, () => Store(choice.WhenTrue, value), () => Store(choice.WhenFalse, value));
                break;
            case (ElementPlace { Array.Constants: not null } element, _):
                throw new Refusal(DiagnosticDescriptors.ConstantTable, _place!, element.Array.Name);
            case (ElementPlace element, ScalarValue scalar):
                Emit(new ArrayStoreStatement(element.Array, element.Index, scalar.Expression, _place));
                break;
            case (ObjectPlace item, StructValue fields):
                StoreFields(item, fields);
                break;
            case (ObjectPlace { Element: not null } element, ReferenceValue or ChoiceValue or NullValue):
                ReplaceElement(element, value);
                break;
            case (ObjectPlace { Ownership: Ownership.Borrowed }, ReferenceValue or ChoiceValue or NullValue):
                // An element of the caller's, or a part of one: who else refers to it is known there, so the method is translated there.
                _rebinds = true;
                break;
            case (SlotPlace slot, ReferenceValue or ChoiceValue or NullValue):
                if (!TryRenew(slot, value))
                {
                    Bind(slot, value);
                }

                break;
            default:
                throw new Refusal(DiagnosticDescriptors.TranslatorFailed, _place!, $"a {value.GetType().Name} for a {place.GetType().Name}");
        }
    }

    // All fields are read before the first is written: (a, b) = (b, a).
    private void StoreFields(ObjectPlace item, StructValue value)
    {
        List<(Place Place, Value Value)> parts = [.. item.Fields.Select(field => (field.Value, value.Fields[field.Key]))];
        for (int index = 0; index < parts.Count; index++)
        {
            Point mark = Mark();
            Store(parts[index].Place, parts[index].Value);
            for (int later = index + 1; later < parts.Count; later++)
            {
                parts[later] = (parts[later].Place, At(mark, parts[later].Value));
            }
        }
    }

    // The place that an expression names; a value that has no place gets one.
    private Place EvaluatePlace(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return local.IsDeclaration ? DeclareLocal(local.Local) : Find(local.Local, operation);
            case IParameterReferenceOperation parameter:
                return Find(parameter.Parameter, operation);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } when _initialised is { } target:
                return target;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } when _matched is { } matched:
                return matched;
            case IInstanceReferenceOperation:
                return _frame.This ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, "this");
            case IFieldReferenceOperation field:
                return FieldPlace(field.Instance, field.Field, operation);
            case IPropertyReferenceOperation property when AutoField(PropertyOf(property)) is { } backing:
                return FieldPlace(property.Instance, backing, operation);
            case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when KnownTypes.IsTaskLike(task.Type):
                NoteWait([task]);
                return EvaluatePlace(task);
            case IArrayElementReferenceOperation element:
                return ElementOf(element, element.ArrayReference, element.Indices);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } immutable } element
                when KnownTypes.IsImmutableArray(immutable.Type):
                return ElementOf(element, immutable, [element.Arguments[0].Value]);
            case IPropertyReferenceOperation property when PropertyOf(property) is var named && ReturnsPlace(named):
                return ReturnedPlace(named.GetMethod!, property.Instance, property.Arguments, property);
            case IPropertyReferenceOperation { Instance: { } builder } part when KnownTypes.BuilderOf(builder.Type) is not null:
                return PlaceInBuilder(part);
            case IPropertyReferenceOperation
                {
                    Property: { IsIndexer: true, Type: var character },
                    Instance.ConstantValue: { HasValue: true, Value: string { Length: > 0 } text }
                } element:
                Place letters = Behind(Text(character, text.Select(static c => (long)c), "text"), element);
                return ElementAt(letters, EvaluateScalar(element.Arguments[0].Value));
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } element
                when KnownTypes.SpanOf(span.Type) is not null:
                return ElementOfSpan(span, element.Arguments[0].Value, element);
            case IImplicitIndexerReferenceOperation { Instance: var span } element when KnownTypes.SpanOf(span.Type) is not null:
                return ElementOfSpan(span, element.Argument, element);
            case IImplicitIndexerReferenceOperation { Instance: var immutable } element
                when KnownTypes.ElementOf(immutable.Type) is not null:
                return ElementOf(element, immutable, [element.Argument]);
            case IDeclarationExpressionOperation declaration:
                return EvaluatePlace(declaration.Expression);
            case IConditionalOperation { IsRef: true } conditional:
                return EvaluateChoice(conditional);
            case IInvocationOperation { TargetMethod: var callee } invocation
                when !callee.DeclaringSyntaxReferences.IsEmpty && (callee.ReturnsByRef || callee.ReturnsByRefReadonly):
                return ReturnedPlace(invocation);
            case IDiscardOperation discard:
                return NewPlace(discard.Type!, "discarded");
            case IConversionOperation { Conversion.IsIdentity: true } conversion:
                return EvaluatePlace(conversion.Operand);
            default:
                return Materialise(Evaluate(operation), operation);
        }
    }

    // ref (c ? ref a : ref b): only the operand that is taken is evaluated.
    private Place EvaluateChoice(IConditionalOperation conditional)
    {
        Expression condition = Settled(EvaluateScalar(conditional.Condition));
        if (condition is ConstantExpression constant)
        {
            return EvaluatePlace(constant.Value != 0 ? conditional.WhenTrue : conditional.WhenFalse!);
        }

        Place? whenTrue = null;
        Place? whenFalse = null;
        EmitFork(
            condition,
            () => whenTrue = Settled(EvaluatePlace(conditional.WhenTrue)),
            () => whenFalse = Settled(EvaluatePlace(conditional.WhenFalse!)));
        return new ChoicePlace(condition, whenTrue!, whenFalse!);
    }

    private Place Materialise(Value value, IOperation operation) => Materialise(value, operation.Type, operation);

    private Place Materialise(Value value, ITypeSymbol? type, IOperation operation)
    {
        if (value is ReferenceValue or ChoiceValue or NullValue || type is null)
        {
            return Behind(value, operation);
        }

        Place place = NewPlace(type, "t");
        Store(place, value);
        return place;
    }

    private Place FieldPlace(IOperation? instance, IFieldSymbol field, IOperation operation)
    {
        if (instance is null)
        {
            return StaticPlace(field, operation);
        }

        return FieldPlace(Target(EvaluatePlace(instance), instance), field, operation);
    }

    private Place FieldPlace(Place owner, IFieldSymbol field, IOperation operation) => Part(owner, part => part switch
    {
        KernelPlace => StaticPlace(field, operation),
        ObjectPlace item => item.Fields[TypeFacts.Key(field)],
        _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, operation.Syntax.ToString()),
    });

    private Place StaticPlace(IFieldSymbol field, IOperation operation)
    {
        Place place = program.StaticFields.Get(TypeArguments.Of(field), SourcePlaces.Of(operation));
        IEnumerable<ArrayVariable> arrays = place switch
        {
            ElementPlace element => [element.Array],
            SlotPlace { Initial: ReferenceValue { Target: ArrayPlace array } } => array.Layout.Arrays,
            _ => [],
        };
        _frame.Arrays.AddRange(arrays.Where(array => _frame.Arrays.All(known => known.Array != array)).Select(array => (field.Name, array)));
        return place;
    }

    private Place ElementOf(IOperation element, IOperation reference, IReadOnlyList<IOperation> indices)
    {
        if (indices is not [var index])
        {
            return ElementOfGrid(element, reference, indices);
        }

        Place array = Target(EvaluatePlace(reference), element);
        bool isFromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        IOperation distance = isFromEnd ? ((IUnaryOperation)index).Operand : index;
        if (KnownTypes.Scalar(distance.Type) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, index, $"index {index.Syntax}");
        }

        Expression position = While(array, () => EvaluateScalar(distance));
        // What has several parts shares the index, and a reference to it stays when the index changes.
        bool isShared = array is not ArrayPlace { Layout.Fields: null };
        position = isShared && position is not ConstantExpression && !isFromEnd ? Keep(position, "index") : position;
        return Part(array, part => part switch
        {
            ListPlace list => At(list, isFromEnd ? FromEnd(list.Items.Count) : position, element),
            ArrayPlace known => At(known, isFromEnd ? FromEnd(known.Length) : position),
            _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, element, element.Syntax.ToString()),
        });

        Expression FromEnd(int length) =>
            Shared(IrBuild.Binary(BinaryOperator.Subtract, IrBuild.Constant(IrType.Int32, length), position));

        Expression Shared(Expression computed) => isShared && computed is not ConstantExpression ? Keep(computed, "index") : computed;
    }

    // The reference at a place of a list.
    private static Place At(ListPlace list, Expression index, IOperation operation)
    {
        if (index is ConstantExpression constant)
        {
            return constant.Value >= 0 && constant.Value < list.Items.Count
                ? list.Items[(int)constant.Value]
                : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation,
                    $"{operation.Syntax}, which is outside of its {list.Items.Count} elements");
        }

        return list.Items.Take(list.Items.Count - 1).Select((place, i) => (place, i)).Reverse().Aggregate(
            list.Items[^1],
            (others, item) => new ChoicePlace(
                IrBuild.Binary(BinaryOperator.Equal, index, IrBuild.Constant(index.Type, item.i)), item.place, others));
    }

    private static Place At(ArrayPlace array, Expression index) => array.Layout.At(index) switch
    {
        ObjectPlace item => new ObjectPlace(item.Type, item.Fields)
        {
            Element = item.Element,
            Ownership = array.Ownership,
            Origin = array.Origin,
        },
        var place => place,
    };

    private Place Find(ISymbol symbol, IOperation operation)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Symbols.TryGetValue(symbol, out Place? place))
            {
                return place;
            }
        }

        throw new Refusal(DiagnosticDescriptors.Capture, operation, symbol.Name);
    }
}
