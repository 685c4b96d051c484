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
            return RenameAlias(assignment);
        }

        Place place = EvaluateTarget(assignment.Target);
        if (TryRenewArray(place, assignment.Value))
        {
            return Load(place);
        }

        Point mark = Mark();
        string hint = (place as SlotPlace)?.Name ?? "t";
        Value value = While(place, () => Evaluate(assignment.Value, hint));
        return StoreAndYield(At(mark, place), value, isValueUsed);
    }

    // What an assignment sets: like any other place, but for properties with accessors.
    private Place EvaluateTarget(IOperation target) => target is IPropertyReferenceOperation property && HasAccessors(property)
        ? EvaluateProperty(property, PropertyOf(property).SetMethod)
        : EvaluatePlace(target);

    private bool HasAccessors(IPropertyReferenceOperation property) =>
        AutoField(PropertyOf(property)) is null && !ReturnsPlace(PropertyOf(property))
        && KnownTypes.SpanOf(property.Property.ContainingType) is null
        && KnownTypes.BuilderOf(property.Instance?.Type) is null
        && !(property.Property.Name == "Result" && KnownTypes.IsTaskLike(property.Instance?.Type));

    // The value of an assignment is what was assigned, also if the target's index or field changes later.
    private Value StoreAndYield(Place place, Value value, bool isValueUsed)
    {
        if ((place is PropertyPlace || (isValueUsed && place is ElementPlace or ChoicePlace))
            && value is ScalarValue { Expression: not ConstantExpression } scalar)
        {
            value = new ScalarValue(Keep(scalar.Expression, place is PropertyPlace ? "value" : "t"));
        }

        Store(place, value);
        return !isValueUsed ? Value.Nothing : place is VariablePlace or ObjectPlace or SlotPlace ? Load(place) : value;
    }

    private Value EvaluateCompound(ICompoundAssignmentOperation assignment, bool isValueUsed)
    {
        if (assignment.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, assignment);
        }

        Place place = EvaluateTarget(assignment.Target);
        Point mark = Mark();
        Value value = While(place, () => Combine(assignment, Load(place)));
        return StoreAndYield(At(mark, place), value, isValueUsed);
    }

    private Value Combine(ICompoundAssignmentOperation assignment, Value old)
    {
        Point mark = Mark();
        if (IsNullable(assignment.Target.Type))
        {
            return CombineLifted(assignment, old);
        }

        if (assignment.OperatorMethod is { } method && !IsOwnArithmetic(method, assignment.ConstrainedToType))
        {
            List<Operand> operands = InOrder([() => old, () => Evaluate(assignment.Value)]);
            return CallOperator(Implementation(method, assignment.ConstrainedToType), [.. operands.Cast<Value>()], assignment);
        }

        if (KnownTypes.Scalar(assignment.Target.Type) is not { } type || KnownTypes.Scalar(assignment.Value.Type) is not { } valueType)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, assignment, Describe(assignment));
        }

        if (assignment.OperatorMethod is not null)
        {
            Expression second = EvaluateScalar(assignment.Value);
            return new ScalarValue(OperateAs(type, assignment.OperatorKind, At(mark, ((ScalarValue)old).Expression), second, assignment));
        }

        bool isShift = assignment.OperatorKind
            is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        IrType operation = !isShift ? valueType : type.WidthBits < 32 ? IrType.Int32 : type;
        Expression right = EvaluateScalar(assignment.Value);
        Expression left = IrBuild.Convert(operation, At(mark, ((ScalarValue)old).Expression));
        return new ScalarValue(IrBuild.Convert(type, Operate(assignment.OperatorKind, left, right, assignment)));
    }

    private Value EvaluateIncrement(IIncrementOrDecrementOperation increment, bool isValueUsed)
    {
        if (increment.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, increment);
        }

        bool yieldsOld = isValueUsed && increment.IsPostfix;
        Place place = EvaluateTarget(increment.Target);
        Point mark = Mark();
        Value old = Load(place);
        if (yieldsOld)
        {
            old = Kept(old, increment);
        }

        Value changed = While(place, () => Increase(increment, old));
        Value result = StoreAndYield(At(mark, place), changed, isValueUsed && !increment.IsPostfix);
        return yieldsOld ? old : result;
    }

    private Value Increase(IIncrementOrDecrementOperation increment, Value old)
    {
        if (IsNullable(increment.Target.Type))
        {
            var (hasValue, value) = Lifted(old);
            return Some(increment.Target.Type!, hasValue, Increased(increment, value));
        }

        return Increased(increment, old);
    }

    private Value Increased(IIncrementOrDecrementOperation increment, Value old)
    {
        if (increment.OperatorMethod is { } method && !IsOwnArithmetic(method, increment.ConstrainedToType))
        {
            return CallOperator(Implementation(method, increment.ConstrainedToType), [old], increment);
        }

        if (old is not ScalarValue scalar)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, increment, Describe(increment));
        }

        // Computed in the variable's own type: the conversions to int and back wrap to the same bits.
        BinaryOperator operation = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        return new ScalarValue(IrBuild.Binary(operation, scalar.Expression, IrBuild.Constant(scalar.Expression.Type, 1)));
    }

    // The value as it is now, whatever becomes of the variable. What it refers to could move meanwhile.
    private Value Kept(Value value, IOperation operation) => value switch
    {
        ScalarValue { Expression: not ConstantExpression } scalar => new ScalarValue(Keep(scalar.Expression, "old")),
        StructValue fields => new StructValue(
            fields.Type, fields.Fields.ToDictionary(pair => pair.Key, pair => Kept(pair.Value, operation), SymbolEqualityComparer.Default)),
        ScalarValue => value,
        _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation)),
    };
}
