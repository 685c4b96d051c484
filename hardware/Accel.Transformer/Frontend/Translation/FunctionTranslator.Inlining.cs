using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Methods translated in the middle of their caller: constructors, accessors, operators, and what returns references.</content>
internal sealed partial class FunctionTranslator
{
    private const int InlineLimit = 64;

    private int _inlineDepth;

    private Value Inline(
        IMethodSymbol callee, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, object Argument)> arguments, IOperation operation)
    {
        if (_inlineDepth >= InlineLimit)
        {
            throw new Refusal(DiagnosticDescriptors.Recursion, operation, callee.Name, "");
        }

        IOperation body = Body(callee) ?? throw new Refusal(DiagnosticDescriptors.UnknownMethod, operation, callee.ToDisplayString());
        callee = callee.PartialImplementationPart ?? callee;
        Frame frame = new(callee) { IsInline = true, This = receiver };
        frame.Survey(body);
        foreach ((IParameterSymbol parameter, object argument) in arguments)
        {
            frame.Symbols.Add(callee.Parameters[parameter.Ordinal], InlineParameter(frame, callee.Parameters[parameter.Ordinal], argument));
        }

        Frame outer = _frame;
        _frame = frame;
        _inlineDepth++;
        try
        {
            ChainConstructor(callee, receiver, operation);
            return SingleResult(body) is { } result ? Evaluate(result) : InlineBody(callee, body);
        }
        finally
        {
            _inlineDepth--;
            _frame = outer;
            Directives.Apply(frame, program.Diagnostics);
        }
    }

    private Place InlineParameter(Frame frame, IParameterSymbol parameter, object argument)
    {
        switch (argument)
        {
            case Place place:
                return place;
            case ScalarValue { Expression: ConstantExpression constant } when !frame.Written.Contains(parameter):
                _ = frame.Constants.Add(parameter.Name);
                return new ConstantPlace(constant);
            case ReferenceValue reference when !frame.Written.Contains(parameter):
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
        if (!callee.ReturnsVoid)
        {
            _frame.ResultPlace = NewPlace(callee.ReturnType, ResultName(callee));
        }

        int returns = body.Descendants().OfType<IReturnOperation>().Count();
        if (returns == TailReturns(body))
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

        return _frame.ResultPlace is null ? Value.Nothing : Load(_frame.ResultPlace);
    }

    private static int TailReturns(IOperation? operation) => operation switch
    {
        IReturnOperation => 1,
        IBlockOperation { Operations: [.., var last] } => TailReturns(last),
        IConditionalOperation conditional => TailReturns(conditional.WhenTrue) + TailReturns(conditional.WhenFalse),
        _ => 0,
    };
}
