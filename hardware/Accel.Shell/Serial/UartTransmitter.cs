using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Bytes onto a line: eight data bits, no parity, one stop bit, back to back. In: <c>period</c>, clock cycles of a bit in 1/256 cycles;
/// <c>valid</c> with <c>data</c>, taken on an edge with <c>ready</c>. Out: <c>tx</c>; <c>idle</c>, when the last stop bit is over.
/// </summary>
public static class UartTransmitter
{
    private const int FrameBits = 10;

    /// <summary>Builds it.</summary>
    /// <param name="periodBits">Bits of a period, its 8 fractional ones included.</param>
    public static Module Build(int periodBits)
    {
        var c = new Circuit("accel_uart_transmitter", "Bytes onto a serial line, 8N1, with a fractional rate.");
        var (period, valid, data) = (c.Input("period", periodBits), c.Input("valid"), c.Input("data", 8));

        // The bits that are left, the present one included.
        var bits = c.Register("bits", 4, 0);
        var shift = c.Register("shift", 9, (1 << 9) - 1);
        var timer = new BitTimer(c, periodBits);
        var idle = bits.Value.Is(0);
        var tick = timer.Tick & ~idle;
        var ready = idle | (tick & bits.Value.Is(1));
        var begin = ready & valid;
        timer.Connect(begin & idle, tick, begin | ~idle, period, period);
        bits.Set(tick, bits.Value - 1);
        bits.Set(begin, FrameBits);
        shift.Set(tick, shift.Value[1..].Below(c.Number(1, 1)));
        shift.Set(begin, c.Number(0, 1).Below(data));
        c.Output("tx", shift.Value[0]);
        c.Output("ready", ready);
        c.Output("idle", idle);
        return c.Finish();
    }
}
