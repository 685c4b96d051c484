using System.Buffers.Binary;
using System.Text;
using Accel.Host.Protocol;

namespace Accel.Host.Tests;

/// <summary>The cells of section 4 of docs/protocol.md by the tests' own hand: what devices of the tests say, without a shell.</summary>
internal static class IdentityEncoder
{
    /// <summary>The 40 cells; names are ASCII and have room.</summary>
    internal static uint[] Encode(ProtocolIdentity identity)
    {
        var (device, limits) = (identity.Device, identity.Device.Limits);
        byte[] bytes = new byte[160];
        Encoding.ASCII.GetBytes("ACCL").CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), (ushort)identity.LowestVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)device.ProtocolVersion);
        Convert.FromHexString(device.DesignHash).CopyTo(bytes, 8);
        Encoding.ASCII.GetBytes(device.Board).CopyTo(bytes, 40);
        Encoding.ASCII.GetBytes(device.Kernel).CopyTo(bytes, 56);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(88), (uint)device.ClockHz);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(92), device.MemoryCells);
        uint[] rest =
        [
            identity.LargestPayloadBytes, identity.ReceiveBufferBytes, identity.BaseRate,
            .. new[]
            {
                limits.MaxTokens, limits.MaxDim, limits.MaxHiddenDim, limits.MaxTimesteps, limits.MaxClasses, limits.MaxHeadDim,
                limits.MaxKBits, limits.AccumulatorBits, limits.MembraneBits, limits.ShortcutBits, limits.AttentionBits, limits.LogitBits,
            }.Select(static size => (uint)size),
        ];
        for (int i = 0; i < rest.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(100 + (4 * i)), rest[i]);
        }

        return Payloads.ToCells(bytes);
    }
}
