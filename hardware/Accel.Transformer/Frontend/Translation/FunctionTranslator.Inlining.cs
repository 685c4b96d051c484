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
    private readonly HashSet<ISymbol> _active = new(SymbolEqualityComparer.Default);
    private int _objectCount;

    // The [AdditionOnly] method that is being translated in the middle of this one.
    private string? _additionOnlyIn;

    private Value Inline(
        IMethodSymbol callee, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments, IOperation operation)
    {
        IOperation body = Body(callee) ?? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, callee.ToDisplayString());
        callee = callee.PartialImplementationPart ?? callee;
        Frame? parent = MayCapture(callee) ? Declaring(callee) : null;
        Frame frame = new(callee) { IsInline = true, This = parent is null ? receiver : parent.This, Parent = parent };
        frame.Survey(body);
        foreach ((IParameterSymbol parameter, Operand argument) in arguments)
        {
            frame.Symbols.Add(callee.Parameters[parameter.Ordinal], InlineParameter(frame, callee.Parameters[parameter.Ordinal], argument));
        }

        return InFrame(frame, operation, () =>
        {
            ChainConstructor(callee, receiver, operation);
            return SingleResult(body) is { } result ? Evaluate(result) : InlineBody(callee, body);
        });
    }

    private Value InFrame(Frame frame, IOperation operation, Func<Value> translate)
    {
        CompileWatch.Inlined(_place, () => Chain(frame));
        if (!_active.Add(frame.Method!))
        {
            throw new Refusal(DiagnosticDescriptors.Recursion, operation, frame.Method!.Name, "");
        }

        Frame outer = _frame;
        SourceLocation? place = _place;
        string? demand = _additionOnlyIn;
        _frame = frame;
        _additionOnlyIn = Directives.IsAdditionOnly(frame.Method) ? ProgramTranslator.QualifiedName(frame.Method!) : demand;
        try
        {
            return translate();
        }
        finally
        {
            _ = _active.Remove(frame.Method!);
            _frame = outer;
            _place = place;
            _additionOnlyIn = demand;
            Directives.Apply(frame, program.Diagnostics);
        }
    }

    private IEnumerable<string> Chain(Frame innermost)
        => _active.Append(innermost.Method).OfType<IMethodSymbol>().Select(ProgramTranslator.QualifiedName).Distinct();

    private Frame? Declaring(IMethodSymbol function)
    {
        Frame? frame = _frame;
        while (frame is not null && !SymbolEqualityComparer.Default.Equals(frame.Method, function.ContainingSymbol))
        {
            frame = frame.Parent;
        }

        return frame;
    }

    private Place InlineParameter(Frame frame, IParameterSymbol parameter, Operand argument)
    {
        switch (argument)
        {
            case Place place:
                return place;
            case ScalarValue { Expression: ConstantExpression constant } when !frame.Written.Contains(parameter):
                _ = frame.Constants.Add(parameter.Name);
                return new ConstantPlace(constant);
            case ReferenceValue reference when !frame.Written.Contains(parameter):
                Name(frame, parameter.Name, reference.Target);
                return new SlotPlace(parameter.Name, [.. _loops]) { Target = reference.Target };
            case ReferenceValue or NullValue:
                throw new Refusal(DiagnosticDescriptors.Identity, _place!, parameter.Name);
            default:
                Place variable = NewPlace(parameter.Type, parameter.Name);
                Store(variable, (Value)argument);
                ForEachVariable(variable, item => frame.Variables.Add((item.Name, item)));
                return variable;
        }
    }

    // Directives of the method name its parameters.
    private static void Name(Frame frame, string name, Place? target)
    {
        switch (target)
        {
            case ArrayPlace array:
                frame.Arrays.AddRange(Names(array.Layout, name));
                break;
            case StreamPlace stream:
                frame.Streams.Add((name, stream.Stream));
                break;
            case SlotPlace slot:
                Name(frame, name, slot.Target);
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
            Construct(place, call.TargetMethod, EvaluateArguments(call.Arguments), operation);
        }
    }

    // { return x; } and => x
    private static IOperation? SingleResult(IOperation body) =>
        body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] } ? value : null;

    private Value InlineBody(IMethodSymbol callee, IOperation body)
    {
        int firstObject = _objectCount;
        if (!callee.ReturnsVoid)
        {
            _frame.ResultPlace = NewPlace(callee.ReturnType, ResultName(callee));
        }

        _tails.UnionWith(TailJumps(body).OfType<IReturnOperation>());
        if (OwnReturns(body).All(_tails.Contains))
        {
            TranslateStatement(body);
        }
        else
        {
            // A return in the middle leaves a loop that is executed once.
            LoopStatement once = new(_place) { TestsAtEnd = true, Condition = IrBuild.Constant(false) };
            _frame.ExitLoop = once;
            once.Body = Into(() => TranslateStatement(body));
            Emit(once);
        }

        return _frame.ResultPlace is null ? Value.Nothing : Outgoing(_frame.ResultPlace, firstObject);
    }

    // Without those of lambda expressions and local functions inside.
    private static IEnumerable<IOperation> OwnReturns(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or ILocalFunctionOperation => [],
        IReturnOperation => [operation],
        _ => operation.ChildOperations.SelectMany(OwnReturns),
    };

    // An object made in the method that only its own variables know is new to the caller.
    private Value Outgoing(Place result, int firstObject)
    {
        if (result is not SlotPlace { Target: { } target } || LifetimeOf(target) is not { } lifetime || lifetime.Number < firstObject)
        {
            return Load(result);
        }

        int own = _frame.Symbols.Values.OfType<SlotPlace>().Append((SlotPlace)result).Count(slot => ReferenceEquals(slot.Target, target));
        if (lifetime.Slots != own)
        {
            return Load(result);
        }

        lifetime.Slots = 0;
        return new ReferenceValue(target, true);
    }
}
