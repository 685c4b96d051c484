using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Fields that belong to no object of a kernel's own: readonly ones, static or of the kernel class, whose initialisers are run at compile
/// time by the IR interpreter and become constants and tables, and [Persistent] ones, which become arrays of the program.
/// </summary>
internal sealed class StaticFields(ProgramTranslator program)
{
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _inProgress = new(SymbolEqualityComparer.Default);

    /// <summary>The place of a static field, or of an instance field of the kernel class.</summary>
    public Place Get(IFieldSymbol field, SourceLocation use)
    {
        if (_places.TryGetValue(field, out Place? place))
        {
            return place;
        }

        bool isPersistent = PersistentFields.IsPersistent(field);
        if (!isPersistent && !(field.IsReadOnly && (field.IsStatic || HasItsInitialValue(field))))
        {
            throw new Refusal(DiagnosticDescriptors.MutableField, SourcePlaces.Of(field), TypeFacts.Name(field));
        }

        if (!_inProgress.Add(field))
        {
            throw new Refusal(DiagnosticDescriptors.ConstantField, use, TypeFacts.Name(field), "it depends on itself");
        }

        place = isPersistent ? new PersistentFields(program, Initialiser, Constant).Make(field) : Constant(field);
        if (!isPersistent)
        {
            FieldDirectives.Obey(field, place is SlotPlace { Initial: ReferenceValue { Target: var held } }
                ? held : place, program.Diagnostics);
        }

        _ = _inProgress.Remove(field);
        _places.Add(field, place);
        return place;
    }

    // What a constructor sets is known to the host alone.
    private bool HasItsInitialValue(IFieldSymbol field) => Initialiser(field) is not null && field.ContainingType.InstanceConstructors
        .SelectMany(static constructor => constructor.DeclaringSyntaxReferences)
        .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
        .All(name => name.Identifier.ValueText != field.Name);

    private Place Constant(IFieldSymbol field)
    {
        SourceLocation at = SourcePlaces.Of(field);
        if (field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared))
        {
            throw new Refusal(DiagnosticDescriptors.ConstantField, at, field.Name, "its class has a static constructor");
        }

        if (Initialiser(field) is not { } initialiser)
        {
            throw new Refusal(DiagnosticDescriptors.ConstantField, at, field.Name, "it has no initialiser");
        }

        FunctionTranslator translator = new(program, $"{field.ContainingType.Name}.{TypeFacts.Name(field)}", null);
        (Function function, Place place) = translator.TranslateInitialiser(field, initialiser);
        return Evaluate(field, function, place);
    }

    // Scalars are copied into arrays of one element at the end of the function, so that everything is read out in one way.
    private Place Evaluate(IFieldSymbol field, Function function, Place place)
    {
        Dictionary<Variable, ArrayVariable> results = [];
        Collect(place, variable =>
        {
            ArrayVariable result = new(variable.Name, variable.Type, 1, function.Source);
            results.Add(variable, result);
            function.Arrays.Add(result);
            function.Body.Statements.Add(
                new ArrayStoreStatement(result, IrBuild.Constant(IrType.Int32, 0), new VariableExpression(variable), function.Source));
        });
        List<ArrayVariable> arrays = [.. function.Arrays];
        try
        {
            IReadOnlyList<long[]> contents = IrInterpreter.Evaluate(function, arrays);
            Dictionary<ArrayVariable, long[]> content = arrays.Zip(contents).ToDictionary(pair => pair.First, pair => pair.Second);
            return Freeze(place, TypeFacts.Name(field), variable => new ConstantExpression(variable.Type, content[results[variable]][0]), array => content[array]);
        }
        catch (IrExecutionException exception)
        {
            throw new Refusal(DiagnosticDescriptors.ConstantField, SourcePlaces.Of(field), field.Name, exception.Message);
        }
    }

    private static void Collect(Place place, Action<Variable> visit)
    {
        switch (place)
        {
            case VariablePlace variable:
                visit(variable.Variable);
                break;
            case ObjectPlace item:
                foreach (Place field in item.Fields.Values)
                {
                    Collect(field, visit);
                }

                break;
            case SlotPlace { Initial: ReferenceValue { Target: var target } }:
                Collect(target, visit);
                break;
            case ListPlace list:
                list.Items.ToList().ForEach(item => Collect(item, visit));
                break;
        }
    }

    private Place Freeze(Place place, string name, Func<Variable, Expression> value, Func<ArrayVariable, long[]> content)
    {
        switch (place)
        {
            case VariablePlace variable:
                return new ConstantPlace(value(variable.Variable));
            case ObjectPlace item:
                return new ObjectPlace(
                    item.Type,
                    item.Fields.ToDictionary(
                        pair => pair.Key,
                        pair => Freeze(pair.Value, $"{name}.{TypeFacts.Name((IFieldSymbol)pair.Key)}", value, content),
                        SymbolEqualityComparer.Default))
                {
                    Ownership = Ownership.Static,
                    Origin = item.Origin,
                };
            case SlotPlace { Initial: ReferenceValue { Target: var target } } slot:
                return new SlotPlace(slot.Name, new ReferenceValue(Freeze(target, name, value, content)));
            case ListPlace list:
                return new ListPlace([.. list.Items.Select((item, i) => Freeze(
                    item, string.Create(CultureInfo.InvariantCulture, $"{name}_{i}"), value, content))]);
            case ArrayPlace array:
                return new ArrayPlace(array.ElementType, Freeze(array.Layout, name, content), array.Length)
                {
                    Dimensions = array.Dimensions,
                    Ownership = Ownership.Static,
                    Origin = array.Origin,
                };
            default:
                return place;
        }
    }

    private ElementLayout Freeze(ElementLayout layout, string name, Func<ArrayVariable, long[]> content)
    {
        if (layout.Array is not { } array)
        {
            return layout with
            {
                Fields = layout.Fields!.ToDictionary(
                    pair => pair.Key,
                    pair => Freeze(pair.Value, $"{name}.{TypeFacts.Name((IFieldSymbol)pair.Key)}", content),
                    SymbolEqualityComparer.Default),
            };
        }

        ArrayVariable table = new(name, array.ElementType, array.Length, array.Source) { Constants = content(array) };
        program.Program.Arrays.Add(table);
        return layout with { Array = table };
    }

    private IOperation? Initialiser(IFieldSymbol field)
    {
        SyntaxNode? syntax = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        EqualsValueClauseSyntax? clause = syntax switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return clause is null ? null : (program.Model(clause).GetOperation(clause) as ISymbolInitializerOperation)?.Value;
    }
}
