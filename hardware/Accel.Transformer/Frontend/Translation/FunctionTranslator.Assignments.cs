using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Assignments, increments and deconstruction.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateAssignment(ISimpleAssignmentOperation assignment, bool isValueUsed)
    {
        if (assignment.IsRef)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, assignment, assignment.Target.Syntax.ToString());
        }

        if (assignment.Target is IPropertyReferenceOperation property && AutoField(property.Property) is null)
        {
            return SetProperty(property, assignment.Value);
        }

        Place place = EvaluatePlace(assignment.Target);
        if (TryRenewArray(place, assignment.Value))
        {
            return Load(place);
        }

        int mark = Mark();
        string hint = (place as SlotPlace)?.Name ?? "t";
        Value value = Evaluate(assignment.Value, hint);
        return StoreAndYield(At(mark, place), value, isValueUsed);
    }

    // The value of an assignment is what was assigned, also if the target's index or field changes later.
    private Value StoreAndYield(Place place, Value value, bool isValueUsed)
    {
        if (isValueUsed && place is ElementPlace && value is ScalarValue { Expression: not ConstantExpression } scalar)
        {
            value = new ScalarValue(Keep(scalar.Expression, "t"));
        }

        Store(place, value);
        return !isValueUsed ? Value.Nothing : place is VariablePlace or ObjectPlace or SlotPlace ? Load(place) : value;
    }

    // a = new T[n] for an array that a stands for already: clear it.
    private bool TryRenewArray(Place place, IOperation value)
    {
        if (place is not SlotPlace { Target: ArrayPlace known } || known.Lifetime.Slots != 1
            || value is not IArrayCreationOperation { Initializer: null, DimensionSizes: [var size] })
        {
            return false;
        }

        if (ConstantLength(size) != known.Length)
        {
            return false;
        }

        known.Lifetime.IsRenewed = true;
        Clear(known);
        return true;
    }

    private Value EvaluateCompound(ICompoundAssignmentOperation assignment, bool isValueUsed)
    {
        if (assignment.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, assignment);
        }

        if (assignment.Target is IPropertyReferenceOperation property && AutoField(property.Property) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, assignment, Describe(assignment));
        }

        Place place = EvaluatePlace(assignment.Target);
        if (assignment.OperatorMethod is { } method)
        {
            int start = Mark();
            Value operand = Load(place);
            Value argument = Evaluate(assignment.Value);
            Value result = CallOperator(method, [At(start, operand), argument], assignment);
            return StoreAndYield(At(start, place), result, isValueUsed);
        }

        if (KnownTypes.Scalar(assignment.Target.Type) is not { } type || KnownTypes.Scalar(assignment.Value.Type) is not { } valueType)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, assignment, Describe(assignment));
        }

        bool isShift = assignment.OperatorKind
            is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        IrType operation = !isShift ? valueType : type.WidthBits < 32 ? IrType.Int32 : type;
        int mark = Mark();
        Expression old = ((ScalarValue)Load(place)).Expression;
        Expression right = EvaluateScalar(assignment.Value);
        Expression left = IrBuild.Convert(operation, At(mark, old));
        Expression value = IrBuild.Convert(type, Operate(assignment.OperatorKind, left, right, assignment));
        return StoreAndYield(At(mark, place), new ScalarValue(value), isValueUsed);
    }

    private Value EvaluateIncrement(IIncrementOrDecrementOperation increment, bool isValueUsed)
    {
        if (increment.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, increment);
        }

        if (increment.OperatorMethod is not null || KnownTypes.Scalar(increment.Target.Type) is not { } type
            || (increment.Target is IPropertyReferenceOperation property && AutoField(property.Property) is null))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, increment, Describe(increment));
        }

        Place place = EvaluatePlace(increment.Target);
        Expression old = ((ScalarValue)Load(place)).Expression;
        if (isValueUsed && increment.IsPostfix)
        {
            old = Keep(old, "old");
        }

        BinaryOperator operation = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        // Computed in the variable's own type: the conversions to int and back wrap to the same bits.
        Value value = new ScalarValue(IrBuild.Binary(operation, old, IrBuild.Constant(type, 1)));
        Value result = StoreAndYield(place, value, isValueUsed && !increment.IsPostfix);
        return increment.IsPostfix ? new ScalarValue(old) : result;
    }

    // (a, b) = (b, a): targets from left to right, then values, then the stores.
    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (target is not ITupleOperation targets)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, deconstruction, Describe(deconstruction));
        }

        int start = Mark();
        List<Place> places = [.. targets.Elements.Select(EvaluatePlace)];
        Value value = Evaluate(deconstruction.Value);
        if (value is not StructValue { Type.IsTupleType: true } tuple)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, deconstruction, Describe(deconstruction));
        }

        List<Value> values =
        [
            .. tuple.Type.TupleElements.Select((element, index) =>
                ConvertTo(tuple.Fields[element.CorrespondingTupleField ?? element], targets.Elements[index].Type)),
        ];
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

    private static Value ConvertTo(Value value, ITypeSymbol? type) =>
        value is ScalarValue scalar && KnownTypes.Scalar(type) is { } target ? new ScalarValue(IrBuild.Convert(target, scalar.Expression)) : value;

    private StructValue EvaluateTuple(ITupleOperation tuple)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)tuple.Type!;
        List<Value> values = EvaluateInOrder(tuple.Elements);
        Dictionary<ISymbol, Value> fields = new(SymbolEqualityComparer.Default);
        foreach ((IFieldSymbol element, Value value) in type.TupleElements.Zip(values))
        {
            fields.Add(element.CorrespondingTupleField ?? element, value);
        }

        return new StructValue(type, fields);
    }

    private List<Value> EvaluateInOrder(IReadOnlyList<IOperation> operations)
    {
        List<Value> values = [];
        List<int> marks = [];
        foreach (IOperation operation in operations)
        {
            values.Add(Evaluate(operation));
            marks.Add(Mark());
        }

        for (int index = values.Count - 1; index >= 0; index--)
        {
            values[index] = At(marks[index], values[index]);
        }

        return values;
    }

    private Place At(int mark, Place place) => place switch
    {
        ElementPlace element => new ElementPlace(element.Array, At(mark, element.Index)),
        _ => place,
    };
}
