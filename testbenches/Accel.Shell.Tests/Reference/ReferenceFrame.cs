using System.Buffers.Binary;
using System.IO.Hashing;

namespace Accel.Shell.Tests.Reference;

/// <summary>A frame of docs/protocol.md, written down once more from the document alone.</summary>
public sealed record ReferenceFrame(byte Type, ushort Sequence, uint Session, params uint[] Payload)
{
    public const uint TheSession = 0x5EED_0001;

    public byte Version { get; init; } = 1;

    /// <summary>What the length field says, when it is not the truth.</summary>
    public uint? ClaimedLength { get; init; }

    public static ReferenceFrame Hello(uint session = TheSession, ushort sequence = 0) => new(1, sequence, session, 0x0001_0001);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[16 + (4 * Payload.Length)];
        (bytes[0], bytes[1]) = (Version, Type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Session);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), ClaimedLength ?? (uint)(4 * Payload.Length));
        for (int i = 0; i < Payload.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12 + (4 * i)), Payload[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32.HashToUInt32(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    public byte[] ToLine() => ReferenceCobs.Encode(ToBytes());

    /// <summary>Takes the frame out of the bytes between two 00.</summary>
    public static ReferenceFrame FromLine(byte[] line)
    {
        byte[] bytes = ReferenceCobs.Decode(line) ?? throw new InvalidDataException($"no COBS: {Convert.ToHexString(line)}");
        if (bytes.Length < 16 || bytes.Length % 4 != 0 || Crc32.HashToUInt32(bytes.AsSpan(0, bytes.Length - 4)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4)))
            throw new InvalidDataException($"a broken frame: {Convert.ToHexString(bytes)}");
        uint[] payload = [.. bytes[12..^4].Chunk(4).Select(static c => BinaryPrimitives.ReadUInt32LittleEndian(c))];
        Assert.Equal((uint)(4 * payload.Length), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        return new ReferenceFrame(
            bytes[1], BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)), payload) { Version = bytes[0] };
    }

    public bool Equals(ReferenceFrame? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override int GetHashCode() => HashCode.Combine(Type, Sequence, Session, Payload.Length);

    public override string ToString() => $"{Type:X2} sequence {Sequence} session {Session:X8}: {string.Join(' ', Payload.Select(static p => p.ToString("X8", null)))}";
}
