using Accel.Host.Engine;

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
    private const int LimitCell = 28, LimitCells = 12;

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

        string kernel = Text(cells.Slice(KernelCell, KernelCells));
        return new ProtocolIdentity(
            new DeviceIdentity
            {
                ProtocolVersion = (int)(cells[1] >> 16),
                DesignHash = Convert.ToHexStringLower(Unpack(cells.Slice(HashCell, HashCells))),
                Board = Text(cells.Slice(BoardCell, BoardCells)),
                Kernel = kernel,
                ClockHz = cells[22],
                MemoryCells = (long)Math.Min(((ulong)cells[24] << 32) | cells[23], long.MaxValue),
                Limits = EngineCapabilities.Decode(kernel, cells.Slice(LimitCell, LimitCells)),
            },
            (int)(cells[1] & 0xFFFF),
            cells[25],
            cells[26],
            cells[27]);
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
