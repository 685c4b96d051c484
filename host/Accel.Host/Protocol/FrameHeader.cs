namespace Accel.Host.Protocol;

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
