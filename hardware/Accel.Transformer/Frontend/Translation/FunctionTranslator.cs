using Accel.Rtl;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Translates one method to a function. C# expressions with effects become statements in the order in which C# evaluates, and what is left
/// is an <see cref="Expression"/> without effect. A value computed early is kept in a temporary only if a later statement would change it.
/// The parts of the class are in files by concern.
/// </summary>
internal sealed partial class FunctionTranslator(ProgramTranslator program, string name, IMethodSymbol? method)
{
    private readonly Function _function = new(name, method is null ? null : SourcePlaces.Of(method));
    private readonly Dictionary<ILabelSymbol, Jump> _jumps = new(SymbolEqualityComparer.Default);
    private readonly List<LoopStatement> _loops = [];
    private readonly HashSet<IOperation> _tails = [];
    private readonly HashSet<Variable> _temporaries = [];

    // The caller's variables and arrays, and what the callee calls them: one that is given twice is one here too.
    private readonly Dictionary<object, object> _mirrors = [];
    private readonly Dictionary<Place, Place> _mirrored = [];

    // What was reported here.
    private readonly List<KernelDiagnostic> _reports = [];

    private Frame _frame = new(method);
    private Block _block = new();
    private SourceLocation? _place;

    /// <summary>Translates the method.</summary>
    /// <param name="shape">How it is called.</param>
    /// <param name="announce">Receives the function when its parameters are known, so that it can call itself.</param>
    public FunctionInstance TranslateMethod(CallShape shape, Action<FunctionInstance> announce)
        => TypeArguments.Within(shape.Method, () => TranslateBody(shape, announce));

    private FunctionInstance TranslateBody(CallShape shape, Action<FunctionInstance> announce)
    {
        _place = _function.Source;
        IOperation body = Body(shape.Method) ?? throw new Refusal(
            DiagnosticDescriptors.UnknownMethod, _place ?? SourcePlaces.Of(Location.None), WithoutSource(shape.Method));
        _block = _function.Body;
        _frame.This = shape.This is ObjectPlace receiver ? Mirror(receiver, "this") : shape.This;
        _frame.Survey(body);
        foreach (ShapeArgument argument in shape.Arguments)
        {
            IMethodSymbol implementation = Written(shape.Method);
            _frame.Symbols.Add(implementation.Parameters[argument.Parameter.Ordinal], Parameter(argument));
        }

        ITypeSymbol result = shape.Method.ReturnType;
        if (!shape.Method.ReturnsVoid && !KnownTypes.IsTask(result))
        {
            _function.ResultType = KnownTypes.Scalar(result);
            _frame.ResultPlace = _function.ResultType is null ? Mirror(Describe(result), "result") : null;
        }

        _function.IsAdditionOnly = Directives.IsAdditionOnly(shape.Method);
        _function.IsShared = program.IsShared(shape.Method);
        _function.RecursionDepth = program.RecursionDepth(shape.Method);
        announce(new FunctionInstance(_function, result, _frame.ResultPlace));
        TranslateStatement(body);
        Complete();
        FormNetworks();
        ClearFirst();
        Directives.Apply(_frame, program.Diagnostics);
        return Finish(result, shape);
    }

    // What binds its caller's references is translated in the middle of the caller, and what is wrong is said there.
    private FunctionInstance Finish(ITypeSymbol result, CallShape shape)
    {
        if (_rebinds && _function.RecursionDepth is not null)
        {
            throw new Refusal(
                DiagnosticDescriptors.RecursionState, _function.Source!, _function.Name, "sets a reference that its caller knows");
        }

        bool isForCaller = _rebinds || (_dependsOnCaller && _function.RecursionDepth is null && !shape.IsEntryPoint);
        if (isForCaller)
        {
            TakeBack(0);
        }

        return new FunctionInstance(_function, result, _frame.ResultPlace) { Rebinds = isForCaller, Replaces = _replaces };
    }

    /// <summary>Translates a field's initialiser to a function that leaves its value in a place.</summary>
    public (Function Function, Place Place) TranslateInitialiser(IFieldSymbol field, IOperation initialiser)
        => TypeArguments.Within(field.ContainingType, () => TranslateContent(field, initialiser));

    // The method as its text has it: with the symbols that its body is bound to.
    private static IMethodSymbol Written(IMethodSymbol symbol)
        => symbol.OriginalDefinition.PartialImplementationPart ?? symbol.OriginalDefinition;

    private (Function Function, Place Place) TranslateContent(IFieldSymbol field, IOperation initialiser)
    {
        _block = _function.Body;
        _place = SourcePlaces.Of(field);
        _frame.Survey(initialiser);
        Place place = NewPlace(field.Type, field.Name);
        Store(place, Evaluate(initialiser, field.Name));
        ClearFirst();
        return (_function, Snapshot(place, [], mayBeNull: true)
            ?? throw new Refusal(DiagnosticDescriptors.ConstantField, _place, field.Name, "it stands for one of several objects"));
    }

    /// <summary>The value of a constant length.</summary>
    public int ConstantLength(IOperation operation)
    {
        _place = SourcePlaces.Of(operation);
        Expression length = EvaluateScalar(operation);
        if (length is ConstantExpression { Value: 0 })
        {
            throw new Refusal(DiagnosticDescriptors.NoElements, operation);
        }

        return length is ConstantExpression { Value: > 0 and <= int.MaxValue } constant
            ? (int)constant.Value
            : throw new Refusal(DiagnosticDescriptors.ArrayLength, operation, operation.Syntax.ToString());
    }

    private Place Parameter(ShapeArgument argument)
    {
        IParameterSymbol symbol = argument.Parameter;
        if (argument.Place is not null)
        {
            Place mirror = Mirror(argument.Place, symbol.Name);
            return symbol.RefKind == RefKind.None && TypeFacts.IsReference(symbol.Type) ? NewReference(symbol.Name, mirror) : mirror;
        }

        Place place = NewPlace(symbol.Type, symbol.Name, isParameter: true);
        ForEachVariable(place, variable =>
        {
            _frame.Variables.Add((variable.Name, variable));
            _function.Parameters.Add(new Parameter(variable, null, false));
        });
        return place;
    }

    // A variable that stands for an object.
    private SlotPlace NewReference(string slotName, Place target)
    {
        return NewReference(slotName, new ReferenceValue(target));
    }

    private SlotPlace NewReference(string slotName, Value value)
    {
        SlotPlace slot = new(slotName) { IsTransient = true };
        _locals.Add(slot);
        Bind(slot, value);
        return slot;
    }

    // A place of the caller as the callee sees it, with a parameter for each variable and array it consists of; one object is one here too.
    private Place Mirror(Place place, string name)
    {
        if (!_mirrored.TryGetValue(place, out Place? mirror))
        {
            mirror = MirrorNew(place, name);
            _mirrored.Add(place, mirror);
            return mirror;
        }

        _ = MirrorNew(place, name);
        return mirror;
    }

    private Place MirrorNew(Place place, string name)
    {
        switch (place)
        {
            case ArrayPlace array:
                return new ArrayPlace(array.ElementType, Mirror(array.Layout, name), array.Length)
                {
                    Dimensions = array.Dimensions,
                    Ownership = Ownership.Borrowed,
                    Origin = array.Origin,
                };
            case ObjectPlace item:
                return new ObjectPlace(
                    item.Type,
                    item.Fields.ToDictionary(
                        pair => pair.Key,
                        pair => Mirror(pair.Value, $"{name}.{TypeFacts.Name((IFieldSymbol)pair.Key)}"),
                        SymbolEqualityComparer.Default))
                {
                    Ownership = Ownership.Borrowed,
                    Origin = item.Origin,
                };
            case SlotPlace { Initial: ReferenceValue { Target: var target } } slot:
                return new SlotPlace(name, new ReferenceValue(Mirror(target, name))) { Ownership = slot.Ownership };
            case VariablePlace or ElementPlace or ConstantPlace:
                Variable variable = new(name, ScalarType(place), _place);
                _function.Parameters.Add(new Parameter(variable, null, true));
                if (place is VariablePlace { Variable: var own } && !_mirrors.TryAdd(own, variable))
                {
                    return new VariablePlace((Variable)_mirrors[own]);
                }

                _frame.Variables.Add((name, variable));
                return new VariablePlace(variable);
            default:
                return place;
        }
    }

    private ElementLayout Mirror(ElementLayout layout, string name)
    {
        if (layout.Array is { } array)
        {
            ArrayVariable parameter = new(name, array.ElementType, array.Length, _place);
            _function.Parameters.Add(new Parameter(null, parameter, false));
            if (!_mirrors.TryAdd(array, parameter))
            {
                return layout with { Array = (ArrayVariable)_mirrors[array] };
            }

            _frame.Arrays.Add((name, parameter));
            return layout with { Array = parameter };
        }

        ElementLayout twin = layout with
        {
            Fields = layout.Fields!.ToDictionary(
                pair => pair.Key,
                pair => Mirror(pair.Value, $"{name}.{TypeFacts.Name((IFieldSymbol)pair.Key)}"),
                SymbolEqualityComparer.Default),
        };
        program.Lists.NoteTwin(layout, twin);
        return twin;
    }

    // A function with a result must not end without one; where a throw stands in C#, hardware goes on.
    private void Complete()
    {
        if (_function.ResultType is { } type && _function.Body.Statements is not [.., ReturnStatement])
        {
            _function.Body.Statements.Add(new ReturnStatement(IrBuild.Constant(type, 0), _function.Source));
        }
    }

    private IOperation? Body(IMethodSymbol symbol)
    {
        IMethodSymbol implementation = symbol.PartialImplementationPart ?? symbol;
        SyntaxNode? syntax = implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is null ? null : program.Model(syntax).GetOperation(syntax) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            IConstructorBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation function => function.Body,
            IBlockOperation block => block,
            _ => null,
        };
    }

    private void Emit(Statement statement)
    {
        CompileWatch.Made(statement.Source);
        _block.Statements.Add(statement);
        NoteConstants(statement);
    }

    private void Assign(Variable variable, Expression value) => Emit(new AssignStatement(variable, value, _place));

    // Translates into a block of its own.
    private Block Into(Action translate)
    {
        Block outer = _block;
        Block inner = new();
        _block = inner;
        try
        {
            translate();
        }
        finally
        {
            _block = outer;
        }

        return inner;
    }

    private Variable NewVariable(string variableName, IrType type)
    {
        Variable variable = new(variableName, type, _place);
        _function.Variables.Add(variable);
        return variable;
    }

    private VariableExpression Keep(Expression value, string hint)
    {
        Variable variable = NewVariable(hint, value.Type);
        _ = _temporaries.Add(variable);
        Assign(variable, value);
        return new VariableExpression(variable);
    }

    // What a break or continue of C# does; for goto case also the section of the switch that is next.
    private sealed record Jump(LoopStatement? Loop, bool IsContinue)
    {
        public Variable? Section { get; init; }

        public int Number { get; init; }
    }
}
