using System.Buffers.Binary;
using Accel.Interfaces;

namespace Accel.Host.Pcie;

/// <summary>Reads and writes registers through the <c>_user</c> file.</summary>
internal sealed class RegisterWindow(IDeviceFile file) : IDisposable
{
    // What a read over PCIe gives when nobody answers it.
    private const uint NobodyThere = uint.MaxValue;

    /// <exception cref="DeviceUnavailableException">The link or the design is lost.</exception>
    internal uint Read(PcieRegister register)
    {
        uint value = ReadRaw(register);
        if (value == NobodyThere && (register == PcieRegister.Identity || ReadRaw(PcieRegister.Identity) == NobodyThere))
        {
            throw new DeviceUnavailableException(
                $"{file.Path}: register {(int)register:X3} reads FFFFFFFF: the PCIe link or the design is lost", "look at `lspci` and `dmesg`; program the board again, and scan the bus");
        }

        return value;
    }

    internal void Write(PcieRegister register, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        int result;
        do
        {
            result = file.Write(bytes, (long)register);
        }
        while (DeviceFileError.IsInterrupted(result));
        Require(result, "write", register);
    }

    public void Dispose() => file.Dispose();

    private uint ReadRaw(PcieRegister register)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        int result;
        do
        {
            result = file.Read(bytes, (long)register);
        }
        while (DeviceFileError.IsInterrupted(result));
        Require(result, "read", register);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private void Require(int result, string what, PcieRegister register)
    {
        if (result != sizeof(uint))
        {
            what = $"{what} of register {(int)register:X3} of {file.Path}";
            throw result < 0 ? DeviceFileError.ToException(result, what) : new DeviceUnavailableException($"{what}: {result} bytes of 4 were moved", "check that the address is that of an Accel device");
        }
    }
}
