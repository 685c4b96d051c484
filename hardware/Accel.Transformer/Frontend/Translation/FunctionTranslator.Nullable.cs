using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Nullable numbers and structs: a bit that says whether there is a value, and the value. What .NET throws at, the value of null, goes on
/// with bits that mean nothing.
/// </content>
internal sealed partial class FunctionTranslator
{
    private static bool IsNullable(ITypeSymbol? type) => KnownTypes.NullableOf(type) is not null;

    private static StructValue Some(ITypeSymbol nullable, Expression hasValue, Value value)
    {
        var type = (INamedTypeSymbol)TypeArguments.Of(nullable);
        var (hasKey, valueKey) = TypeFacts.PartsOfNullable(type);
        return new StructValue(type, new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default)
        {
            [hasKey] = new ScalarValue(hasValue),
            [valueKey] = value,
        });
    }

    // Whether there is a value, and the value; of what cannot be null there is one.
    private static (Expression HasValue, Value Value) Lifted(Value value)
    {
        if (value is not StructValue { Type: var type } fields || !IsNullable(type))
        {
            return (IrBuild.Constant(true), value);
        }

        var (hasKey, valueKey) = TypeFacts.PartsOfNullable(type);
        return (((ScalarValue)fields.Fields[hasKey]).Expression, fields.Fields[valueKey]);
    }

    // From and to nullable types; null for any other conversion.
    private Value? EvaluateNullableConversion(IConversionOperation conversion)
    {
        ITypeSymbol? target = KnownTypes.NullableOf(conversion.Type);
        ITypeSymbol? source = KnownTypes.NullableOf(conversion.Operand.Type);
        if (conversion.OperatorMethod is not null || conversion.Operand is IThrowOperation || (target is null && source is null)
            || conversion.Type is not { } type)
        {
            return null;
        }

        if (conversion.Operand.ConstantValue is { HasValue: true, Value: null })
        {
            return Default(type, conversion);
        }

        Value operand = Evaluate(conversion.Operand);
        if (conversion.Conversion.IsIdentity || (source is not null && SymbolEqualityComparer.Default.Equals(source, target)))
        {
            return operand;
        }

        var (hasValue, value) = Lifted(operand);
        if (conversion.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, conversion);
        }

        value = ConvertTo(value, target ?? type);
        return target is null ? value : Some(type, hasValue, value);
    }

    private Value EvaluateNullable(IPropertyReferenceOperation property)
    {
        var (hasValue, value) = Lifted(Evaluate(property.Instance!));
        return property.Property.Name == "HasValue" ? new ScalarValue(hasValue) : value;
    }

    // GetValueOrDefault: of null 0, or what is given for it.
    private Value ValueOrDefault(IInvocationOperation invocation)
    {
        List<Value> values = EvaluateInOrder([invocation.Instance!, .. invocation.Arguments.Select(static argument => argument.Value)]);
        var (hasValue, value) = Lifted(values[0]);
        return Choose(hasValue, () => value, () => values.Count > 1 ? values[1] : Default(invocation.Type, invocation));
    }

    private Value EvaluateNullableCoalesce(ICoalesceOperation coalesce)
    {
        var (hasValue, value) = Lifted(Steady(Evaluate(coalesce.Value), true));
        bool staysNullable = IsNullable(coalesce.Type);
        ITypeSymbol type = coalesce.Type!;
        return Choose(
            hasValue,
            () => staysNullable ? Some(type, IrBuild.Constant(true), value) : ConvertTo(value, type),
            () => Evaluate(coalesce.WhenNull));
    }

    // x ??= y: only where x is null y is evaluated.
    private Value EvaluateNullableCoalesce(ICoalesceAssignmentOperation coalesce)
    {
        Place place = Settled(EvaluateTarget(coalesce.Target));
        ITypeSymbol type = coalesce.Target.Type!;
        var (hasValue, _) = Lifted(Load(place));
        EmitFork(
            Settled(IrBuild.Not(hasValue)),
            () =>
            {
                Value value = While(place, () => Evaluate(coalesce.Value));
                Store(place, IsNullable(coalesce.Value.Type) ? value
                    : Some(type, IrBuild.Constant(true), ConvertTo(value, KnownTypes.NullableOf(type))));
            },
            () => { });
        return IsNullable(coalesce.Type) ? Load(place) : Lifted(Load(place)).Value;
    }

    private Value EvaluateLifted(IBinaryOperation binary)
    {
        if (binary.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, binary);
        }

        List<Value> operands = EvaluateInOrder([binary.LeftOperand, binary.RightOperand]);
        return Lift(binary.OperatorKind, Steady(operands[0], false), Steady(operands[1], false), binary.Type!, (left, right) =>
            binary.OperatorMethod is { } method && !IsOwnArithmetic(method, binary.ConstrainedToType)
                ? CallOperator(Implementation(method, binary.ConstrainedToType), [left, right], binary)
                : new ScalarValue(Operate(binary.OperatorKind, Plain(left, binary), Plain(right, binary), binary)));
    }

    // What C# makes of an operator whose operands may be null.
    private Value Lift(BinaryOperatorKind kind, Value left, Value right, ITypeSymbol type, Func<Value, Value, Value> operate)
    {
        var (first, a) = Lifted(left);
        var (second, b) = Lifted(right);
        Expression both = IrBuild.And(first, second);
        switch (kind)
        {
            case BinaryOperatorKind.And or BinaryOperatorKind.Or
                when a is ScalarValue { Expression: { Type: var width } x } && width == IrType.Bool
                    && b is ScalarValue { Expression: var y }:
                return ThreeValued(kind == BinaryOperatorKind.And, (first, x), (second, y), type);
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                Expression equal = IrBuild.Binary(BinaryOperator.Equal, first, second);
                Value same = Choose(both, () => operate(a, b), () => new ScalarValue(
                    kind == BinaryOperatorKind.Equals ? equal : IrBuild.Not(equal)));
                return same;
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return Choose(both, () => operate(a, b), () => new ScalarValue(IrBuild.Constant(false)));
            default:
                ITypeSymbol plain = KnownTypes.NullableOf(type)!;
                both = both is ConstantExpression ? both : Operand(both);
                return Some(type, both, Choose(both, () => operate(a, b), () => Zero(plain)));
        }
    }

    // true, false and null: false & null is false, true | null is true.
    private static StructValue ThreeValued(
        bool isAnd, (Expression HasValue, Expression Value) left, (Expression HasValue, Expression Value) right, ITypeSymbol type)
    {
        Expression first = IrBuild.And(left.HasValue, isAnd ? IrBuild.Not(left.Value) : left.Value);
        Expression second = IrBuild.And(right.HasValue, isAnd ? IrBuild.Not(right.Value) : right.Value);
        Expression decided = IrBuild.Or(first, second);
        return Some(
            type, IrBuild.Or(decided, IrBuild.And(left.HasValue, right.HasValue)),
            new ScalarValue(isAnd ? IrBuild.Not(decided) : decided));
    }

    private StructValue EvaluateLifted(IUnaryOperation unary)
    {
        if (unary.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, unary);
        }

        var (hasValue, value) = Lifted(Steady(Evaluate(unary.Operand), false));
        Value result = unary.OperatorMethod is { } method && !IsOwnArithmetic(method, unary.ConstrainedToType)
            ? Choose(hasValue, () => CallOperator(Implementation(method, unary.ConstrainedToType), [value], unary),
                () => Zero(KnownTypes.NullableOf(unary.Type)!))
            : new ScalarValue(Operate(unary.OperatorKind, Plain(value, unary), unary));
        return Some(unary.Type!, hasValue, result);
    }

    private Value Zero(ITypeSymbol type) => Default(type, _statement!);

    private static Expression Plain(Value value, IOperation operation) => value is ScalarValue scalar ? scalar.Expression
        : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));

    // x += y and x++ where x may be null.
    private Value CombineLifted(ICompoundAssignmentOperation assignment, Value old)
    {
        List<Operand> operands = InOrder([() => old, () => Evaluate(assignment.Value)]);
        ITypeSymbol type = assignment.Target.Type!;
        IrType? width = KnownTypes.Scalar(KnownTypes.NullableOf(type));
        return Lift(assignment.OperatorKind, Steady((Value)operands[0], false), Steady((Value)operands[1], false), type, (left, right) =>
            assignment.OperatorMethod is { } method && !IsOwnArithmetic(method, assignment.ConstrainedToType)
                ? CallOperator(Implementation(method, assignment.ConstrainedToType), [left, right], assignment)
                : new ScalarValue(OperateAs(
                    width ?? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, assignment, Describe(assignment)),
                    assignment.OperatorKind, Plain(left, assignment), Plain(right, assignment), assignment)));
    }

    private Expression MatchesNullable(IPatternOperation pattern, StructValue nullable)
    {
        var (hasValue, value) = Lifted(nullable);
        switch (pattern)
        {
            case IConstantPatternOperation constant when IsNullConstant(constant):
                return IrBuild.Not(hasValue);
            case IDiscardPatternOperation or IBinaryPatternOperation or INegatedPatternOperation:
                return MatchesPlain(pattern, nullable);
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } declared when IsNullable(local.Type):
                _ = Named(local, nullable, hasValue);
                return declared.MatchesNull ? IrBuild.Constant(true) : hasValue;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local }:
                _ = Named(local, ConvertTo(value, local.Type), hasValue);
                return hasValue;
            case IDeclarationPatternOperation or ITypePatternOperation:
                return hasValue;
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } any:
                if (any.DeclaredSymbol is ILocalSymbol named)
                {
                    _ = Named(named, value, hasValue);
                }

                return hasValue;
            default:
                return IrBuild.And(hasValue, MatchesPlain(pattern, value));
        }
    }
}
