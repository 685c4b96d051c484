using System.Buffers.Binary;
using System.Text;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Host.Protocol;

namespace Accel.Host.Tests;

/// <summary>The cells of section 4 of docs/protocol.md by the tests' own hand: what devices of the tests say, without a shell.</summary>
internal static class IdentityEncoder
{
    /// <summary>The 40 cells; names are ASCII and have room.</summary>
    internal static uint[] Encode(ProtocolIdentity identity)
    {
        var device = identity.Device;
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
            .. Limits(device.Limits).Select(static size => (uint)size),
        ];
        for (int i = 0; i < rest.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(100 + (4 * i)), rest[i]);
        }

        return Payloads.ToCells(bytes);
    }

    private static int[] Limits(EngineLimits? limits) => limits switch
    {
        EventEngineLimits e =>
        [
            e.Lanes + (65_536 * e.AttentionUnits),
            e.AccumulatorBits + (256 * e.ShortcutBits) + (65_536 * e.MembraneBits) + (16_777_216 * e.KeyBits),
            e.ProductBits + (256 * e.LeftShiftBits) + (65_536 * (e.Cores - 1)), e.SpikeWords, e.ShortcutRows, e.BankRows, e.ProductRows,
            e.KeyRows, e.PoolRows, e.MaxSize, e.MaxTimesteps,
            e.MaxClasses,
        ],
        CompactEngineLimits { Sizes: var c } compact =>
        [
            c.MaxTokens, c.MaxDim, c.MaxHiddenDim, c.MaxTimesteps, c.MaxClasses, c.MaxHeadDim,
            c.MaxKBits + (256 * c.AccumulatorBits) + (65_536 * c.MembraneBits) + (16_777_216 * c.ShortcutBits),
            c.AttentionBits + (256 * c.LogitBits), compact.MaxSide, compact.MaxMapSpikes, 0, 0,
        ],
        _ => new int[12],
    };
}
