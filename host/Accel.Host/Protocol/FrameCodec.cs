using System.Buffers.Binary;
using System.IO.Hashing;

namespace Accel.Host.Protocol;

/// <summary>Frames to bytes on the line and back: header, length, payload, CRC-32, then COBS. Section 1 of docs/protocol.md.</summary>
internal static class FrameCodec
{
    /// <summary>Bytes of a frame without payload.</summary>
    internal const int OverheadBytes = HeaderBytes + CrcBytes;

    private const int HeaderBytes = 12;
    private const int CrcBytes = 4;

    /// <summary>Most bytes on the line of a frame with so large a payload, the 00 behind it included.</summary>
    internal static int MostLineBytes(int payloadBytes) => Cobs.MostEncodedBytes(OverheadBytes + payloadBytes) + 1;

    /// <summary>The frame before COBS.</summary>
    internal static byte[] Assemble(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[OverheadBytes + payload.Length];
        frame[0] = header.Version;
        frame[1] = header.Type;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), header.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), header.Session);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), payload.Length);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(frame.Length - CrcBytes), Crc32.HashToUInt32(frame.AsSpan(..^CrcBytes)));
        return frame;
    }

    /// <summary>The bytes on the line, the 00 behind them included.</summary>
    internal static byte[] Encode(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] frame = Assemble(header, payload);
        byte[] line = new byte[MostLineBytes(payload.Length)];
        return line[..(Cobs.Encode(frame, line) + 1)];
    }

    /// <summary>
    /// Takes apart what came before a 00. Nothing is allocated on the word of a length field: it is compared with what is there.
    /// </summary>
    /// <param name="line">The bytes on the line, without the 00; overwritten.</param>
    internal static ReceivedFrame Decode(Span<byte> line)
    {
        if (!Cobs.TryDecode(line, line, out int length))
        {
            return Broken(FrameDefect.BadStuffing);
        }

        ReadOnlySpan<byte> frame = line[..length];
        if (length < OverheadBytes)
        {
            return Broken(FrameDefect.TooShort);
        }

        if (Crc32.HashToUInt32(frame[..^CrcBytes]) != BinaryPrimitives.ReadUInt32LittleEndian(frame[^CrcBytes..]))
        {
            return Broken(FrameDefect.BadCrc);
        }

        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]);
        return claimed != (uint)(length - OverheadBytes) || claimed % sizeof(uint) != 0
            ? Broken(FrameDefect.BadLength)
            : new ReceivedFrame(
                FrameDefect.None,
                new FrameHeader(frame[0], frame[1], BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]), BinaryPrimitives.ReadUInt32LittleEndian(frame[4..])),
                frame[HeaderBytes..^CrcBytes].ToArray());
    }

    internal static ReceivedFrame Broken(FrameDefect defect) => new(defect, default, []);
}
