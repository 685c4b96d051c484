using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Arrays: new, initialisers, collection expressions, copies.</content>
internal sealed partial class FunctionTranslator
{
    private ReferenceValue EvaluateArray(IArrayCreationOperation creation)
    {
        var type = (IArrayTypeSymbol)TypeArguments.Of(creation.Type!);
        CheckType(type);
        if (creation.DimensionSizes is not [var size])
        {
            return NewGrid(type, creation);
        }

        int length = creation.Initializer is { } initializer && initializer.ElementValues.Length > 0
            ? initializer.ElementValues.Length
            : ConstantLength(size);
        if (IsList(type.ElementType, creation))
        {
            return new ReferenceValue(NewList(type.ElementType, length, creation.Initializer?.ElementValues ?? [], creation));
        }

        return creation.Initializer is null
            ? new ReferenceValue(NewCleared(type.ElementType, length, creation))
            : new ReferenceValue(NewFilled(type.ElementType, creation.Initializer.ElementValues, creation));
    }

    private ReferenceValue EvaluateCollection(ICollectionExpressionOperation collection)
    {
        if (KnownTypes.ElementOf(collection.Type) is not { } elementType || collection.Elements.Any(element => element is ISpreadOperation))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, collection, Describe(collection));
        }

        CheckType(collection.Type!);
        return collection.Elements.IsEmpty
            ? throw new Refusal(DiagnosticDescriptors.NoElements, collection)
            : IsList(elementType, collection)
                ? new ReferenceValue(NewList(elementType, collection.Elements.Length, collection.Elements, collection))
            : new ReferenceValue(NewFilled(elementType, collection.Elements, collection));
    }

    // An array of references to arrays, streams or objects, or of structs that hold such references.
    private bool IsList(ITypeSymbol elementType, IOperation creation) => elementType is IArrayTypeSymbol
        || KnownTypes.IsStream(elementType) || ReferenceLists.IsNeededFor(elementType) || program.Lists.Contains(creation);

    private ListPlace NewList(ITypeSymbol elementType, int length, IReadOnlyList<IOperation> values, IOperation operation)
    {
        if (length > ReferenceLists.MaximumLength && elementType is not IArrayTypeSymbol && !KnownTypes.IsStream(elementType))
        {
            throw new Refusal(DiagnosticDescriptors.ElementType, operation, elementType.Name, ReferenceLists.MaximumLength);
        }

        string listName = _hint;
        var list = (ListPlace)Allocate(operation, () => NewList(elementType, length, listName));
        for (int index = 0; index < length; index++)
        {
            string name = $"{listName}_{index}";
            Store(list.Items[index], index < values.Count
                ? While(list, () => Evaluate(values[index], name))
                : Default(elementType, operation));
        }

        return list;
    }

    private ListPlace NewList(ITypeSymbol elementType, int length, string listName)
    {
        var frame = _frame;
        return new([.. Enumerable.Range(0, length).Select(index => TypeFacts.IsReference(elementType)
            ? new SlotPlace($"{listName}_{index}")
            {
                // Directives name the list.
                OnBind = target => Name(frame, listName, target),
            }
            : NewPlace(elementType, $"{listName}_{index}"))]);
    }

    private ArrayPlace NewCleared(ITypeSymbol elementType, int length, IOperation operation)
    {
        ArrayPlace place = NewArray(elementType, length, operation);
        Clear(place);
        return place;
    }

    private ArrayPlace NewFilled(ITypeSymbol elementType, IReadOnlyList<IOperation> values, IOperation operation)
    {
        ArrayPlace place = NewArray(elementType, values.Count, operation);
        Fill(place, values);
        return place;
    }

    private void Fill(ArrayPlace place, IReadOnlyList<IOperation> values)
    {
        if (KnownTypes.Scalar(place.ElementType) is null && TypeFacts.IsReference(place.ElementType))
        {
            Clear(place);
        }

        for (int index = 0; index < values.Count; index++)
        {
            Place element = At(place, IrBuild.Constant(IrType.Int32, index));
            IOperation value = values[index];
            Store(element, While(place, () => Evaluate(value, "element")));
        }
    }

    private ArrayPlace NewArray(ITypeSymbol elementType, int length, IOperation operation) =>
        (ArrayPlace)Allocate(operation, () => NewArrayPlace(elementType, length, operation));

    private ArrayPlace NewArrayPlace(ITypeSymbol elementType, int length, IOperation operation, IReadOnlyList<int>? dimensions = null)
    {
        ArrayPlace place = new(elementType, NewLayout(elementType, _hint, length), length) { Dimensions = dimensions, Origin = _place };
        program.Lists.Note(place.Layout, operation, length);
        foreach (ArrayVariable array in place.Layout.Arrays)
        {
            array.HasTaskResults = KnownTypes.IsTaskLike(elementType);
        }

        return place;
    }

    private ElementLayout NewLayout(ITypeSymbol elementType, string arrayName, int length)
    {
        elementType = KnownTypes.WithoutTask(elementType);
        if (KnownTypes.Scalar(elementType) is { } scalar)
        {
            StorageBudget.Check(arrayName, scalar, length, _place);
            ArrayVariable array = new(arrayName, scalar, length, _place);
            _function.Arrays.Add(array);
            _frame.Arrays.Add((arrayName, array));
            return new ElementLayout(array, null, null);
        }

        if (TypeArguments.Of(elementType) is not INamedTypeSymbol named)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, _place!, elementType.ToDisplayString());
        }

        Dictionary<ISymbol, ElementLayout> fields = new(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol field in TypeFacts.Fields(named, _place!))
        {
            ElementLayout part = NewLayout(field.Type, $"{arrayName}.{TypeFacts.Name(field)}", length);
            PersistentFields.RequireUnmarked(field);
            FieldDirectives.Obey(field, part, program.Diagnostics);
            fields.Add(TypeFacts.Key(field), part);
        }

        return new ElementLayout(null, named, fields);
    }

    private void Clear(ArrayPlace place)
    {
        foreach (ArrayVariable array in place.Layout.Arrays)
        {
            Emit(new ArrayClearStatement(array, _place));
        }
    }

    // Array.Copy: as if through a buffer, so an overlapping copy within one array may have to run downwards.
    private void CopyElements(Place source, Expression sourceStart, Place target, Expression targetStart, Expression length)
    {
        if (length is ConstantExpression { Value: <= 0 })
        {
            return;
        }

        bool isSame = Arrays(source).Select(part => part.Array).Intersect(Arrays(target).Select(part => part.Array)).Any();
        if (!isSame)
        {
            CopyElements(source, sourceStart, target, targetStart, length, isDownwards: false);
            return;
        }

        Block upwards = Into(() => CopyElements(source, sourceStart, target, targetStart, length, isDownwards: false));
        Block downwards = Into(() => CopyElements(source, sourceStart, target, targetStart, length, isDownwards: true));
        Expression isUpwards = IrBuild.Binary(BinaryOperator.LessOrEqual, targetStart, sourceStart);
        if (isUpwards is ConstantExpression constant)
        {
            _block.Statements.AddRange((constant.Value != 0 ? upwards : downwards).Statements);
            return;
        }

        Emit(new IfStatement(isUpwards, _place) { Then = upwards, Else = downwards });
    }

    private void CopyElements(
        Place source, Expression sourceStart, Place target, Expression targetStart, Expression length, bool isDownwards)
    {
        Variable index = NewVariable("i", IrType.Int32);
        VariableExpression current = new(index);
        Assign(index, isDownwards ? IrBuild.Binary(BinaryOperator.Subtract, length, IrBuild.Constant(IrType.Int32, 1)) : _zero);
        LoopStatement loop = new(_place)
        {
            Counter = index,
            Condition = isDownwards
                ? IrBuild.Binary(BinaryOperator.LessOrEqual, IrBuild.Constant(IrType.Int32, 0), current)
                : IrBuild.Binary(BinaryOperator.LessThan, current, length),
        };
        loop.Body = Into(() => Store(
            ElementAt(target, Placed(target, Offset(targetStart, current))),
            Load(ElementAt(source, Placed(source, Offset(sourceStart, current))))));
        loop.Step = Into(() => Assign(
            index, IrBuild.Binary(isDownwards ? BinaryOperator.Subtract : BinaryOperator.Add, current, IrBuild.Constant(IrType.Int32, 1))));
        Emit(loop);
    }

    // What several arrays have in common is computed once.
    private Expression Placed(Place array, Expression index) => array is ChoicePlace ? Operand(index) : index;

    private static Expression Offset(Expression start, Expression index) =>
        start is ConstantExpression { Value: 0 } ? index : IrBuild.Binary(BinaryOperator.Add, start, index);
}
