using System.Buffers.Binary;
using Accel.Interfaces;

namespace Accel.Host.Protocol;

/// <summary>Cells to bytes and back, little-endian on every host, and the payloads of section 3 of docs/protocol.md.</summary>
internal static class Payloads
{
    internal static byte[] OfCells(params ReadOnlySpan<uint> cells)
    {
        byte[] bytes = new byte[sizeof(uint) * cells.Length];
        Write(cells, bytes);
        return bytes;
    }

    /// <summary>WRITE: the address of the first cell, then the cells.</summary>
    internal static byte[] OfWrite(uint address, ReadOnlySpan<uint> cells)
    {
        byte[] bytes = new byte[sizeof(uint) * (1 + cells.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, address);
        Write(cells, bytes.AsSpan(sizeof(uint)));
        return bytes;
    }

    internal static void Write(ReadOnlySpan<uint> cells, Span<byte> bytes)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(sizeof(uint) * i)..], cells[i]);
        }
    }

    internal static uint[] ToCells(ReadOnlySpan<byte> bytes)
    {
        uint[] cells = new uint[bytes.Length / sizeof(uint)];
        Read(bytes, cells);
        return cells;
    }

    internal static void Read(ReadOnlySpan<byte> bytes, Span<uint> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(sizeof(uint) * i)..]);
        }
    }

    /// <summary>STATUS: state, job, cycles, error, detail.</summary>
    /// <exception cref="ProtocolErrorException">The state or error does not exist.</exception>
    internal static DeviceStatus ToStatus(ReadOnlySpan<uint> cells)
    {
        var (state, error) = ((DeviceState)cells[0], (DeviceErrorCode)cells[4]);
        if (!Enum.IsDefined(state) || !Enum.IsDefined(error))
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.Unknown, $"STATUS: the device reports state {cells[0]} and error {cells[4]}, which do not exist", "generate the device's design with the same release of accel");
        }

        return new DeviceStatus(
            state,
            cells[1],
            (long)Math.Min(((ulong)cells[3] << 32) | cells[2], long.MaxValue),
            error,
            state != DeviceState.Faulted ? "" : error == DeviceErrorCode.OutOfRange ? $"the kernel wanted cell {cells[5]}" : $"detail {cells[5]}");
    }
}
