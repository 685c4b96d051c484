using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Serial;

/// <summary>What a device says when it refuses a command, section 5 of docs/protocol.md.</summary>
internal static class Refusal
{
    /// <summary>Of the payload: code and detail.</summary>
    internal const int Bytes = 8;

    internal static DeviceErrorCode CodeOf(ReceivedFrame frame) => (DeviceErrorCode)Payloads.ToCells(frame.Payload)[0];

    internal static bool IsStaleSession(ReceivedFrame frame)
        => frame.Header.Type == FrameTypes.Refusal && frame.Payload.Length == Bytes && CodeOf(frame) == DeviceErrorCode.StaleSession;

    internal static AccelException ToException(string line, PendingCommand command, byte[] payload)
    {
        uint[] cells = Payloads.ToCells(payload);
        var (code, detail) = ((DeviceErrorCode)cells[0], cells[1]);
        string what = $"{line}: the device refused {command.Type.ToString().ToUpperInvariant()}";
        return code switch
        {
            DeviceErrorCode.StaleSession => new DeviceUnavailableException(
                detail == 0 ? $"{what}: it was reset, its memory may hold anything" : $"{what}: another host has begun the session {detail:X8}",
                detail == 0 ? "open the device again and load the model again" : "let one host use a device at a time, and open it again"),
            DeviceErrorCode.OutOfRange => new ProtocolErrorException(code, $"{what}: out of range ({detail})", "use a device with more memory, or a smaller model"),
            DeviceErrorCode.Busy => new ProtocolErrorException(code, $"{what}: job {detail} is still running", "wait for its end, or reset the device"),
            DeviceErrorCode.BadVersion => new ProtocolErrorException(code, $"{what}: it speaks protocol versions up to {detail}", "generate the device's design with the same release of accel"),
            DeviceErrorCode.BadLength => new ProtocolErrorException(code, $"{what}: {detail} bytes are allowed", "generate the device's design with the same release of accel"),
            DeviceErrorCode.Unknown => new ProtocolErrorException(code, $"{what}: {detail} does not exist", "generate the device's design with the same release of accel"),
            _ => new ProtocolErrorException(code, $"{what}: error {(uint)code}, detail {detail}", "generate the device's design with the same release of accel"),
        };
    }
}
