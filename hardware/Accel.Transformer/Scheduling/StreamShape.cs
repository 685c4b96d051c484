using Accel.Hast;
using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>What a stream is built of.</summary>
internal static class StreamShape
{
    /// <summary>
    /// So many elements are kept in registers when nothing is said: LUT RAM has no smaller memories than 32 words. Wide ones are not: two
    /// registers take a LUT per bit, to choose what moves up, and LUT RAM two thirds of one.
    /// </summary>
    private const int RegisterWords = 2, RegisterBits = 32;

    /// <summary>Streams of at least this many elements and bits become block RAM when nothing is said.</summary>
    private const int BlockWords = 512, BlockBits = 16 * 1024;

    /// <summary>Bits of an element.</summary>
    public static int WidthOf(StreamVariable stream) => stream.Fields.Sum(field => field.Range.WidthBits);

    /// <summary>The wish of [Memory], or a choice by size.</summary>
    public static MemoryStyle StyleOf(StreamVariable stream) => stream.Kind switch
    {
        MemoryKind.Distributed => MemoryStyle.Distributed,
        MemoryKind.Block => MemoryStyle.Block,
        MemoryKind.Ultra => MemoryStyle.Ultra,
        MemoryKind.Registers => MemoryStyle.Registers,
        _ => stream.Capacity == 1 || (stream.Capacity <= RegisterWords && WidthOf(stream) <= RegisterBits) ? MemoryStyle.Registers
            : stream.Capacity >= BlockWords && (long)stream.Capacity * WidthOf(stream) >= BlockBits ? MemoryStyle.Block
            : MemoryStyle.Distributed,
    };
}
