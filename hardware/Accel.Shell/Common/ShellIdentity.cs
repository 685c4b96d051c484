using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Accel.Interfaces;

namespace Accel.Shell.Common;

/// <summary>
/// What a device says about itself: all that docs/protocol.md, section 4, puts into HELLO's reply and into the registers. The design is the
/// caller's to say; what the shell knows by itself, from the board to the base rate, it fills in.
/// </summary>
public sealed record ShellIdentity
{
    private const uint Versions = (DeviceProtocol.Version << 16) | DeviceProtocol.Version;
    private const int BoardBytes = sizeof(uint) * IdentityCell.BoardCells, KernelBytes = sizeof(uint) * IdentityCell.KernelCells;
    private const int HashBytes = sizeof(uint) * IdentityCell.HashCells;

    /// <summary>SHA-256 of the kernel's VHDL, 64 hexadecimal digits.</summary>
    public required string DesignHash { get; init; }

    /// <summary>Board: at most 16 ASCII characters.</summary>
    public string Board { get; init; } = "";

    /// <summary>Class name of the kernel: at most 32 ASCII characters.</summary>
    public required string Kernel { get; init; }

    /// <summary>Frequency of the clock in hertz.</summary>
    public uint ClockHz { get; init; }

    /// <summary>32-bit cells of the memory.</summary>
    public long MemoryCells { get; init; }

    /// <summary>Largest payload of a frame in bytes; 0 where there are no frames.</summary>
    public uint LargestPayloadBytes { get; init; }

    /// <summary>Bytes that unanswered frames may have on the line; 0 where there are no frames.</summary>
    public uint ReceiveBufferBytes { get; init; }

    /// <summary>Clock cycles of a bit in 1/256 cycles; 0 where there is no serial line.</summary>
    public uint BaseRate { get; init; }

    /// <summary>
    /// Sizes and widths of the engine, 12 cells as section 4 of the protocol's document says for each; empty when the kernel is no engine.
    /// </summary>
    public ImmutableArray<uint> Limits { get; init; } = [];

    /// <summary>The cells.</summary>
    /// <exception cref="ArgumentException">A name is too long or not ASCII, the hash is not 64 digits, or there are not 12
    /// limits.</exception>
    public ImmutableArray<uint> ToCells()
    {
        var limits = Limits.IsDefaultOrEmpty ? [.. new uint[IdentityCell.LimitCells]] : Limits;
        if (limits.Length != IdentityCell.LimitCells || DesignHash.Length != 2 * HashBytes)
        {
            throw new ArgumentException(
                $"{limits.Length} limits must be {IdentityCell.LimitCells}, {DesignHash.Length} digits of the design hash {2 * HashBytes}");
        }

        return
        [
            IdentityCell.MagicValue, Versions, .. Pack(Convert.FromHexString(DesignHash)), .. Pack(Ascii(Board, BoardBytes)),
            .. Pack(Ascii(Kernel, KernelBytes)),
            ClockHz, (uint)MemoryCells, (uint)(MemoryCells >> 32), LargestPayloadBytes, ReceiveBufferBytes, BaseRate, .. limits,
        ];
    }

    private static byte[] Ascii(string text, int bytes)
        => text.Length <= bytes && text.All(static c => c is >= ' ' and <= '~')
            ? Encoding.ASCII.GetBytes(text.PadRight(bytes, '\0'))
            : throw new ArgumentException($"`{text}`: at most {bytes} printable ASCII characters have room");

    private static IEnumerable<uint> Pack(byte[] bytes) => bytes.Chunk(sizeof(uint)).Select(static b => BinaryPrimitives.ReadUInt32LittleEndian(b));
}
