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

    // Declares variables for a value of the type.
    private Place NewPlace(ITypeSymbol type, string variableName, bool isParameter = false)
    {
        type = KnownTypes.WithoutTask(type);
        if (KnownTypes.Scalar(type) is { } scalar)
        {
            return new VariablePlace(isParameter ? new Variable(variableName, scalar, _place) : NewVariable(variableName, scalar));
        }

        if (KnownTypes.IsSimpleMemory(type) || TypeFacts.IsReference(type))
        {
            CheckType(type);
            return new SlotPlace(variableName, [.. _loops], _block);
        }

        return NewObject(type, variableName, isParameter);
    }

    private ObjectPlace NewObject(ITypeSymbol type, string variableName, bool isParameter = false)
    {
        if (type is not INamedTypeSymbol named)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, _place!, type.ToDisplayString());
        }

        Dictionary<ISymbol, Place> fields = new(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol field in TypeFacts.Fields(named, _place!))
        {
            Place part = NewPlace(field.Type, $"{variableName}.{TypeFacts.Name(field)}", isParameter);
            PersistentFields.RequireUnmarked(field);
            FieldDirectives.Obey(field, part, program.Diagnostics);
            fields.Add(TypeFacts.Key(field), part);
        }

        ObjectPlace place = new(named, fields);
        place.Lifetime.Loops = [.. _loops];
        place.Lifetime.Number = _objectCount++;
        return place;
    }

    // Places of the type's shape that belong to nobody: for results of functions.
    private static Place Describe(ITypeSymbol type) => KnownTypes.Scalar(type) is { } scalar
        ? new ConstantPlace(IrBuild.Constant(scalar, 0))
        : new ObjectPlace(
            (INamedTypeSymbol)type,
            TypeFacts.Fields((INamedTypeSymbol)type, SourcePlaces.Of(type))
                .ToDictionary(TypeFacts.Key, field => Describe(field.Type), SymbolEqualityComparer.Default));

    private void CheckType(ITypeSymbol type)
    {
        type = KnownTypes.WithoutTask(type);
        switch (type)
        {
            case IArrayTypeSymbol { Rank: not 1 }:
                throw new Refusal(DiagnosticDescriptors.ArrayRank, _place!, type.ToDisplayString());
            case IArrayTypeSymbol { ElementType: IArrayTypeSymbol }:
                throw new Refusal(DiagnosticDescriptors.ElementType, _place!, type.ToDisplayString());
            case IArrayTypeSymbol { ElementType: var element } when KnownTypes.IsStream(element):
                throw new Refusal(DiagnosticDescriptors.StreamUse, _place!, $"{type.ToDisplayString()} is an array of streams");
            case IArrayTypeSymbol array when KnownTypes.Scalar(array.ElementType) is null:
                CheckType(array.ElementType);
                break;
            case INamedTypeSymbol named when !KnownTypes.IsSimpleMemory(type) && !KnownTypes.IsStream(type):
                _ = TypeFacts.Fields(named, _place!);
                break;
            case INamedTypeSymbol or IArrayTypeSymbol:
                break;
            default:
                throw new Refusal(DiagnosticDescriptors.UnsupportedType, _place!, type.ToDisplayString());
        }
    }

    private static void ForEachVariable(Place place, Action<Variable> visit)
    {
        switch (place)
        {
            case VariablePlace variable:
                visit(variable.Variable);
                break;
            case ObjectPlace item:
                foreach (Place field in item.Fields.Values)
                {
                    ForEachVariable(field, visit);
                }

                break;
        }
    }

    private Value Load(Place place) => place switch
    {
        PropertyPlace property => Get(property),
        ChoicePlace choice => Choose(choice.Condition, () => Load(choice.WhenTrue), () => Load(choice.WhenFalse)),
        VariablePlace variable => new ScalarValue(new VariableExpression(variable.Variable)),
        ElementPlace element => new ScalarValue(LoadElement(element)),
        ConstantPlace constant => new ScalarValue(constant.Value),
        ObjectPlace item when !TypeFacts.IsReference(item.Type) => new StructValue(
            item.Type, item.Fields.ToDictionary(pair => pair.Key, pair => Load(pair.Value), SymbolEqualityComparer.Default)),
        SlotPlace slot => slot.Target is null ? NullValue.Instance : new ReferenceValue(slot.Target, false),
        _ => new ReferenceValue(place, false),
    };

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
                Emit(new IfStatement(choice.Condition, _place)
                {
                    Then = Into(() => Store(choice.WhenTrue, value)),
                    Else = Into(() => Store(choice.WhenFalse, value)),
                });
                break;
            case (ElementPlace { Array.Constants: not null } element, _):
                throw new Refusal(DiagnosticDescriptors.ConstantTable, _place!, element.Array.Name);
            case (ElementPlace element, ScalarValue scalar):
                Emit(new ArrayStoreStatement(element.Array, element.Index, scalar.Expression, _place));
                break;
            case (ObjectPlace item, StructValue fields):
                StoreFields(item, fields);
                break;
            case (ObjectPlace item, ReferenceValue { IsFresh: true, Target: ObjectPlace fresh }):
                CopyObject(item, fresh);
                break;
            case (ObjectPlace { Type: var type }, ReferenceValue or NullValue):
                throw new Refusal(DiagnosticDescriptors.Identity, _place!, $"an element of type {type.Name}");
            case (SlotPlace slot, ReferenceValue reference):
                Bind(slot, reference);
                break;
            case (SlotPlace { Target: null }, NullValue):
                break;
            case (SlotPlace slot, NullValue):
                throw new Refusal(DiagnosticDescriptors.NullReference, _place!, $"{slot.Name} is set to null");
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
            int mark = Mark();
            Store(parts[index].Place, parts[index].Value);
            for (int later = index + 1; later < parts.Count; later++)
            {
                parts[later] = (parts[later].Place, At(mark, parts[later].Value));
            }
        }
    }

    private void CopyObject(ObjectPlace target, ObjectPlace source)
    {
        foreach ((ISymbol key, Place field) in target.Fields)
        {
            Store(field, Load(source.Fields[key]));
        }
    }

    // At each place in the text a slot stands for one object. It may be given another where that happens unconditionally, and a new object may
    // take the place of the old one if nobody else knows that.
    private void Bind(SlotPlace slot, ReferenceValue value)
    {
        if (ReferenceEquals(slot.Target, value.Target))
        {
            return;
        }

        if (slot.Target is null || ReferenceEquals(slot.Block, _block))
        {
            Lifetime? lifetime = LifetimeOf(value.Target);
            bool isInside = lifetime is null
                || (lifetime.Loops.Count <= slot.Loops.Count && lifetime.Loops.SequenceEqual(slot.Loops.Take(lifetime.Loops.Count)));
            if ((!isInside && !value.IsFresh) || lifetime is { IsRenewed: true })
            {
                throw new Refusal(DiagnosticDescriptors.Identity, _place!, slot.Name);
            }

            if (lifetime is not null)
            {
                lifetime.Slots++;
            }

            slot.Target = value.Target;
        }
        else
        {
            if (!value.IsFresh)
            {
                throw new Refusal(DiagnosticDescriptors.Identity, _place!, slot.Name);
            }

            Renew(slot.Target, value.Target, slot.Name);
        }
    }

    // The content of a new object is moved to where the old one lives.
    private void Renew(Place? old, Place? fresh, string slotName)
    {
        if (old is null || LifetimeOf(old) is not { Slots: 1 } known || fresh is null || LifetimeOf(fresh) is not { Slots: <= 1 })
        {
            throw new Refusal(DiagnosticDescriptors.Identity, _place!, slotName);
        }

        known.IsRenewed = true;
        switch (old, fresh)
        {
            case (ArrayPlace target, ArrayPlace array) when target.Length == array.Length:
                CopyElements(array, IrBuild.Constant(IrType.Int32, 0), target, IrBuild.Constant(IrType.Int32, 0), target.Length);
                break;
            case (ObjectPlace target, ObjectPlace item):
                foreach ((ISymbol key, Place field) in target.Fields)
                {
                    if (field is SlotPlace inner)
                    {
                        Renew(inner.Target, ((SlotPlace)item.Fields[key]).Target, inner.Name);
                    }
                    else
                    {
                        Store(field, Load(item.Fields[key]));
                    }
                }

                break;
            default:
                throw new Refusal(DiagnosticDescriptors.Identity, _place!, slotName);
        }
    }

    private static Lifetime? LifetimeOf(Place place) => place switch
    {
        ArrayPlace array => array.Lifetime,
        ObjectPlace item => item.Lifetime,
        _ => null,
    };

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
            case IInstanceReferenceOperation:
                return _frame.This ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, "this");
            case IFieldReferenceOperation field:
                return FieldPlace(field.Instance, field.Field, operation);
            case IPropertyReferenceOperation property when AutoField(property.Property) is { } backing:
                return FieldPlace(property.Instance, backing, operation);
            case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when KnownTypes.IsTaskLike(task.Type):
                NoteWait([task]);
                return EvaluatePlace(task);
            case IArrayElementReferenceOperation element:
                return ElementOf(element);
            case IDeclarationExpressionOperation declaration:
                return EvaluatePlace(declaration.Expression);
            case IConditionalOperation { IsRef: true } conditional:
                return EvaluateChoice(conditional);
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
        IfStatement choice = new(condition, _place)
        {
            Then = Into(() => whenTrue = Settled(EvaluatePlace(conditional.WhenTrue))),
            Else = Into(() => whenFalse = Settled(EvaluatePlace(conditional.WhenFalse!))),
        };
        if (choice.Then.Statements.Count + choice.Else.Statements.Count > 0)
        {
            Emit(choice);
        }

        return new ChoicePlace(condition, whenTrue!, whenFalse!);
    }

    private Place Materialise(Value value, IOperation operation) => Materialise(value, operation.Type, operation);

    private Place Materialise(Value value, ITypeSymbol? type, IOperation operation)
    {
        if (value is ReferenceValue reference)
        {
            return reference.Target;
        }

        if (value is NullValue || type is null)
        {
            throw new Refusal(DiagnosticDescriptors.NullReference, operation, $"{operation.Syntax} is null");
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

        Place owner = Target(EvaluatePlace(instance), instance);
        return owner switch
        {
            KernelPlace => StaticPlace(field, operation),
            ObjectPlace item => item.Fields[TypeFacts.Key(field)],
            _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, operation.Syntax.ToString()),
        };
    }

    private Place StaticPlace(IFieldSymbol field, IOperation operation)
    {
        Place place = program.StaticFields.Get(field, SourcePlaces.Of(operation));
        IEnumerable<ArrayVariable> arrays = place switch
        {
            ElementPlace element => [element.Array],
            SlotPlace { Target: ArrayPlace array } => array.Layout.Arrays,
            _ => [],
        };
        _frame.Arrays.AddRange(arrays.Where(array => _frame.Arrays.All(known => known.Array != array)).Select(array => (field.Name, array)));
        return place;
    }

    // Behind a reference.
    private static Place Target(Place place, IOperation operation) => place is not SlotPlace slot
        ? place
        : slot.Target ?? throw new Refusal(DiagnosticDescriptors.NullReference, operation, $"{slot.Name} is used before it is set to an object");

    private Place ElementOf(IArrayElementReferenceOperation element)
    {
        if (element.Indices is not [var index])
        {
            throw new Refusal(DiagnosticDescriptors.ArrayRank, element, element.ArrayReference.Syntax.ToString());
        }

        if (Target(EvaluatePlace(element.ArrayReference), element) is not ArrayPlace array)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, element, element.Syntax.ToString());
        }

        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var distance })
        {
            return array.Layout.At(IrBuild.Binary(BinaryOperator.Subtract, IrBuild.Constant(IrType.Int32, array.Length), EvaluateScalar(distance)));
        }

        if (KnownTypes.Scalar(index.Type) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, index, $"index {index.Syntax}");
        }

        Expression position = EvaluateScalar(index);
        // The fields of an object share the index, and a reference to it stays when the index changes.
        bool isShared = array.Layout.Fields is not null && position is not ConstantExpression;
        return array.Layout.At(isShared ? Keep(position, "index") : position);
    }

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
