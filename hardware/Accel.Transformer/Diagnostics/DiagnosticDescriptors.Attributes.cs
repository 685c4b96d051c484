namespace Accel.Transformer.Diagnostics;

/// <content>Group 04: attributes.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Attribute names no loop.</summary>
    public static DiagnosticDescriptor UnknownLoop { get; } = new(
        "ACC0401",
        "attribute names no loop",
        "[{0}(\"{1}\")] names no loop of {2}; its loops are over {3}",
        "Name the variable that the for statement sets or the foreach declares");

    /// <summary>Attribute names no array.</summary>
    public static DiagnosticDescriptor UnknownArray { get; } = new(
        "ACC0402",
        "attribute names no array",
        "[{0}(\"{1}\")] names no array of {2}; its arrays are {3}",
        "Name a local array, an array parameter or an array field that the method uses");

    /// <summary>Attribute names no variable.</summary>
    public static DiagnosticDescriptor UnknownVariable { get; } = new(
        "ACC0403",
        "attribute names no variable",
        "[{0}(\"{1}\")] names no variable, parameter or array of {2}",
        "Name one that the method declares or uses");

    /// <summary>Attribute with a wrong value.</summary>
    public static DiagnosticDescriptor AttributeValue { get; } = new(
        "ACC0404",
        "attribute with a wrong value",
        "[{0}(\"{1}\")]: {2}",
        "Correct the number");

    /// <summary>Attribute that a field or method cannot have.</summary>
    public static DiagnosticDescriptor FieldDirective { get; } = new(
        "ACC0405",
        "attribute that does not suit what it stands on",
        "[{0}] on {1}: {2}",
        "On a field, put [Banked] on an array, [Memory] on an array or stream, [Width] and [Range] on numbers, without a name; on a method, give the name");
}
