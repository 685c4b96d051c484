using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Objects: new, constructors and initialisers.</content>
internal sealed partial class FunctionTranslator
{
    // The object that an initialiser's members belong to.
    private Place? _initialised;

    private Value EvaluateCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol type || creation.Constructor is not { } constructor)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedType, creation, creation.Syntax.ToString());
        }

        if (type.IsTupleType && creation.Arguments.Length > 0)
        {
            throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, creation, Describe(creation));
        }

        bool hasConstructor = !constructor.IsImplicitlyDeclared && !constructor.DeclaringSyntaxReferences.IsEmpty;
        if (!hasConstructor && type.IsValueType && creation.Initializer is null)
        {
            return Default(type, creation);
        }

        string hint = _hint;
        List<(IParameterSymbol Parameter, object Argument)> arguments = EvaluateArguments(creation.Arguments);
        ObjectPlace place = NewObject(type, hint);
        Construct(place, constructor, arguments, creation);
        if (creation.Initializer is { } initializer)
        {
            Initialise(place, initializer);
        }

        return type.IsValueType ? Load(place) : new ReferenceValue(place, true);
    }

    private void Construct(
        ObjectPlace place,
        IMethodSymbol constructor,
        IReadOnlyList<(IParameterSymbol Parameter, object Argument)> arguments,
        IOperation operation)
    {
        bool isPrimary = IsPrimary(constructor);
        bool callsAnother = !isPrimary && CallsThis(constructor);
        if (!callsAnother)
        {
            foreach ((ISymbol key, Place field) in place.Fields)
            {
                Value initial = Default(((IFieldSymbol)key).Type, operation);
                if (initial is not NullValue)
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
                InitialiseFields(place);
            }
        }

        if (!isPrimary && !constructor.IsImplicitlyDeclared && !constructor.DeclaringSyntaxReferences.IsEmpty)
        {
            _ = Inline(constructor, place, arguments, operation);
        }
    }

    private void InitialiseFields(ObjectPlace place)
    {
        Frame outer = _frame;
        Frame frame = new(null) { IsInline = true, This = place };
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
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;

    private static bool CallsThis(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ConstructorDeclarationSyntax
        {
            Initializer.ThisOrBaseKeyword.ValueText: "this",
        };

    // record struct P(int X, int Y): each parameter sets the property of its name.
    private void AssignPrimary(
        ObjectPlace place,
        IMethodSymbol constructor,
        IReadOnlyList<(IParameterSymbol Parameter, object Argument)> arguments,
        IOperation operation)
    {
        if (!constructor.ContainingType.IsRecord)
        {
            throw new Refusal(DiagnosticDescriptors.Capture, operation, constructor.Parameters[0].Name);
        }

        foreach ((IParameterSymbol parameter, object argument) in arguments)
        {
            foreach ((ISymbol key, Place field) in place.Fields)
            {
                if (TypeFacts.Name((IFieldSymbol)key) == parameter.Name && argument is Value value)
                {
                    Store(field, value);
                }
            }
        }

        InitialiseFields(place);
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
}
