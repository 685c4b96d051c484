using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Expressions, but for calls, assignments and object creation.</content>
internal sealed partial class FunctionTranslator
{
    // What a new variable or object should be called.
    private string _hint = "t";

    private Value Evaluate(IOperation operation, string hint)
    {
        // An array that is made on the way to a number is not called like that number: attributes that name it would mean both.
        string outer = _hint;
        _hint = KnownTypes.Scalar(operation.Type) is null ? hint : "t";
        try
        {
            return Evaluate(operation);
        }
        finally
        {
            _hint = outer;
        }
    }

    private Expression EvaluateScalar(IOperation operation) => Evaluate(operation) is ScalarValue scalar
        ? scalar.Expression
        : throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, operation.Syntax.ToString());

    private Value Evaluate(IOperation operation)
    {
        CompileWatch.Check();
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && KnownTypes.Scalar(operation.Type) is { } type)
        {
            return KnownTypes.Bits(constant) is { } bits ? new ScalarValue(IrBuild.Constant(type, bits)) : NullValue.Instance;
        }

        return operation switch
        {
            ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => NullValue.Instance,
            IParenthesizedOperation inner => Evaluate(inner.Operand),
            IArrayElementReferenceOperation { Indices: [IRangeOperation range] } part => SubArray(part, range),
            IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } part when KnownTypes.SpanOf(part.Type) is not null =>
                SliceOf(part, range),
            IImplicitIndexerReferenceOperation => Load(EvaluatePlace(operation)),
            ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation
                or IInstanceReferenceOperation => Load(EvaluatePlace(operation)),
            IPropertyReferenceOperation property => EvaluateProperty(property),
            IBinaryOperation binary => EvaluateBinary(binary),
            ITupleBinaryOperation comparison => EvaluateTupleComparison(comparison),
            IUnaryOperation unary => EvaluateUnary(unary),
            IConversionOperation conversion => EvaluateConversion(conversion),
            IConditionalOperation conditional => EvaluateConditional(conditional),
            ISwitchExpressionOperation choice => EvaluateSwitch(choice),
            IIsPatternOperation test => EvaluatePattern(test),
            IDefaultValueOperation => Default(operation.Type!, operation),
            ISimpleAssignmentOperation assignment => EvaluateAssignment(assignment, true),
            ICompoundAssignmentOperation assignment => EvaluateCompound(assignment, true),
            IIncrementOrDecrementOperation increment => EvaluateIncrement(increment, true),
            IDeconstructionAssignmentOperation deconstruction => EvaluateDeconstruction(deconstruction, true),
            ITupleOperation tuple => EvaluateTuple(tuple),
            IInvocationOperation invocation => EvaluateInvocation(invocation),
            IObjectCreationOperation creation => EvaluateCreation(creation),
            ITypeParameterObjectCreationOperation creation => EvaluateCreation(creation),
            IArrayCreationOperation creation => EvaluateArray(creation),
            ICollectionExpressionOperation collection => EvaluateCollection(collection),
            // x ?? throw ...: what is thrown does nothing, so x is not null.
            ICoalesceOperation { WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } coalesce =>
                Lifted(Evaluate(coalesce.Value)).Value,
            ICoalesceOperation coalesce when IsNullable(coalesce.Value.Type) => EvaluateNullableCoalesce(coalesce),
            ICoalesceAssignmentOperation coalesce when IsNullable(coalesce.Target.Type) => EvaluateNullableCoalesce(coalesce),
            IIsTypeOperation test when KnownTypes.NullableOf(test.ValueOperand.Type) is { } plain
                && SymbolEqualityComparer.Default.Equals(plain, test.TypeOperand) => IsOfType(test),
            IIsTypeOperation test when TypeFacts.IsReference(test.TypeOperand)
                && SymbolEqualityComparer.Default.Equals(test.TypeOperand, test.ValueOperand.Type) => IsOfType(test),
            ICoalesceOperation coalesce when TypeFacts.IsReference(coalesce.Type!) => EvaluateCoalesce(coalesce),
            ICoalesceAssignmentOperation coalesce when TypeFacts.IsReference(coalesce.Target.Type!) => EvaluateCoalesce(coalesce),
            IWithOperation with => EvaluateWith(with),
            IThrowOperation => Default(operation.Type, operation),
            IUtf8StringOperation { Value.Length: > 0, Type: { } bytes } text when KnownTypes.SpanOf(bytes) is { } element =>
                Bytes(bytes, element, System.Text.Encoding.UTF8.GetBytes(text.Value)),
            { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null }, Type: { } span }
                when KnownTypes.SpanOf(span) is { } element => NewSpan(operation, span, element),
            _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation)),
        };
    }

    private static string Describe(IOperation operation)
    {
        string text = operation.Syntax.ToString();
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end].TrimEnd() + " ...";
    }

    private static Value Default(ITypeSymbol? type, IOperation operation)
    {
        if (type is null)
        {
            return Value.Nothing;
        }

        if (KnownTypes.Scalar(type) is { } scalar)
        {
            return new ScalarValue(IrBuild.Constant(scalar, 0));
        }

        if (TypeFacts.IsReference(type))
        {
            return NullValue.Instance;
        }

        if (TypeArguments.Of(type) is not INamedTypeSymbol named)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, operation, type.ToDisplayString());
        }

        return new StructValue(
            named,
            TypeFacts.Fields(named, SourcePlaces.Of(operation))
                .ToDictionary(TypeFacts.Key, field => Default(field.Type, operation), SymbolEqualityComparer.Default));
    }

    private ScalarValue IsOfType(IIsTypeOperation test)
    {
        Value value = Evaluate(test.ValueOperand);
        Expression hasValue = value is StructValue ? Lifted(value).HasValue : IsThere(value, test);
        return new ScalarValue(test.IsNegated ? IrBuild.Not(hasValue) : hasValue);
    }

    private Value EvaluateBinary(IBinaryOperation binary)
    {
        if (binary.IsLifted && ComparedWithNull(binary) is null)
        {
            return EvaluateLifted(binary);
        }

        if (binary.OperatorMethod is { } written && !written.ContainingType.IsTupleType
            && !IsOwnArithmetic(written, binary.ConstrainedToType))
        {
            if (EvaluateRecordComparison(written, [binary.LeftOperand, binary.RightOperand], binary) is { } compared)
            {
                return compared;
            }

            IMethodSymbol method = Implementation(written, binary.ConstrainedToType);
            return method.DeclaringSyntaxReferences.IsEmpty
                ? throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, binary, Describe(binary))
                : CallOperator(method, [binary.LeftOperand, binary.RightOperand], binary);
        }

        if (binary.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, binary);
        }

        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            return new ScalarValue(ShortCircuit(binary));
        }

        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && ComparedWithNull(binary) is { } reference)
        {
            Expression isNull = IsNull(reference);
            return new ScalarValue(binary.OperatorKind == BinaryOperatorKind.Equals ? isNull : IrBuild.Not(isNull));
        }

        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && (Unwrapped(binary.LeftOperand).Type, Unwrapped(binary.RightOperand).Type) is ({ } first, { } second)
            && TypeFacts.IsReference(first) && TypeFacts.IsReference(second))
        {
            Expression areSame = AreSame([binary.LeftOperand, binary.RightOperand]);
            return new ScalarValue(binary.OperatorKind == BinaryOperatorKind.Equals ? areSame : IrBuild.Not(areSame));
        }

        if (KnownTypes.Scalar(binary.LeftOperand.Type) is not { } type || KnownTypes.Scalar(binary.RightOperand.Type) is null)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, binary, Describe(binary));
        }

        Expression left = EvaluateScalar(binary.LeftOperand);
        Point mark = Mark();
        Expression right = EvaluateScalar(binary.RightOperand);
        return new ScalarValue(binary.OperatorMethod is null || binary.OperatorMethod.ContainingType.IsTupleType
            ? Operate(binary.OperatorKind, At(mark, left), right, binary)
            : OperateAs(type, binary.OperatorKind, At(mark, left), right, binary));
    }

    private Expression Operate(BinaryOperatorKind kind, Expression left, Expression right, IOperation operation)
    {
        BinaryOperator? plain = kind switch
        {
            BinaryOperatorKind.Add => BinaryOperator.Add,
            BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
            BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
            BinaryOperatorKind.Divide => BinaryOperator.Divide,
            BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
            BinaryOperatorKind.And => BinaryOperator.And,
            BinaryOperatorKind.Or => BinaryOperator.Or,
            BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
            BinaryOperatorKind.Equals => BinaryOperator.Equal,
            BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
            BinaryOperatorKind.LessThan => BinaryOperator.LessThan,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
            _ => null,
        };
        if (plain is { } simple)
        {
            // Enum arithmetic may mix the enum with its underlying type or with int.
            return Demanded(IrBuild.Binary(simple, left, IrBuild.Convert(left.Type, right)), operation);
        }

        IrType unsigned = new(left.Type.WidthBits, false);
        return kind switch
        {
            BinaryOperatorKind.GreaterThan => IrBuild.Binary(BinaryOperator.LessThan, right, left),
            BinaryOperatorKind.GreaterThanOrEqual => IrBuild.Binary(BinaryOperator.LessOrEqual, right, left),
            BinaryOperatorKind.LeftShift => IrBuild.Binary(BinaryOperator.ShiftLeft, left, Count(left, right)),
            BinaryOperatorKind.RightShift => IrBuild.Binary(BinaryOperator.ShiftRight, left, Count(left, right)),
            BinaryOperatorKind.UnsignedRightShift => IrBuild.Convert(
                left.Type, IrBuild.Binary(BinaryOperator.ShiftRight, IrBuild.Convert(unsigned, left), Count(left, right))),
            _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation)),
        };
    }

    // What an [AdditionOnly] method restricts is known by its own line and its method, wherever it is copied to.
    private Expression Demanded(Expression result, IOperation operation) => result is BinaryExpression { IsCostly: true } costly
        ? costly with { Source = SourcePlaces.Of(operation), AdditionOnlyIn = _additionOnlyIn }
        : result;

    // .NET takes the low 5 or 6 bits of a shift count.
    private static Expression Count(Expression shifted, Expression count) =>
        IrBuild.Binary(BinaryOperator.And, count, IrBuild.Constant(count.Type, shifted.Type.WidthBits - 1));

    private Expression ShortCircuit(IBinaryOperation binary)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Expression left = EvaluateScalar(binary.LeftOperand);
        if (left is ConstantExpression constant)
        {
            return constant.Value == (isAnd ? 0 : 1) ? left : EvaluateScalar(binary.RightOperand);
        }

        Expression right = left;
        var (block, _) = Fork(() => right = EvaluateScalar(binary.RightOperand), () => { });
        if (IsPure(block) && !IrArithmetic.CanFault(right))
        {
            return isAnd ? IrBuild.And(left, right) : IrBuild.Or(left, right);
        }

        VariableExpression result = Keep(left, "condition");
        block.Statements.Add(new AssignStatement(result.Variable, right, _place));
        Emit(new IfStatement(isAnd ? result : IrBuild.Not(result), _place) { Then = block });
        return result;
    }

    private Value EvaluateUnary(IUnaryOperation unary)
    {
        if (unary.IsLifted)
        {
            return EvaluateLifted(unary);
        }

        if (unary.OperatorMethod is { } method && !IsOwnArithmetic(method, unary.ConstrainedToType))
        {
            return CallOperator(Implementation(method, unary.ConstrainedToType), [unary.Operand], unary);
        }

        if (unary.IsChecked)
        {
            throw new Refusal(DiagnosticDescriptors.Checked, unary);
        }

        return new ScalarValue(Operate(unary.OperatorKind, EvaluateScalar(unary.Operand), unary));
    }

    private static Expression Operate(UnaryOperatorKind kind, Expression operand, IOperation operation) => kind switch
    {
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Minus => IrBuild.Unary(UnaryOperator.Negate, operand),
        UnaryOperatorKind.BitwiseNegation or UnaryOperatorKind.Not => IrBuild.Not(operand),
        _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation)),
    };

    private Value EvaluateConversion(IConversionOperation conversion)
    {
        if ((EvaluateNullableConversion(conversion) ?? EvaluateSpanConversion(conversion) ?? EvaluateClone(conversion)) is { } special)
        {
            return special;
        }

        if (conversion.OperatorMethod is { } method)
        {
            return CallOperator(method, [conversion.Operand], conversion);
        }

        if (conversion.Operand.Type?.SpecialType == SpecialType.System_Object && conversion.Operand is IParameterReferenceOperation)
        {
            return Unbox(conversion);
        }

        if (KnownTypes.Scalar(conversion.Type) is { } target && KnownTypes.Scalar(conversion.Operand.Type) is not null)
        {
            return conversion.IsChecked
                ? throw new Refusal(DiagnosticDescriptors.Checked, conversion)
                : new ScalarValue(IrBuild.Convert(target, EvaluateScalar(conversion.Operand)));
        }

        if (conversion.Operand is IThrowOperation)
        {
            return Default(conversion.Type, conversion);
        }

        bool isPlain = conversion.Conversion.IsIdentity
            || conversion.Operand.ConstantValue is { HasValue: true, Value: null }
            || conversion.Operand is ICollectionExpressionOperation or ITupleOperation or IConditionalOperation or ISwitchExpressionOperation
            || SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type);
        if (!isPlain)
        {
            throw new Refusal(
                DiagnosticDescriptors.UnsupportedConversion,
                conversion,
                conversion.Operand.Type?.ToDisplayString() ?? conversion.Operand.Syntax.ToString(),
                conversion.Type?.ToDisplayString() ?? "?");
        }

        return Evaluate(conversion.Operand);
    }
}
