using Accel.Rtl;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Methods translated in the middle of their caller: constructors, accessors, operators, and what returns references.</content>
internal sealed partial class FunctionTranslator
{
    private readonly List<IMethodSymbol> _active = [];

    // The [AdditionOnly] method that is being translated in the middle of this one.
    private string? _additionOnlyIn;

    private Value Inline(
        IMethodSymbol callee, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IOperation operation)
    {
        IOperation body = Body(callee) ?? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, callee.ToDisplayString());
        if (program.RecursionDepth(callee) is { } depth && Waiting(callee) > depth)
        {
            // As deep as was declared: nobody gets here, and what is known is what is known of the other ways.
            _flow = _flow with { IsDead = true };
            return callee.ReturnsVoid ? Value.Nothing : Default(callee.ReturnType, operation);
        }

        int locals = _locals.Count;
        Frame frame = NewFrame(callee, body, receiver, arguments, operation);
        Value value = InFrame(frame, operation, () =>
        {
            ChainConstructor(callee, receiver, operation);
            return SingleResult(body) is { } result ? Evaluate(result) : InlineBody(callee, body);
        });
        _flow = _flow.Without(_locals.Skip(locals));
        return value;
    }

    private Frame NewFrame(
        IMethodSymbol callee, IOperation body, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IOperation operation)
    {
        Frame? parent = MayCapture(callee) ? Declaring(callee) : null;
        Frame frame = new(callee)
        {
            IsInline = true,
            This = parent is not null ? parent.This : This(callee, receiver),
            Parent = parent,
            Path = PathOf(operation),
        };
        frame.Survey(body);
        foreach ((IParameterSymbol parameter, Operand argument) in arguments)
        {
            IParameterSymbol own = Written(callee).Parameters[parameter.Ordinal];
            frame.Symbols.Add(own, InlineParameter(frame, own, TypeArguments.Of(callee.Parameters[parameter.Ordinal].Type), argument));
        }

        return frame;
    }

    // What a method returns by ref: the place that its last statement names, so the method is translated in the middle of its caller.
    private Place ReturnedPlace(IInvocationOperation invocation)
        => ReturnedPlace(TargetOf(invocation), invocation.Instance, invocation.Arguments, invocation);

    private Place ReturnedPlace(
        IMethodSymbol callee, IOperation? instance, IReadOnlyList<IArgumentOperation> operands, IOperation call)
    {
        if (callee.IsAbstract
            || Body(callee) is not IBlockOperation { Operations: [.. var others, IReturnOperation { ReturnedValue: { } result }] } body
            || others.SelectMany(OwnReturns).Any())
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, call, $"what {callee.AssociatedSymbol?.Name ?? callee.Name} returns");
        }

        var (receiver, arguments) = EvaluateCall(instance, callee, operands);
        int locals = _locals.Count;
        Place? place = null;
        _ = InFrame(NewFrame(callee, body, receiver, arguments, call), call, () =>
        {
            others.ToList().ForEach(TranslateStatement);
            place = Settled(EvaluatePlace(result));
            return Value.Nothing;
        });
        _flow = _flow.Without(_locals.Skip(locals));
        return place!;
    }

    // this of a class is a reference like others: it follows its object when that moves.
    private Place? This(IMethodSymbol callee, Place? receiver) => receiver switch
    {
        ObjectPlace { Type.IsReferenceType: true } when callee.MethodKind != MethodKind.Constructor => NewReference("this", receiver),
        ChoicePlace { Reference: { } reference } => NewReference("this", reference),
        _ => receiver,
    };

    private Value InFrame(Frame frame, IOperation operation, Func<Value> translate)
    {
        CompileWatch.Inlined(_place, () => Chain(frame));
        if (Waiting(frame.Method!) > (program.RecursionDepth(frame.Method!) ?? 0))
        {
            throw new Refusal(DiagnosticDescriptors.Recursion, operation, frame.Method!.Name, "");
        }

        ProgramTranslator.RequireEndOfTypes(frame.Method!, _active, operation);
        _active.Add(frame.Method!);

        Frame outer = _frame;
        (SourceLocation? place, IOperation? statement) = (_place, _statement);
        string? demand = _additionOnlyIn;
        frame.Caller = outer;
        _frame = frame;
        _additionOnlyIn = Directives.IsAdditionOnly(frame.Method) ? ProgramTranslator.QualifiedName(frame.Method!) : demand;
        try
        {
            return TypeArguments.Within(frame.Method, translate);
        }
        finally
        {
            _active.RemoveAt(_active.Count - 1);
            _frame = outer;
            (_place, _statement) = (place, statement);
            _additionOnlyIn = demand;
            Directives.Apply(frame, program.Diagnostics);
        }
    }

    // How many invocations of a method are being translated in the middle of this one.
    private int Waiting(IMethodSymbol method) => _active.Count(item => SymbolEqualityComparer.Default.Equals(item, method));

    private IEnumerable<string> Chain(Frame innermost)
        => _active.Append(innermost.Method).OfType<IMethodSymbol>().Select(ProgramTranslator.QualifiedName).Distinct();

    private Frame? Declaring(IMethodSymbol function)
    {
        Frame? frame = _frame;
        while (frame is not null && !SymbolEqualityComparer.Default.Equals(
            frame.Method?.OriginalDefinition, function.ContainingSymbol.OriginalDefinition))
        {
            frame = frame.Parent;
        }

        return frame;
    }

    private Place InlineParameter(Frame frame, IParameterSymbol parameter, ITypeSymbol type, Operand argument)
    {
        switch (argument)
        {
            case Place place:
                return place;
            case ScalarValue { Expression: ConstantExpression constant } when !frame.Written.Contains(parameter):
                _ = frame.Constants.Add(parameter.Name);
                return new ConstantPlace(constant);
            case ReferenceValue or ChoiceValue or NullValue:
                Selectors.Targets((Value)argument).ToList().ForEach(target => Name(frame, parameter.Name, target));
                return NewReference(parameter.Name, (Value)argument);
            default:
                Place variable = NewPlace(type, parameter.Name);
                _locals.AddRange(Slots(variable));
                Store(variable, (Value)argument);
                ForEachVariable(variable, item => frame.Variables.Add((item.Name, item)));
                return variable;
        }
    }

    // Directives of the method name its parameters.
    private void Name(Frame frame, string name, Place? target)
    {
        switch (target)
        {
            case ArrayPlace array:
                frame.Arrays.AddRange(Names(array.Layout, name));
                break;
            case StreamPlace stream:
                frame.Streams.Add((name, stream.Stream));
                break;
            case ListPlace list:
                list.Items.OfType<SlotPlace>().SelectMany(slot => Selectors.Targets(_flow[slot])).ToList()
                    .ForEach(item => Name(frame, name, item));
                break;
        }
    }

    private static IEnumerable<(string Name, ArrayVariable Array)> Names(ElementLayout layout, string name) => layout.Array is { } array
        ? [(name, array)]
        : layout.Fields!.SelectMany(pair => Names(pair.Value, $"{name}.{TypeFacts.Name((IFieldSymbol)pair.Key)}"));

    // : this(...)
    private void ChainConstructor(IMethodSymbol callee, Place? receiver, IOperation operation)
    {
        if (callee.MethodKind == MethodKind.Constructor && receiver is ObjectPlace place && CallsThis(callee)
            && callee.DeclaringSyntaxReferences[0].GetSyntax() is { } syntax
            && program.Model(syntax).GetOperation(syntax) is IConstructorBodyOperation { Initializer: { } initializer }
            && initializer.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault() is { } call)
        {
            Construct(place, TypeArguments.Of(call.TargetMethod), EvaluateArguments(call.Arguments), operation);
        }
    }

    // { return x; } and => x
    private static IOperation? SingleResult(IOperation body) =>
        body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] } ? value : null;

    private Value InlineBody(IMethodSymbol callee, IOperation body)
    {
        if (!callee.ReturnsVoid)
        {
            _frame.ResultPlace = NewPlace(callee.ReturnType, ResultName(callee));
            _locals.AddRange(Slots(_frame.ResultPlace));
        }

        _tails.UnionWith(TailJumps(body).OfType<IReturnOperation>());
        if (OwnReturns(body).All(_tails.Contains))
        {
            TranslateStatement(body);
        }
        else
        {
            // A return in the middle leaves a loop that is executed once.
            LoopStatement once = new(_place);
            _frame.ExitLoop = once;
            Once(once, () => TranslateStatement(body));
        }

        return _frame.ResultPlace is null ? Value.Nothing : Load(_frame.ResultPlace);
    }

    // Without those of lambda expressions and local functions inside.
    private static IEnumerable<IOperation> OwnReturns(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or ILocalFunctionOperation => [],
        IReturnOperation => [operation],
        _ => operation.ChildOperations.SelectMany(OwnReturns),
    };
}
