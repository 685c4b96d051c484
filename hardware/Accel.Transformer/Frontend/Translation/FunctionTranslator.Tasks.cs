using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Tasks: each a block of a statement of its own where it is started, so that running them one after the other, which is one of the
/// orders that .NET may choose, is what the program means; a pass finds out which of them can run together. A Task of T is its result; a
/// Task without result is nothing.
/// </content>
internal sealed partial class FunctionTranslator
{
    private static readonly Dictionary<ISymbol, Value> NoFields = new(SymbolEqualityComparer.Default);

    private Value EvaluateTask(IInvocationOperation invocation)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "StartNew" or "Run" when invocation.Arguments.All(IsWorkOrStateOrPlan):
                return StartTask(invocation);
            case "WhenAll" or "WaitAll":
                WaitFor(invocation.Arguments);
                return new StructValue((INamedTypeSymbol)invocation.TargetMethod.ContainingType, NoFields);
            case "WaitAny" when invocation.Arguments.Length == 1:
                // Any of them may be the first one: it is the one that was given first.
                WaitFor(invocation.Arguments);
                return new ScalarValue(IrBuild.Constant(IrType.Int32, 0));
            case "Wait" when invocation.Arguments.IsEmpty:
                _ = Evaluate(invocation.Instance!);
                NoteWait([invocation.Instance!]);
                return Value.Nothing;
            default:
                string arguments = invocation.Arguments.IsEmpty
                    ? "" : $" with {invocation.Arguments.Length} argument{(invocation.Arguments.Length == 1 ? "" : "s")}";
                throw new Refusal(
                    DiagnosticDescriptors.TaskUse,
                    invocation,
                    $"{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}{arguments} has no hardware: there are StartNew and Run of a lambda expression or method with at "
                        + "most one value for it, with CancellationToken.None, options and scheduler, WhenAll, WaitAll, WaitAny, "
                        + "Wait without a time, and Result");
        }
    }

    // How .NET is to run a task says nothing to hardware; a token that may be cancelled would.
    private static bool IsWorkOrStateOrPlan(IArgumentOperation argument) => !KnownTypes.IsCancellationToken(argument.Parameter!.Type)
        || Unwrapped(argument.Value) is IDefaultValueOperation
            or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }
            or IObjectCreationOperation { Arguments.Length: 0 };

    private static bool IsPlan(IArgumentOperation argument) => KnownTypes.IsCancellationToken(argument.Parameter!.Type)
        || argument.Parameter.Type.Name is "TaskCreationOptions" or "TaskScheduler";

    // True when the iterations of a loop start tasks and none of them waits for one.
    private static bool OnlyStartsTasks(ILoopOperation loop)
    {
        bool starts = false;
        Stack<IOperation> open = new([loop.Body]);
        while (open.TryPop(out IOperation? operation))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "StartNew" or "Run" } method } when IsOfTask(method):
                    starts = true;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAll" or "WhenAll" } method } when IsOfTask(method):
                case IPropertyReferenceOperation { Property.Name: "Result", Instance.Type: { } type } when KnownTypes.IsTaskLike(type):
                    return false;
            }

            foreach (IOperation child in operation.ChildOperations.Where(child => child is not IAnonymousFunctionOperation))
            {
                open.Push(child);
            }
        }

        return starts;
    }

    private static bool IsOfTask(IMethodSymbol method) => KnownTypes.Owner(method) is "System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskFactory";

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

            NoteWait(tasks);
        }
    }

    private static IOperation Unwrapped(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Unwrapped(conversion.Operand) : operation;

    private Value StartTask(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments =
            [.. invocation.Arguments.Where(argument => !IsPlan(argument)).OrderBy(argument => argument.Parameter!.Ordinal)];
        IOperation? state = arguments.Count == 2 ? Unwrapped(arguments[1].Value) : null;
        Value? given = state is null ? null : Evaluate(state);
        IOperation work = Unwrapped(arguments[0].Value);
        IOperation target = work is IDelegateCreationOperation creation ? creation.Target : work;
        Func<Value> run = target switch
        {
            IAnonymousFunctionOperation lambda => Lambda(lambda, state, given),
            IMethodReferenceOperation { Method: { DeclaringSyntaxReferences.IsEmpty: false } method } reference =>
                () => RunMethod(reference, TypeArguments.Of(method), state, given),
            _ => throw new Refusal(DiagnosticDescriptors.TaskUse, work, $"{Describe(work)} is neither a lambda expression nor a method"),
        };
        Value result = Value.Nothing;
        Emit(MakeTask(NameOfTask(target), () => result = Settled(run())));
        return result == Value.Nothing ? new StructValue(TypeArguments.Of((INamedTypeSymbol)invocation.Type!), NoFields) : result;
    }

    // What a task yields must be computed in it, not where it is looked at.
    private Value Settled(Value value)
    {
        switch (value)
        {
            case ScalarValue { Expression: not ConstantExpression } scalar:
                Variable result = NewVariable("result", scalar.Expression.Type);
                Assign(result, scalar.Expression);
                return new ScalarValue(new VariableExpression(result));
            case StructValue fields:
                return new StructValue(fields.Type, fields.Fields.ToDictionary(pair => pair.Key, pair => Settled(pair.Value), SymbolEqualityComparer.Default));
            default:
                return value;
        }
    }

    // The state is passed where the task is started.
    private Func<Value> Lambda(IAnonymousFunctionOperation lambda, IOperation? state, Value? given)
    {
        if (lambda.Symbol.IsAsync)
        {
            throw new Refusal(DiagnosticDescriptors.Asynchrony, lambda, "async");
        }

        Frame frame = new(lambda.Symbol) { IsInline = true, This = _frame.This, Parent = _frame, Path = PathOf(lambda) };
        frame.Survey(lambda.Body);
        if (lambda.Symbol.Parameters is [var parameter] && state is not null)
        {
            frame.Symbols.Add(parameter, GiveState(parameter, state, given!));
        }

        return () => InFrame(frame, lambda, () => SingleResult(lambda.Body) is { } result ? Evaluate(result) : InlineBody(lambda.Symbol, lambda.Body));
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
        if (given is ReferenceValue or ChoiceValue)
        {
            return NewReference(parameter.Name, given);
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
