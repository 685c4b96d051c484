namespace Accel.Host.Protocol;

/// <summary>The types of the commands, section 3 of docs/protocol.md; a reply has <see cref="FrameTypes.Reply"/> added.</summary>
internal enum FrameType : byte
{
    Hello = 1,
    Write = 2,
    Read = 3,
    Start = 4,
    Status = 5,
    Reset = 6,
    Rate = 7,
}

/// <summary>Types of replies.</summary>
internal static class FrameTypes
{
    /// <summary>Added to a command's type in its reply.</summary>
    internal const byte Reply = 0x80;

    /// <summary>The reply to a command that is refused.</summary>
    internal const byte Refusal = 0xFF;
}

/// <summary>What is before a frame's length and payload.</summary>
/// <param name="Version">Version of the protocol.</param>
/// <param name="Type">A command, a command + 80, or a refusal.</param>
/// <param name="Sequence">Chosen by the host, repeated in the reply.</param>
/// <param name="Session">Chosen by the host with HELLO.</param>
internal readonly record struct FrameHeader(byte Version, byte Type, ushort Sequence, uint Session);

/// <summary>Why a frame is dropped.</summary>
internal enum FrameDefect
{
    None,

    /// <summary>The 00 came inside of a block.</summary>
    BadStuffing,

    /// <summary>Fewer bytes than header and CRC have.</summary>
    TooShort,

    /// <summary>More bytes than may come; they were not kept.</summary>
    TooLong,

    /// <summary>The CRC does not match.</summary>
    BadCrc,

    /// <summary>The CRC matches, but the length field is not the payload's.</summary>
    BadLength,
}

/// <summary>A frame that came, or the place of one that was dropped.</summary>
/// <param name="Defect">None when it is whole; else nothing else has a meaning.</param>
/// <param name="Header">Its header.</param>
/// <param name="Payload">Its payload.</param>
internal sealed record ReceivedFrame(FrameDefect Defect, FrameHeader Header, byte[] Payload);
