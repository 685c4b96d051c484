using System.Collections.Immutable;
using System.Globalization;
using Accel.Hast;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend;

/// <summary>What [Width] and [Range] promise, on a method as on a field: the same attributes, with and without a name in front.</summary>
internal static class PromisedRange
{
    /// <summary>Whether an attribute is one of the two.</summary>
    public static bool IsPromise(AttributeData attribute) => attribute.AttributeClass is { } type
        && type.ContainingNamespace?.ToDisplayString() == typeof(WidthAttribute).Namespace
        && type.Name is nameof(WidthAttribute) or nameof(RangeAttribute);

    /// <summary>The promise for values of a type, or null where it does not fit them.</summary>
    public static (long Minimum, long Maximum)? Of(AttributeData attribute, IrType type) => Numbers(attribute) switch
    {
        [{ Value: int bits }] => bits >= 1 && bits <= type.WidthBits ? Of(new IrType(bits, type.IsSigned)) : null,
        [{ Value: long first }, { Value: long last }]
            => first <= last && first >= type.Minimum && last <= type.Maximum ? (first, last) : null,
        _ => null,
    };

    /// <summary>Why a promise does not fit values of a type.</summary>
    public static string Problem(AttributeData attribute, IrType type) => Numbers(attribute) switch
    {
        [{ Value: int bits }] when bits < 1 => string.Create(CultureInfo.InvariantCulture, $"{bits} bits hold no number"),
        [{ Value: int bits }] => string.Create(CultureInfo.InvariantCulture, $"{bits} bits do not fit {type}, which has {type.WidthBits}"),
        [{ Value: long first }, { Value: long last }] when first > last => $"{Text(attribute)} is empty: the smaller number stands first",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{Text(attribute)} do not fit {type}, which has {type.Minimum}..{type.Maximum}"),
    };

    /// <summary>How a message names it.</summary>
    public static string Text(AttributeData attribute) => Numbers(attribute) switch
    {
        [{ Value: int bits }] => string.Create(CultureInfo.InvariantCulture, $"{bits} bits"),
        [{ Value: long first }, { Value: long last }] => string.Create(CultureInfo.InvariantCulture, $"{first}..{last}"),
        _ => "",
    };

    private static (long Minimum, long Maximum) Of(IrType type) => ((long)type.Minimum, (long)Int128.Min(type.Maximum, long.MaxValue));

    private static ImmutableArray<TypedConstant> Numbers(AttributeData attribute)
        => attribute.ConstructorArguments is [{ Type.SpecialType: SpecialType.System_String }, .. var rest]
            ? rest
            : attribute.ConstructorArguments;
}
