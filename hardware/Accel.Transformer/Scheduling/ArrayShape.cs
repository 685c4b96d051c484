using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>What an array is built of.</summary>
internal static class ArrayShape
{
    /// <summary>Arrays of at least this many words and bits become block RAM when nothing is said.</summary>
    private const int BlockWords = 512, BlockBits = 16 * 1024;

    /// <summary>The wish of [Memory], or a choice by size.</summary>
    public static MemoryStyle StyleOf(ArrayVariable array) => array.Kind switch
    {
        _ when array.Length == 1 => MemoryStyle.Registers,
        MemoryKind.Distributed => MemoryStyle.Distributed,
        MemoryKind.Block => MemoryStyle.Block,
        MemoryKind.Ultra => MemoryStyle.Ultra,
        MemoryKind.Registers => MemoryStyle.Registers,
        _ => array.Length >= BlockWords && (long)array.Length * array.ElementType.WidthBits >= BlockBits
            ? MemoryStyle.Block : MemoryStyle.Distributed,
    };

    /// <summary>True when what is read goes through a register: it is there for others a cycle later.</summary>
    public static bool HasOutputRegister(ArrayVariable array) => array.HasOutputRegister && IsSynchronous(array);

    /// <summary>True when a read takes a clock edge and there is one read port.</summary>
    public static bool IsSynchronous(ArrayVariable array) => StyleOf(array) is MemoryStyle.Block or MemoryStyle.Ultra;
}
