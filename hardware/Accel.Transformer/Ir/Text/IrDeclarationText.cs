using System.Globalization;
using Accel.Hast;

namespace Accel.Transformer.Ir.Text;

/// <summary>The text of what is declared: variables, arrays, streams and parameters.</summary>
internal sealed class IrDeclarationText(IrNames names)
{
    public string Of(Variable variable) =>
        $"{names.Of(variable)}: {variable.Type}{Promise(variable.Promise)}{names.Place(" #", variable.Source)}";

    public string Of(Parameter parameter) =>
        parameter.Array is { } array ? Of(array)
        : parameter.Variable is { } variable ? (parameter.IsReference ? "ref " : "") + Of(variable)
        : "?";

    /// <summary>A line that declares an array.</summary>
    public string Line(ArrayVariable array) => $"{(array.IsPersistent ? "persistent " : "")}array {Of(array)}";

    public string Of(ArrayVariable array)
    {
        string?[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{names.Of(array)}[{array.Length}]: {array.ElementType}{Promise(array.Promise)}"),
            array.Banks == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"banks {array.Banks}"),
            Kind(array.Kind),
            array.HasOutputRegister ? "registered" : null,
            array.HasTaskResults ? "results" : null,
            array.HandedBy is { } streams
                ? "handed by" + string.Concat(streams.Select(static s => " " + IrWords.Quoted(s, IrWords.TextQuote))) : null,
            array.IsUsedInTurns ? "in turns" : null,
            array.CopyOf is { } original ? $"copy of {names.Of(original)}" : null,
            array.SecondPortOf is { } first ? $"second port of {names.Of(first)}" : null,
            array.Constants is { } table ? "= " + Numbers(table) : null,
            array.Initial is { } initial ? "initially " + Numbers(initial) : null,
        ];
        return string.Join(' ', parts.Where(static part => part is not null)) + names.Place(" #", array.Source);
    }

    public string Of(StreamVariable stream)
    {
        string?[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{names.Of(stream)}[{stream.Capacity}]:"),
            string.Join(", ", stream.Fields.Select(Of)),
            Kind(stream.Kind),
            stream.CarriesTokens ? "tokens" : null,
            stream.Meter switch
            {
                null => null,
                { Of: null } => "counts cycles",
                { Of: { } of, IsWrite: var isWrite } => $"counts {(isWrite ? "writes" : "reads")} of {names.Of(of)}",
            },
        ];
        return string.Join(' ', parts.Where(static part => part is not null)) + names.Place(" #", stream.Source);
    }

    private static string Of(StreamField field) =>
        $"{(field.Name.Length == 0 ? "" : IrWords.Name(field.Name) + " ")}{field.Type}{Promise(field.Promise)}";

    private static string? Kind(MemoryKind kind) => kind == MemoryKind.Automatic ? null : $"in {kind}";

    private static string Promise((long Minimum, long Maximum)? promise) =>
        promise is { } range ? string.Create(CultureInfo.InvariantCulture, $" {{{range.Minimum}..{range.Maximum}}}") : "";

    private static string Numbers(IReadOnlyList<long> values) =>
        "{" + string.Join(", ", values.Select(static value => value.ToString(CultureInfo.InvariantCulture))) + "}";
}
