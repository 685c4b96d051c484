namespace Accel.Models.Safetensors;

/// <summary>
/// The element types of the safetensors format that have whole bytes; a model uses <see cref="I8"/> and <see cref="I32"/> only.
/// </summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,
    /// <summary>Unsigned 8-bit.</summary>
    U8,
    /// <summary>Signed 8-bit.</summary>
    I8,
    /// <summary>Signed 16-bit.</summary>
    I16,
    /// <summary>Unsigned 16-bit.</summary>
    U16,
    /// <summary>IEEE half.</summary>
    F16,
    /// <summary>bfloat16.</summary>
    BF16,
    /// <summary>Signed 32-bit.</summary>
    I32,
    /// <summary>Unsigned 32-bit.</summary>
    U32,
    /// <summary>IEEE single.</summary>
    F32,
    /// <summary>IEEE double.</summary>
    F64,
    /// <summary>Signed 64-bit.</summary>
    I64,
    /// <summary>Unsigned 64-bit.</summary>
    U64,
}

internal static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.U8 or ElementType.I8 => 1,
        ElementType.I16 or ElementType.U16 or ElementType.F16 or ElementType.BF16 => 2,
        ElementType.I32 or ElementType.U32 or ElementType.F32 => 4,
        _ => 8,
    };

    /// <summary>The name in a file's header.</summary>
    public static string HeaderName(this ElementType type) => type.ToString().ToUpperInvariant();

    /// <summary>From the name in a file's header; null when it is none of ours.</summary>
    public static ElementType? FromHeader(string? name) =>
        Enum.GetValues<ElementType>().Where(t => t.HeaderName() == name).Select(t => (ElementType?)t).FirstOrDefault();
}
