using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Objects: new, constructors, initialisers, comparisons with null.</content>
internal sealed partial class FunctionTranslator
{
    // The object that an initialiser's members belong to.
    private Place? _initialised;

    private Value EvaluateCreation(IObjectCreationOperation creation, Func<ObjectPlace>? destination = null)
    {
        if (creation.Type is not INamedTypeSymbol written || creation.Constructor is not { } constructor)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, creation, creation.Syntax.ToString());
        }

        INamedTypeSymbol type = TypeArguments.Of(written);
        if (KnownTypes.IsStream(type))
        {
            return EvaluateStream(creation);
        }

        if (type.IsTupleType && creation.Arguments.Length > 0)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, creation, Describe(creation));
        }

        if (KnownTypes.SpanOf(type) is not null)
        {
            return NewSpan(creation, type);
        }

        if (IsNullable(type) && creation.Arguments is [{ Value: var only }])
        {
            return Some(type, IrBuild.Constant(true), ConvertTo(Evaluate(only), KnownTypes.NullableOf(type)));
        }

        return type.IsValueType && !HasOwnConstruction(creation) ? Default(type, creation)
            : Create(creation, TypeArguments.Of(constructor), EvaluateArguments(creation.Arguments), creation.Initializer, destination);
    }

    // new T() where T is known.
    private Value EvaluateCreation(ITypeParameterObjectCreationOperation creation)
        => TypeArguments.Of(creation.Type!) is INamedTypeSymbol type && KnownTypes.Scalar(type) is null
            && type.InstanceConstructors.FirstOrDefault(static c => c.Parameters.IsEmpty) is { } constructor
            && (type.IsReferenceType || !constructor.IsImplicitlyDeclared || creation.Initializer is not null)
            ? Create(creation, constructor, [], creation.Initializer, null)
            : Default(creation.Type, creation);

    private Value Create(
        IOperation creation, IMethodSymbol constructor, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IObjectOrCollectionInitializerOperation? written, Func<ObjectPlace>? destination)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        string hint = _hint;
        ObjectPlace place = destination is not null ? destination()
            : type.IsValueType ? NewObject(type, hint)
            : (ObjectPlace)Allocate(creation, () => NewObject(type, hint));
        While(place, () =>
        {
            Construct(place, constructor, arguments, creation);
            if (written is { } initializer)
            {
                Initialise(place, initializer);
            }

            return place;
        });
        return type.IsValueType ? Load(place) : new ReferenceValue(place);
    }

    // Not just new S(), which is default(S).
    private static bool HasOwnConstruction(IObjectCreationOperation creation) =>
        creation.Initializer is not null
        || creation.Constructor is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false };

    private void Construct(
        ObjectPlace place,
        IMethodSymbol constructor,
        IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IOperation operation)
    {
        bool isPrimary = IsPrimary(constructor);
        bool callsAnother = !isPrimary && CallsThis(constructor);
        if (!callsAnother)
        {
            foreach ((ISymbol key, Place field) in place.Fields)
            {
                Value initial = Default(((IFieldSymbol)key).Type, operation);
                if (initial is NullValue)
                {
                    Slots(field).ToList().ForEach(slot => Bind(slot, initial));
                }
                else
                {
                    Store(field, initial);
                }
            }

            if (isPrimary)
            {
                AssignPrimary(place, constructor, arguments, operation);
            }
            else
            {
                CompileWatch.Inlined(_place, () => [$"the fields of {constructor.ContainingType.ToDisplayString()}"]);
                InitialiseFields(place, new Frame(null) { IsInline = true, This = place, Path = PathOf(operation) });
            }
        }

        if (!isPrimary && !constructor.IsImplicitlyDeclared && !constructor.DeclaringSyntaxReferences.IsEmpty)
        {
            _ = Inline(constructor, place, arguments, operation);
        }
    }

    private void InitialiseFields(ObjectPlace place, Frame frame)
        => TypeArguments.Within(place.Type, () => InitialiseOwnFields(place, frame));

    private ObjectPlace InitialiseOwnFields(ObjectPlace place, Frame frame)
    {
        Frame outer = _frame;
        frame.Caller = outer;
        foreach ((ISymbol key, Place field) in place.Fields)
        {
            SyntaxNode? syntax = (((IFieldSymbol)key).AssociatedSymbol ?? key).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            EqualsValueClauseSyntax? clause = (syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer;
            if (clause is not null && program.Model(clause).GetOperation(clause) is ISymbolInitializerOperation { Value: { } value })
            {
                _frame = frame;
                try
                {
                    Store(field, Evaluate(value, (field as SlotPlace)?.Name ?? "t"));
                }
                finally
                {
                    _frame = outer;
                }
            }
        }

        return place;
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;

    private static bool CallsThis(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ConstructorDeclarationSyntax
        {
            Initializer.ThisOrBaseKeyword.ValueText: "this",
        };

    // class P(int x): initialisers see the parameters; in record struct P(int X), each sets the property of its name.
    private void AssignPrimary(
        ObjectPlace place,
        IMethodSymbol constructor,
        IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> arguments,
        IOperation operation)
    {
        if (CallsThis(constructor))
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation));
        }

        Frame frame = new(null) { IsInline = true, This = place, Path = PathOf(operation) };
        foreach ((IParameterSymbol parameter, Operand argument) in arguments)
        {
            IParameterSymbol own = constructor.OriginalDefinition.Parameters[parameter.Ordinal];
            Place value = InlineParameter(frame, own, constructor.Parameters[parameter.Ordinal].Type, argument);
            frame.Symbols.Add(own, value);
            foreach ((ISymbol key, Place field) in place.Fields)
            {
                if (constructor.ContainingType.IsRecord && TypeFacts.Name((IFieldSymbol)key) == parameter.Name)
                {
                    Store(field, Load(value));
                }
            }
        }

        InitialiseFields(place, frame);
    }

    private void Initialise(Place place, IObjectOrCollectionInitializerOperation initializer)
    {
        Place? outer = _initialised;
        foreach (IOperation part in initializer.Initializers)
        {
            _initialised = place;
            switch (part)
            {
                case ISimpleAssignmentOperation assignment:
                    _ = EvaluateAssignment(assignment, false);
                    break;
                case IMemberInitializerOperation member:
                    Initialise(Target(EvaluatePlace(member.InitializedMember), member), member.Initializer);
                    break;
                default:
                    throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, part, Describe(part));
            }
        }

        _initialised = outer;
    }

    // Which object a reference stands for, or none, is known at each place in the text.
    private static IOperation? ComparedWithNull(IBinaryOperation binary)
    {
        (IOperation left, IOperation right) = (Unwrapped(binary.LeftOperand), Unwrapped(binary.RightOperand));
        return right.ConstantValue is { HasValue: true, Value: null } ? left
            : left.ConstantValue is { HasValue: true, Value: null } ? right
            : null;
    }
}
