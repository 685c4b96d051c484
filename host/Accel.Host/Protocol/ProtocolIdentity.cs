namespace Accel.Host.Protocol;

/// <summary>All that HELLO's reply says, section 4 of docs/protocol.md: what applications see, and what a link needs.</summary>
/// <param name="Device">What applications see; its protocol version is the highest that the device speaks.</param>
/// <param name="LowestVersion">Of the protocol that the device speaks.</param>
/// <param name="LargestPayloadBytes">Of a frame, either way; 0 where there are no frames.</param>
/// <param name="ReceiveBufferBytes">What unanswered frames may have on the line; 0 where there are no frames.</param>
/// <param name="BaseRate">Clock cycles of a bit in 1/256 cycles; 0 where there is no serial line.</param>
internal sealed record ProtocolIdentity(DeviceIdentity Device, int LowestVersion, uint LargestPayloadBytes, uint ReceiveBufferBytes, uint BaseRate)
{
    /// <summary>What applications see, with the version that both speak from now on.</summary>
    /// <exception cref="DesignMismatchException">There is none.</exception>
    internal DeviceIdentity Agree() => Device with { ProtocolVersion = ProtocolVersions.Choose(LowestVersion, Device.ProtocolVersion) };
}
