using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>Puts a method's attributes onto its loops, arrays and variables once its body is translated.</summary>
internal sealed class Directives
{
    /// <summary>Cycles between two iterations. One that takes longer overlaps with none anyway, and counters stay small.</summary>
    private const int LargestInterval = 4096;

    private readonly Frame _frame;
    private readonly DiagnosticsBag _diagnostics;
    private readonly AttributeData _attribute;
    private readonly string _kind;
    private readonly string _name;
    private readonly SourceLocation _place;

    private Directives(Frame frame, DiagnosticsBag diagnostics, AttributeData attribute)
    {
        _frame = frame;
        _diagnostics = diagnostics;
        _attribute = attribute;
        _kind = attribute.AttributeClass!.Name.Replace("Attribute", "", StringComparison.Ordinal);
        _name = attribute.ConstructorArguments is [{ Value: string name }, ..] ? name : "";
        _place = attribute.ApplicationSyntaxReference is { } syntax ? SourcePlaces.Of(syntax.GetSyntax()) : SourcePlaces.Of(frame.Method!);
    }

    /// <summary>Whether the method or a class around it is marked [AdditionOnly].</summary>
    public static bool IsAdditionOnly(ISymbol? symbol) => symbol is IMethodSymbol or INamedTypeSymbol
        && (symbol.GetAttributes().Any(item => IsOurs(item) && item.AttributeClass!.Name == nameof(AdditionOnlyAttribute))
            || IsAdditionOnly(symbol.ContainingSymbol));

    /// <summary>What [MaxRecursionDepth] says, or null.</summary>
    public static int? RecursionDepth(IMethodSymbol method)
        => method.GetAttributes().FirstOrDefault(item => IsOurs(item) && item.AttributeClass!.Name == nameof(MaxRecursionDepthAttribute))
            is { ConstructorArguments: [{ Value: int depth }] } ? depth : null;

    /// <summary>Applies the attributes of the frame's method.</summary>
    public static void Apply(Frame frame, DiagnosticsBag diagnostics)
    {
        HashSet<(string Kind, string Name)> given = [];
        foreach (AttributeData attribute in frame.Method?.GetAttributes().Where(IsOurs) ?? [])
        {
            Directives directives = new(frame, diagnostics, attribute);
            directives.Require(directives._name.Length == 0 || given.Add((Asked(attribute), directives._name)),
                $"another attribute asks for its {Asked(attribute)} already");
            directives.Apply();
        }
    }

    /// <summary>What an attribute is about, of which there is one for a loop, array or variable.</summary>
    public static string Asked(AttributeData attribute) => attribute.AttributeClass!.Name switch
    {
        nameof(UnrollAttribute) => "copies",
        nameof(PipelineAttribute) => "interval",
        nameof(BankedAttribute) => "banks",
        nameof(MemoryAttribute) => "memory",
        _ => "range",
    };

    /// <summary>What [Memory] says; null for a number that is none of its names.</summary>
    public static MemoryKind? MemoryOf(AttributeData attribute)
        => (MemoryKind)(int)attribute.ConstructorArguments[^1].Value! is var kind && Enum.IsDefined(kind) ? kind : null;

    /// <summary>What is wrong with one that says none of them.</summary>
    public static string NoMemory(AttributeData attribute)
        => $"{attribute.ConstructorArguments[^1].Value} is no kind of memory; there are {string.Join(", ", Enum.GetNames<MemoryKind>())}";

    private static bool IsOurs(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == typeof(UnrollAttribute).Namespace;

    private void Apply()
    {
        if (_name.Length == 0 && _attribute.AttributeClass!.Name is not (nameof(AdditionOnlyAttribute)
            or nameof(MaxRecursionDepthAttribute)))
        {
            _diagnostics.Report(DiagnosticDescriptors.FieldDirective, _place, _kind, _frame.Method!.Name,
                "a method's directive names what it is about");
            return;
        }

        switch (_attribute.AttributeClass!.Name)
        {
            case nameof(UnrollAttribute):
                int factor = Named("Factor", 0);
                Require(factor >= 0, "the factor is negative");
                ForLoops(loop => loop.UnrollFactor = factor);
                break;
            case nameof(PipelineAttribute):
                int interval = Named("InitiationInterval", 1);
                Require(interval >= 0, "the initiation interval is negative");
                Require(interval <= LargestInterval, $"the initiation interval {interval} is above {LargestInterval}, the largest");
                ForLoops(loop => loop.InitiationInterval = interval);
                break;
            case nameof(BankedAttribute):
                int banks = Named("Banks", 0);
                Require(banks >= 1, "there is at least one bank");
                ForArrays(array => array.Banks = banks);
                break;
            case nameof(MemoryAttribute):
                Require(MemoryOf(_attribute) is not null, NoMemory(_attribute));
                MemoryKind kind = MemoryOf(_attribute) ?? MemoryKind.Automatic;
                List<StreamVariable> streams = Streams();
                bool isRegistered = HasOutputRegister(_attribute);
                if (isRegistered && OutputRegisterProblem(kind, streams.Count > 0) is { } problem)
                {
                    Require(false, problem);
                }

                if (streams.Count == 0)
                {
                    ForArrays(array => (array.Kind, array.HasOutputRegister) = (kind, isRegistered));
                }

                streams.ForEach(stream => stream.Kind = kind);
                break;
            case nameof(WidthAttribute) or nameof(RangeAttribute):
                Promise();
                break;
        }
    }

    /// <summary>A [Memory] asks for an output register.</summary>
    public static bool HasOutputRegister(AttributeData memory)
        => memory.NamedArguments.Any(static pair => pair.Key == nameof(MemoryAttribute.OutputRegister) && pair.Value.Value is true);

    /// <summary>What is wrong with an output register, or null.</summary>
    public static string? OutputRegisterProblem(MemoryKind kind, bool isStream)
        => isStream ? "a stream has no output register" : kind is not (MemoryKind.Block or MemoryKind.Ultra)
            ? $"{kind} has no output register, which block RAM and UltraRAM have" : null;

    private int Named(string property, int otherwise) =>
        _attribute.NamedArguments.FirstOrDefault(pair => pair.Key == property).Value.Value as int? ?? otherwise;

    private void Require(bool condition, string problem)
    {
        if (!condition)
        {
            _diagnostics.Report(DiagnosticDescriptors.AttributeValue, _place, _kind, _name, problem);
        }
    }

    private void ForLoops(Action<LoopStatement> apply)
    {
        List<LoopStatement> loops = [.. _frame.Loops.Where(item => item.Name == _name).Select(item => item.Loop)];
        if (loops.Count == 0 && !IsLeftOut())
        {
            string known = Names(_frame.Loops.Select(item => item.Name));
            _diagnostics.Report(DiagnosticDescriptors.UnknownLoop, _place, _kind, _name, _frame.Method!.Name, known);
        }

        loops.ForEach(apply);
    }

    private void ForArrays(Action<ArrayVariable> apply)
    {
        List<ArrayVariable> arrays = Arrays();
        if (arrays.Count == 0 && !IsLeftOut())
        {
            string known = Names(_frame.Arrays.Select(item => item.Name));
            _diagnostics.Report(DiagnosticDescriptors.UnknownArray, _place, _kind, _name, _frame.Method!.Name, known);
        }

        arrays.ForEach(apply);
    }

    private List<StreamVariable> Streams() => [.. _frame.Streams.Where(item => item.Name == _name).Select(item => item.Stream).Distinct()];

    // A field of a stream's element is named stream.field.
    private List<StreamField> StreamFields() =>
    [
        .. _frame.Streams.SelectMany(item => item.Stream.Fields
            .Where(field => item.Name == _name || (field.Name.Length > 0 && $"{item.Name}.{field.Name}" == _name))).Distinct(),
    ];

    // An array of structs is named as a whole (a) or by field (a.x).
    private List<ArrayVariable> Arrays() =>
    [
        .. _frame.Arrays
            .Where(item => item.Name == _name || item.Name.StartsWith(_name + ".", StringComparison.Ordinal))
            .Select(item => item.Array),
    ];

    private void Promise()
    {
        List<Variable> variables = [.. _frame.Variables.Where(item => item.Name == _name).Select(item => item.Variable)];
        List<ArrayVariable> arrays = Arrays();
        List<StreamField> fields = StreamFields();
        if (variables.Count == 0 && arrays.Count == 0 && fields.Count == 0 && !_frame.Constants.Contains(_name) && !IsLeftOut())
        {
            _diagnostics.Report(DiagnosticDescriptors.UnknownVariable, _place, _kind, _name, _frame.Method!.Name);
        }

        foreach (Variable variable in variables)
        {
            variable.Promise = PromisedRange.Of(_attribute, variable.Type);
            Require(variable.Promise is not null, PromisedRange.Problem(_attribute, variable.Type));
        }

        foreach (StreamField field in fields)
        {
            field.Promise = PromisedRange.Of(_attribute, field.Type);
            Require(field.Promise is not null, PromisedRange.Problem(_attribute, field.Type));
        }

        foreach (ArrayVariable array in arrays)
        {
            array.Promise = PromisedRange.Of(_attribute, array.ElementType);
            Require(array.Promise is not null, PromisedRange.Problem(_attribute, array.ElementType));
        }
    }

    // It stands in a part of the text that a constant condition rules out, so nothing of it was translated.
    private bool IsLeftOut() =>
        !_frame.Variables.Select(item => item.Name).Concat(_frame.Arrays.Select(item => item.Name)).Concat(_frame.Constants).Contains(_name)
        && _frame.Method!.DeclaringSyntaxReferences.SelectMany(item => item.GetSyntax().DescendantNodes()).Any(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == _name,
            ForEachStatementSyntax loop => loop.Identifier.ValueText == _name,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText == _name,
            _ => false,
        });

    private static string Names(IEnumerable<string> names)
    {
        List<string> all = [.. names.Distinct(StringComparer.Ordinal)];
        return all.Count == 0 ? "none" : string.Join(", ", all);
    }
}
