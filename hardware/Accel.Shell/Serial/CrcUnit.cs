using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// CRC-32 (ISO-HDLC) of a stream, a byte per cycle. In: <c>clear</c>; <c>valid</c> with <c>data</c>; <c>shift</c>, a byte of the sum has
/// been sent. Out: <c>sum</c> (8 bits), the next byte of the sum to be sent; <c>good</c>, when the bytes so far end with their own CRC.
/// </summary>
public static class CrcUnit
{
    private const uint Polynomial = 0xEDB8_8320;

    // What the register holds behind any bytes followed by their CRC: that of four bytes 00, complemented.
    private const uint Residue = 0xDEBB_20E3;

    /// <summary>Builds it.</summary>
    public static Module Build()
    {
        var c = new Circuit("accel_crc_unit", "CRC-32 (ISO-HDLC), a byte per cycle.");
        var (clear, valid, data, shift) = (c.Input("clear"), c.Input("valid"), c.Input("data", 8), c.Input("shift"));
        var crc = c.Register("crc", 32, uint.MaxValue);

        // A byte that cancels the register's lowest moves it down, unchanged.
        var low = (crc.Value[..8] ^ data).When(~shift);
        Bits? next = null;
        for (int bit = 0; bit < 32; bit++)
        {
            // Which bits of the lowest byte reach this bit: the table entry of a byte is the sum of those of its bits.
            var sources = Enumerable.Range(0, 8).Where(i => (Entry(1u << i) >> bit & 1) != 0).Select(i => low[i]).ToList();
            if (bit < 24)
                sources.Add(crc.Value[bit + 8]);
            var sum = sources.Aggregate(static (a, b) => a.Below(b)).Parity();
            next = next is { } lower ? lower.Below(sum) : sum;
        }

        crc.Set(valid | shift, next!.Value);
        crc.Set(clear, uint.MaxValue);
        c.Output("sum", ~crc.Value[..8]);
        c.Output("good", crc.Value.Is(Residue));
        return c.Finish();
    }

    private static uint Entry(uint value)
    {
        for (int i = 0; i < 8; i++)
            value = (value >> 1) ^ ((value & 1) != 0 ? Polynomial : 0);
        return value;
    }
}
