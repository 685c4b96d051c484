using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// The attributes of one field, put onto whatever it holds: the variable of each object, the array or stream that the field refers to, the
/// array of an element's field. They are checked by the field's type alone, so once for all objects.
/// </summary>
internal sealed class FieldDirectives
{
    private readonly IFieldSymbol _field;
    private readonly DiagnosticsBag _diagnostics;
    private readonly List<AttributeData> _attributes;

    private FieldDirectives(IFieldSymbol field, DiagnosticsBag diagnostics)
    {
        (_field, _diagnostics) = (field, diagnostics);
        _attributes = [.. field.GetAttributes().Where(IsDirective)];
    }

    private string Name => $"{_field.ContainingType.Name}.{TypeFacts.Name(_field)}";

    /// <summary>Checks what a field's attributes ask, and does it where the field holds a number.</summary>
    public static void Obey(IFieldSymbol field, Place place, DiagnosticsBag diagnostics)
    {
        FieldDirectives directives = new(field, diagnostics);
        if (directives._attributes.Count > 0 && directives.Check())
        {
            directives.Apply(place);
        }
    }

    /// <summary>The same for a field of the elements of an array.</summary>
    public static void Obey(IFieldSymbol field, ElementLayout layout, DiagnosticsBag diagnostics)
    {
        FieldDirectives directives = new(field, diagnostics);
        if (directives._attributes.Count > 0 && directives.Check() && layout.Array is { } array)
        {
            directives.Apply(array);
        }
    }

    private static bool IsDirective(AttributeData attribute) => attribute.AttributeClass is { } type
        && type.ContainingNamespace?.ToDisplayString() == typeof(MemoryAttribute).Namespace
        && type.Name is nameof(MemoryAttribute) or nameof(BankedAttribute) or nameof(WidthAttribute) or nameof(RangeAttribute);

    private static string Kind(AttributeData attribute)
        => attribute.AttributeClass!.Name.Replace("Attribute", "", StringComparison.Ordinal);

    private static int Banks(AttributeData attribute)
        => attribute.NamedArguments.FirstOrDefault(static pair => pair.Key == nameof(BankedAttribute.Banks)).Value.Value as int? ?? 0;

    // By the type alone, whether the field is ever set or not.
    private bool Check()
    {
        ITypeSymbol held = _field.Type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol stream when KnownTypes.IsStream(stream) => stream.TypeArguments[0],
            var type => type,
        };
        return _attributes.TrueForAll(attribute => Problem(attribute, held) is not { } problem || Refuse(attribute, problem));
    }

    private string? Problem(AttributeData attribute, ITypeSymbol held)
    {
        bool isArray = _field.Type is IArrayTypeSymbol, isStream = KnownTypes.IsStream(_field.Type);
        if (attribute.ConstructorArguments is [{ Type.SpecialType: SpecialType.System_String }, ..])
        {
            return "the name stands for itself on a field: leave it out of the brackets";
        }

        if (_attributes.Find(other => Directives.Asked(other) == Directives.Asked(attribute)) != attribute)
        {
            return $"another attribute asks for its {Directives.Asked(attribute)} already";
        }

        switch (attribute.AttributeClass!.Name)
        {
            case nameof(BankedAttribute):
                return !isArray ? $"{_field.Type.ToDisplayString()} is no array" : Banks(attribute) < 1 ? "there is at least one "
                    + "bank" : null;
            case nameof(MemoryAttribute):
                return !isArray && !isStream ? $"{_field.Type.ToDisplayString()} is neither an array nor a stream"
                    : Directives.MemoryOf(attribute) is null ? Directives.NoMemory(attribute) : null;
            default:
                return KnownTypes.Scalar(held) is not { } type ? $"{_field.Type.ToDisplayString()} holds no numbers"
                    : PromisedRange.Of(attribute, type) is not { } range ? PromisedRange.Problem(attribute, type)
                    : !isStream && !IsTable && (range.Minimum > 0 || range.Maximum < 0) ? $"it starts as 0, which is not in "
                        + $"{PromisedRange.Text(attribute)}"
                    : null;
        }
    }

    // Its content is given, so it need not start as 0.
    private bool IsTable => _field.IsStatic || PersistentFields.HasContents(_field);

    private void Apply(Place place)
    {
        switch (place)
        {
            case VariablePlace variable:
                variable.Variable.Promise = Promise(variable.Variable.Type);
                break;
            case ConstantPlace { Value: ConstantExpression constant }:
                Require(constant.Type, [constant.Value]);
                break;
            case ElementPlace element:
                Apply(element.Array);
                break;
            case ArrayPlace array:
                foreach (ArrayVariable part in array.Layout.Arrays)
                {
                    Apply(part);
                }

                break;
            case StreamPlace stream:
                Apply(stream.Stream);
                break;
            case SlotPlace slot:
                slot.OnBind = Apply;
                break;
        }
    }

    private void Apply(ArrayVariable array)
    {
        array.Promise = Promise(array.ElementType) ?? array.Promise;
        if ((array.Constants ?? array.Initial) is { } constants)
        {
            Require(array.ElementType, constants);
        }

        foreach (AttributeData attribute in _attributes)
        {
            if (attribute.AttributeClass!.Name == nameof(BankedAttribute))
            {
                _ = array.Banks == 1 || array.Banks == Banks(attribute) || Refuse(attribute, $"the array has {array.Banks} banks by "
                    + $"another field");
                array.Banks = Banks(attribute);
            }
            else if (attribute.AttributeClass.Name == nameof(MemoryAttribute))
            {
                MemoryKind kind = Directives.MemoryOf(attribute)!.Value;
                _ = array.Kind == MemoryKind.Automatic || array.Kind == kind || Refuse(attribute, $"the array is {array.Kind} by "
                    + $"another field");
                array.Kind = kind;
                _ = kind != MemoryKind.Ultra || (array.Constants ?? array.Initial) is null
                    || Refuse(attribute, "UltraRAM starts with zeros, and the array has contents");
                array.HasOutputRegister = IsRegistered(attribute, isStream: false);
            }
        }
    }

    private void Apply(StreamVariable stream)
    {
        foreach (AttributeData attribute in _attributes.Where(static a => a.AttributeClass!.Name == nameof(MemoryAttribute)))
        {
            stream.Kind = Directives.MemoryOf(attribute)!.Value;
            _ = IsRegistered(attribute, isStream: true);
        }

        foreach (StreamField part in stream.Fields)
        {
            part.Promise = Promise(part.Type) ?? part.Promise;
        }
    }

    private bool IsRegistered(AttributeData attribute, bool isStream)
        => Directives.HasOutputRegister(attribute)
            && (Directives.OutputRegisterProblem(Directives.MemoryOf(attribute)!.Value, isStream) is not { } problem
                || Refuse(attribute, problem));

    private (long Minimum, long Maximum)? Promise(IrType type)
        => _attributes.FirstOrDefault(PromisedRange.IsPromise) is { } promise ? PromisedRange.Of(promise, type) : null;

    private void Require(IrType type, IEnumerable<long> values)
    {
        if (Promise(type) is not { } range)
        {
            return;
        }

        foreach (long value in values.Where(value => value < range.Minimum || value > range.Maximum).Take(1))
        {
            AttributeData promise = _attributes.First(PromisedRange.IsPromise);
            _ = Refuse(promise, $"{value} is not in {PromisedRange.Text(promise)}");
        }
    }

    // False, so that it can stand in a condition.
    private bool Refuse(AttributeData attribute, string problem)
    {
        SourceLocation place = attribute.ApplicationSyntaxReference is { } syntax
            ? SourcePlaces.Of(syntax.GetSyntax())
            : SourcePlaces.Of(_field);
        _diagnostics.Report(DiagnosticDescriptors.FieldDirective, place, Kind(attribute), Name, problem);
        return false;
    }
}
