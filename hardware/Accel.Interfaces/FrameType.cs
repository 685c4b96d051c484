namespace Accel.Interfaces;

/// <summary>The types of frames: host/Accel.Host/docs/protocol.md, section 3. A reply has <see cref="FrameTypes.Reply"/> added.</summary>
public enum FrameType : byte
{
    /// <summary>Begins a session, tells the identity.</summary>
    Hello = 1,
    /// <summary>Writes cells.</summary>
    Write = 2,
    /// <summary>Reads cells.</summary>
    Read = 3,
    /// <summary>Starts a job.</summary>
    Start = 4,
    /// <summary>Tells of the job.</summary>
    Status = 5,
    /// <summary>Stops the job.</summary>
    Reset = 6,
    /// <summary>Changes the rate of the line.</summary>
    Rate = 7,
}

/// <summary>Types of replies.</summary>
public static class FrameTypes
{
    /// <summary>Added to a command's type in its reply.</summary>
    public const byte Reply = 0x80;

    /// <summary>The reply to a command that is refused.</summary>
    public const byte Refusal = 0xFF;
}
