using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Accel.Models;

namespace Accel.Host.Protocol;

/// <summary>The 40 cells of HELLO's reply and of the first registers of a PCIe device, section 4 of docs/protocol.md.</summary>
internal static class IdentityCells
{
    /// <summary>Cells of version 1; a later one may append.</summary>
    internal const int Count = 40;

    // "ACCL".
    private const uint Magic = 0x4C43_4341;
    private const int HashCell = 2, HashCells = 8;
    private const int BoardCell = 10, BoardCells = 4;
    private const int KernelCell = 14, KernelCells = 8;

    /// <summary>Encodes.</summary>
    /// <exception cref="ArgumentException">The design hash is not 64 hexadecimal digits, or a name is too long or not ASCII.</exception>
    internal static uint[] Encode(ProtocolIdentity identity)
    {
        var (device, limits) = (identity.Device, identity.Device.Limits);
        uint[] cells = new uint[Count];
        cells[0] = Magic;
        cells[1] = (uint)identity.LowestVersion | ((uint)device.ProtocolVersion << 16);
        byte[] hash = device.DesignHash.Length == 8 * HashCells ? Convert.FromHexString(device.DesignHash) : throw new ArgumentException($"design hash {device.DesignHash}: it must have {8 * HashCells} digits", nameof(identity));
        Pack(hash, cells.AsSpan(HashCell, HashCells));
        Pack(Ascii(device.Board, BoardCells), cells.AsSpan(BoardCell, BoardCells));
        Pack(Ascii(device.Kernel, KernelCells), cells.AsSpan(KernelCell, KernelCells));
        cells[22] = checked((uint)device.ClockHz);
        cells[23] = (uint)device.MemoryCells;
        cells[24] = (uint)(device.MemoryCells >> 32);
        (cells[25], cells[26], cells[27]) = (identity.LargestPayloadBytes, identity.ReceiveBufferBytes, identity.BaseRate);
        int[] sizes =
        [
            limits.MaxTokens, limits.MaxDim, limits.MaxHiddenDim, limits.MaxTimesteps, limits.MaxClasses, limits.MaxHeadDim,
            limits.MaxKBits, limits.AccumulatorBits, limits.MembraneBits, limits.ShortcutBits, limits.AttentionBits, limits.LogitBits,
        ];
        MemoryMarshal.Cast<int, uint>(sizes).CopyTo(cells.AsSpan(28));
        return cells;
    }

    /// <summary>Decodes. Whether the numbers can be true is for <see cref="IdentityCheck"/> and the link to judge.</summary>
    /// <exception cref="ProtocolErrorException">It is no identity.</exception>
    internal static ProtocolIdentity Decode(ReadOnlySpan<uint> cells)
    {
        if (cells.Length < Count || cells[0] != Magic)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                cells.Length < Count ? $"HELLO: {cells.Length} cells came, an identity has {Count}" : $"HELLO: the identity begins with {cells[0]:X8}, not with {Magic:X8} (ACCL)",
                "check that the address is that of an Accel device");
        }

        int Size(ReadOnlySpan<uint> all, int cell) => (int)Math.Min(all[cell], int.MaxValue);
        var limits = new EngineLimits
        {
            MaxTokens = Size(cells, 28),
            MaxDim = Size(cells, 29),
            MaxHiddenDim = Size(cells, 30),
            MaxTimesteps = Size(cells, 31),
            MaxClasses = Size(cells, 32),
            MaxHeadDim = Size(cells, 33),
            MaxKBits = Size(cells, 34),
            AccumulatorBits = Size(cells, 35),
            MembraneBits = Size(cells, 36),
            ShortcutBits = Size(cells, 37),
            AttentionBits = Size(cells, 38),
            LogitBits = Size(cells, 39),
        };
        return new ProtocolIdentity(
            new DeviceIdentity
            {
                ProtocolVersion = (int)(cells[1] >> 16),
                DesignHash = Convert.ToHexStringLower(Unpack(cells.Slice(HashCell, HashCells))),
                Board = Text(cells.Slice(BoardCell, BoardCells)),
                Kernel = Text(cells.Slice(KernelCell, KernelCells)),
                ClockHz = cells[22],
                MemoryCells = (long)Math.Min(((ulong)cells[24] << 32) | cells[23], long.MaxValue),
                Limits = limits,
            },
            (int)(cells[1] & 0xFFFF),
            cells[25],
            cells[26],
            cells[27]);
    }

    private static byte[] Ascii(string text, int cells)
        => text.Length <= sizeof(uint) * cells && Encoding.UTF8.GetByteCount(text) == text.Length && !text.Contains('\0', StringComparison.Ordinal)
            ? Encoding.ASCII.GetBytes(text.PadRight(sizeof(uint) * cells, '\0'))
            : throw new ArgumentException($"`{text}`: at most {sizeof(uint) * cells} ASCII characters have room", nameof(text));

    private static void Pack(ReadOnlySpan<byte> bytes, Span<uint> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(sizeof(uint) * i)..]);
        }
    }

    private static byte[] Unpack(ReadOnlySpan<uint> cells)
    {
        byte[] bytes = new byte[sizeof(uint) * cells.Length];
        Payloads.Write(cells, bytes);
        return bytes;
    }

    // A device may say anything: what is no printable ASCII is shown as ?.
    private static string Text(ReadOnlySpan<uint> cells)
    {
        byte[] bytes = Unpack(cells);
        int end = bytes.AsSpan().IndexOf((byte)0);
        return string.Create(end < 0 ? bytes.Length : end, bytes, static (text, from) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = from[i] is >= 0x20 and < 0x7F ? (char)from[i] : '?';
            }
        });
    }
}
