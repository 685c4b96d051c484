using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>What generic code does with its type parameters: operators, methods and constants of INumber and its kin, and what a type that
/// is known implements of an interface.</content>
internal sealed partial class FunctionTranslator
{
    // The method that is run: of a type argument the one that it implements.
    private IMethodSymbol TargetOf(IInvocationOperation invocation)
        => Implementation(invocation.TargetMethod, invocation.ConstrainedToType ?? ReceiverType(invocation.Instance));

    private IPropertySymbol PropertyOf(IPropertyReferenceOperation property)
        => ImplementedBy(TypeArguments.Of(property.Property), property.ConstrainedToType ?? ReceiverType(property.Instance));

    // In an interface's own text, this is the object that it was called on.
    private ITypeSymbol? ReceiverType(IOperation? instance)
        => instance is IInstanceReferenceOperation { Type.TypeKind: TypeKind.Interface } && _frame.This is ObjectPlace { Type: var type }
            ? type : instance?.Type;

    // What an interface says itself of its members, where the type behind it says nothing else.
    private static bool IsDefaultMember(IMethodSymbol method)
        => method is { ContainingType.TypeKind: TypeKind.Interface, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false };

    private static IMethodSymbol Implementation(IMethodSymbol method, ITypeSymbol? type) => ImplementedBy(TypeArguments.Of(method), type);

    private static T ImplementedBy<T>(T member, ITypeSymbol? type)
        where T : class, ISymbol
    {
        if (member.ContainingType?.TypeKind != TypeKind.Interface || type is null
            || TypeArguments.Of(type) is not INamedTypeSymbol { TypeKind: not TypeKind.Interface } known
            || known.FindImplementationForInterfaceMember(Definition(member)) is not T found)
        {
            return member;
        }

        return found is IMethodSymbol { IsGenericMethod: true } generic && member is IMethodSymbol { TypeArguments: var arguments }
            ? (T)(ISymbol)generic.OriginalDefinition.Construct([.. arguments]) : found;
    }

    private static ISymbol Definition(ISymbol member)
        => member is IMethodSymbol { IsGenericMethod: true } method ? method.ConstructedFrom : member;

    // An operator of INumber and its kin where the number is one of C#'s own.
    private static bool IsOwnArithmetic(IMethodSymbol method, ITypeSymbol? constrained)
        => method.ContainingType.TypeKind == TypeKind.Interface && KnownTypes.Scalar(constrained) is not null;

    // As the framework's own operators of the interface do: in int or a wider type, and back; they shift by less than their own bits.
    private Expression OperateAs(IrType type, BinaryOperatorKind kind, Expression left, Expression right, IOperation operation)
    {
        bool isShift = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        IrType wide = type.WidthBits < IrType.Int32.WidthBits ? IrType.Int32 : type;
        Expression first = kind == BinaryOperatorKind.UnsignedRightShift ? IrBuild.Convert(new IrType(type.WidthBits, false), left) : left;
        Expression second = isShift ? Count(left, right) : IrBuild.Convert(wide, right);
        Expression result = Operate(kind, IrBuild.Convert(wide, first), second, operation);
        return result.Type == wide && wide != IrType.Bool ? IrBuild.Convert(type, result) : result;
    }

    // T.Zero, T.MaxValue and their kin; null for any other property.
    private static ScalarValue? NumberOf(IPropertyReferenceOperation property)
    {
        if (property.ConstrainedToType is null || KnownTypes.Scalar(property.ConstrainedToType) is not { } type
            || KnownTypes.Scalar(property.Type) is not { } result)
        {
            return null;
        }

        long all = type.WidthBits == 64 ? -1 : (1L << type.WidthBits) - 1;
        long? value = property.Property.Name switch
        {
            "Zero" or "AdditiveIdentity" => 0,
            "One" or "MultiplicativeIdentity" => 1,
            "NegativeOne" when type.IsSigned => -1,
            "AllBitsSet" => type.IsSigned ? -1 : all,
            "MaxValue" => type.IsSigned ? all >>> 1 : all,
            "MinValue" => type.IsSigned ? -1L << (type.WidthBits - 1) : 0,
            "Radix" => 2,
            _ => null,
        };
        return value is { } known ? new ScalarValue(IrBuild.Constant(result, known)) : null;
    }

    // What numbers have as methods beside Math and BitOperations; null for any other method.
    private ScalarValue? EvaluateNumberMethod(IInvocationOperation invocation, IMethodSymbol target, string name)
    {
        if (target.ContainingType is not { } owner)
        {
            return null;
        }

        ITypeSymbol? number = KnownTypes.Scalar(owner) is not null ? owner
            : owner.TypeKind == TypeKind.Interface ? invocation.ConstrainedToType ?? invocation.Instance?.Type
            : owner is { Name: "EqualityComparer" or "Comparer", TypeArguments: [var compared] } ? compared
            : invocation.ConstrainedToType ?? invocation.Instance?.Type;
        if (KnownTypes.Scalar(number) is not { } type)
        {
            return null;
        }

        bool isInstance = invocation.Instance is { } instance && KnownTypes.Scalar(instance.Type) is not null;
        List<IOperation> values =
        [
            .. isInstance ? [invocation.Instance!] : Array.Empty<IOperation>(),
            .. invocation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => Unwrapped(a.Value)),
        ];
        if (values.Any(static value => KnownTypes.Scalar(value.Type) is null))
        {
            return null;
        }

        return (name, values) switch
        {
            ("CompareTo" or "Compare", [_, _]) when values.TrueForAll(value => KnownTypes.Scalar(value.Type) == type) =>
                Compared(values, type, KnownTypes.Scalar(number) == IrType.Bool),
            ("Equals", [_, _]) when values.TrueForAll(value => KnownTypes.Scalar(value.Type) == type) =>
                new ScalarValue(Pairwise(values, (a, b) => IrBuild.Binary(BinaryOperator.Equal, a, b))),
            ("CreateTruncating", [var value]) => new ScalarValue(IrBuild.Convert(type, EvaluateScalar(value))),
            ("CreateSaturating", [var value]) => new ScalarValue(Saturated(type, EvaluateScalar(value))),
            ("CreateChecked", [var value]) => new ScalarValue(Checked(type, EvaluateScalar(value), invocation)),
            ("IsZero", [var value]) => Compared(value, BinaryOperator.Equal, 0),
            ("IsNegative", [var value]) => Compared(value, BinaryOperator.LessThan, 0),
            ("IsPositive", [var value]) => new ScalarValue(IrBuild.Not(Compared(value, BinaryOperator.LessThan, 0).Expression)),
            ("IsEvenInteger", [var value]) => new ScalarValue(IrBuild.Not(Bit(EvaluateScalar(value), 0))),
            ("IsOddInteger", [var value]) => new ScalarValue(Bit(EvaluateScalar(value), 0)),
            _ => null,
        };
    }

    private ScalarValue Compared(IOperation value, BinaryOperator operation, long with)
    {
        Expression number = EvaluateScalar(value);
        return new ScalarValue(IrBuild.Binary(operation, number, IrBuild.Constant(number.Type, with)));
    }

    private Expression Pairwise(IReadOnlyList<IOperation> values, Func<Expression, Expression, Expression> combine)
    {
        List<Value> evaluated = EvaluateInOrder(values);
        return combine(Operand(((ScalarValue)evaluated[0]).Expression), Operand(((ScalarValue)evaluated[1]).Expression));
    }

    // .NET subtracts numbers of less than 32 bits; of others the result is -1, 0 or 1.
    private ScalarValue Compared(IReadOnlyList<IOperation> values, IrType type, bool isBool) => new(Pairwise(
        values,
        (a, b) => type.WidthBits < IrType.Int32.WidthBits && !isBool
            ? IrBuild.Binary(BinaryOperator.Subtract, IrBuild.Convert(IrType.Int32, a), IrBuild.Convert(IrType.Int32, b))
            : IrBuild.Select(
                IrBuild.Binary(BinaryOperator.LessThan, a, b),
                IrBuild.Constant(IrType.Int32, -1),
                IrBuild.Convert(IrType.Int32, IrBuild.Binary(BinaryOperator.NotEqual, a, b)))));

    private Expression Saturated(IrType type, Expression value)
    {
        value = Operand(value);
        Expression result = IrBuild.Convert(type, value);
        if (value.Type.Minimum < type.Minimum)
        {
            ConstantExpression least = IrBuild.Constant(value.Type, (long)type.Minimum);
            result = IrBuild.Select(IrBuild.Binary(BinaryOperator.LessThan, value, least), IrBuild.Convert(type, least), result);
        }

        if (value.Type.Maximum > type.Maximum)
        {
            ConstantExpression most = IrBuild.Constant(value.Type, (long)type.Maximum);
            result = IrBuild.Select(IrBuild.Binary(BinaryOperator.LessThan, most, value), IrBuild.Convert(type, most), result);
        }

        return result;
    }

    // Where it might throw it is refused.
    private static Expression Checked(IrType type, Expression value, IOperation operation)
    {
        Int128 known = value is not ConstantExpression constant ? 0 : value.Type.IsSigned ? constant.Value : (ulong)constant.Value;
        var (least, most) = value is ConstantExpression ? (known, known) : (value.Type.Minimum, value.Type.Maximum);
        return least >= type.Minimum && most <= type.Maximum ? IrBuild.Convert(type, value)
            : throw new Refusal(DiagnosticDescriptors.Checked, operation);
    }
}
