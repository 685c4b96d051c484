using Accel.Host.Engine;
using Accel.Interfaces;

namespace Accel.Host.Protocol;

/// <summary>The 40 cells of HELLO's reply and of the first registers of a PCIe device, section 4 of docs/protocol.md.</summary>
internal static class IdentityCells
{
    /// <summary>Decodes. Whether the numbers can be true is for <see cref="IdentityCheck"/> and the link to judge.</summary>
    /// <exception cref="ProtocolErrorException">It is no identity.</exception>
    internal static ProtocolIdentity Decode(ReadOnlySpan<uint> cells)
    {
        if (cells.Length < IdentityCell.Count || cells[IdentityCell.Magic] != IdentityCell.MagicValue)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                cells.Length < IdentityCell.Count
                    ? $"HELLO: {cells.Length} cells came, an identity has {IdentityCell.Count}"
                    : $"HELLO: the identity begins with {cells[IdentityCell.Magic]:X8}, not with {IdentityCell.MagicValue:X8} (ACCL)",
                "check that the address is that of an Accel device");
        }

        string kernel = Text(cells.Slice(IdentityCell.Kernel, IdentityCell.KernelCells));
        return new ProtocolIdentity(
            new DeviceIdentity
            {
                ProtocolVersion = (int)(cells[IdentityCell.Versions] >> 16),
                DesignHash = Convert.ToHexStringLower(Unpack(cells.Slice(IdentityCell.Hash, IdentityCell.HashCells))),
                Board = Text(cells.Slice(IdentityCell.Board, IdentityCell.BoardCells)),
                Kernel = kernel,
                ClockHz = cells[IdentityCell.ClockHz],
                MemoryCells = (long)Math.Min(
                    ((ulong)cells[IdentityCell.MemoryCells + 1] << 32) | cells[IdentityCell.MemoryCells], long.MaxValue),
                Limits = EngineCapabilities.Decode(kernel, cells.Slice(IdentityCell.Limits, IdentityCell.LimitCells)),
            },
            (int)(cells[IdentityCell.Versions] & 0xFFFF),
            cells[IdentityCell.LargestPayload],
            cells[IdentityCell.ReceiveBuffer],
            cells[IdentityCell.BaseRate]);
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
