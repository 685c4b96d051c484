using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Tasks, run one after the other where they are started: one of the orders that .NET may choose, so what does not depend on the order comes
/// out the same. A Task of T is its result; a Task without result is nothing.
/// </content>
internal sealed partial class FunctionTranslator
{
    private static readonly Dictionary<ISymbol, Value> NoFields = new(SymbolEqualityComparer.Default);

    private Value EvaluateTask(IInvocationOperation invocation)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "StartNew" or "Run" when invocation.Arguments.Length <= 2:
                return StartTask(invocation);
            case "WhenAll" or "WaitAll":
                WaitFor(invocation.Arguments);
                return new StructValue((INamedTypeSymbol)invocation.TargetMethod.ContainingType, NoFields);
            case "Wait" when invocation.Arguments.IsEmpty:
                _ = Evaluate(invocation.Instance!);
                return Value.Nothing;
            default:
                throw new Refusal(DiagnosticDescriptors.TaskUse, invocation, $"{invocation.TargetMethod.Name} of Task is not supported");
        }
    }

    private void WaitFor(IReadOnlyList<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            IOperation value = Unwrapped(argument.Value);
            IEnumerable<IOperation> tasks = value switch
            {
                IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
                ICollectionExpressionOperation list => list.Elements,
                _ => [value],
            };
            foreach (IOperation task in tasks)
            {
                _ = Evaluate(Unwrapped(task));
            }
        }
    }

    private static IOperation Unwrapped(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Unwrapped(conversion.Operand) : operation;

    private Value StartTask(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
        IOperation? state = arguments.Count == 2 ? Unwrapped(arguments[1].Value) : null;
        Value? given = state is null ? null : Evaluate(state);
        IOperation work = Unwrapped(arguments[0].Value);
        IOperation target = work is IDelegateCreationOperation creation ? creation.Target : work;
        Value result = target switch
        {
            IAnonymousFunctionOperation lambda => RunLambda(lambda, state, given),
            IMethodReferenceOperation { Method: { DeclaringSyntaxReferences.IsEmpty: false } method } reference => RunMethod(reference, method, state, given),
            _ => throw new Refusal(DiagnosticDescriptors.TaskUse, work, $"{Describe(work)} is neither a lambda expression nor a method"),
        };
        return result == Value.Nothing ? new StructValue((INamedTypeSymbol)invocation.Type!, NoFields) : result;
    }

    private Value RunLambda(IAnonymousFunctionOperation lambda, IOperation? state, Value? given)
    {
        if (lambda.Symbol.IsAsync)
        {
            throw new Refusal(DiagnosticDescriptors.Asynchrony, lambda, "async");
        }

        Frame frame = new(lambda.Symbol) { IsInline = true, This = _frame.This, Parent = _frame };
        frame.Survey(lambda.Body);
        if (lambda.Symbol.Parameters is [var parameter] && state is not null)
        {
            frame.Symbols.Add(parameter, GiveState(parameter, state, given!));
        }

        return InFrame(frame, lambda, () => SingleResult(lambda.Body) is { } result ? Evaluate(result) : InlineBody(lambda.Symbol, lambda.Body));
    }

    private Value RunMethod(IMethodReferenceOperation reference, IMethodSymbol method, IOperation? state, Value? given)
    {
        Place? receiver = reference.Instance is { } instance ? Target(EvaluatePlace(instance), instance) : null;
        if (method.Parameters is not [var parameter])
        {
            return Call(method, receiver, [], reference);
        }

        return KnownTypes.Scalar(parameter.Type) is null && parameter.Type.SpecialType == SpecialType.System_Object
            ? Inline(method, receiver, [(parameter, GiveState(parameter, state!, given!))], reference)
            : Call(method, receiver, [(parameter, given!)], reference);
    }

    // The state arrives as an object; casting it back gives what was passed.
    private Place GiveState(IParameterSymbol parameter, IOperation state, Value given)
    {
        if (given is ReferenceValue reference)
        {
            return new SlotPlace(parameter.Name, [.. _loops]) { Target = reference.Target };
        }

        Place place = NewPlace(state.Type!, parameter.Name);
        Store(place, given);
        return place;
    }

    // (T)x of an object x, which stands for a task's state.
    private Value Unbox(IConversionOperation conversion)
    {
        Value value = Evaluate(conversion.Operand);
        bool fits = value switch
        {
            ScalarValue scalar => scalar.Expression.Type == KnownTypes.Scalar(conversion.Type),
            StructValue fields => SymbolEqualityComparer.Default.Equals(fields.Type, conversion.Type),
            ReferenceValue { Target: ObjectPlace item } => SymbolEqualityComparer.Default.Equals(item.Type, conversion.Type),
            ReferenceValue { Target: ArrayPlace array } => conversion.Type is IArrayTypeSymbol type
                && SymbolEqualityComparer.Default.Equals(array.ElementType, type.ElementType),
            _ => false,
        };
        return fits
            ? value
            : throw new Refusal(DiagnosticDescriptors.UnsupportedConversion, conversion, conversion.Operand.Syntax.ToString(), conversion.Type!.ToDisplayString());
    }
}
