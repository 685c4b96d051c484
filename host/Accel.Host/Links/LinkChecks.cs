using Accel.Interfaces;

namespace Accel.Host;

/// <summary>What every link refuses before anything is sent, in the same words.</summary>
internal static class LinkChecks
{
    private const string SmallerModel = "use a device with more memory, or a smaller model";

    /// <summary>Requires cells to lie in the device's memory.</summary>
    /// <param name="command">For the message; null for none.</param>
    /// <param name="address">First cell.</param>
    /// <param name="cells">How many.</param>
    /// <param name="memoryCells">Cells of the memory.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <exception cref="ProtocolErrorException">One lies outside.</exception>
    internal static void RequireInside(string? command, long address, long cells, long memoryCells, string remedy = SmallerModel)
    {
        if (address < 0 || address > memoryCells - cells)
        {
            string what = command is null ? "" : $"{command}: ";
            throw new ProtocolErrorException(
                DeviceErrorCode.OutOfRange, $"{what}cells {address} to {address + cells - 1} lie outside of the device's {memoryCells}", remedy);
        }
    }

    /// <summary>A mistake of the caller's: nothing is known of the device yet.</summary>
    internal static InvalidOperationException NoHello() => new("HELLO comes first: call HelloAsync");

    /// <summary>Requires what START names to be an entry point and a job (protocol.md, section 3).</summary>
    /// <exception cref="ProtocolErrorException">One is not.</exception>
    internal static void RequireStart(int member, uint job)
    {
        if (member is < 0 or > byte.MaxValue)
        {
            throw new ProtocolErrorException(DeviceErrorCode.Unknown,
                $"START: entry points are numbered 0 to {byte.MaxValue}, not {member}", "name one of the kernel's entry points");
        }

        if (job == 0)
        {
            throw new ProtocolErrorException(DeviceErrorCode.Unknown, "START: job 0 means that there is none", "number jobs from 1");
        }
    }
}
