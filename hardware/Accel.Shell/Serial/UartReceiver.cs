using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Bytes from a line: eight data bits, no parity, one stop bit. In: <c>rx</c>, asynchronous; <c>period</c>, clock cycles of a bit in 1/256
/// cycles. Out: <c>valid</c> for a cycle with <c>data</c>, in the middle of the stop bit; a byte whose stop bit is low is told as 00, which
/// ends the frame that it damaged. <c>line_break</c> for a cycle when the line has been low for 24 bit times.
/// </summary>
/// <remarks>
/// The start bit's edge is seen within one cycle behind two flip-flops; samples are taken half a period later and every period from there,
/// each rounded down to a cycle, which makes up for the edge's delay. A period of 4 cycles so bears a difference of rates of 2 % in the
/// last bit.
/// </remarks>
public static class UartReceiver
{
    private const int StopBit = 9;
    private const int BreakBits = 24;

    /// <summary>Builds it.</summary>
    /// <param name="periodBits">Bits of a period, its 8 fractional ones included.</param>
    public static Module Build(int periodBits)
    {
        var c = new Circuit("accel_uart_receiver", "Bytes from a serial line, 8N1, with a fractional rate and detection of breaks.");
        var rx = c.Input("rx");
        var period = c.Input("period", periodBits);
        var metastable = c.Register("rx_metastable", 1, 1);
        var line = c.Register("rx_line", 1, 1);
        metastable.Set(rx);
        line.Set(metastable);

        // Bits since the start bit: 0 when the line is idle, else 1 + the number of samples taken.
        var bits = c.Register("bits", 5, 0);
        var shift = c.Register("shift", 8);
        var idle = bits.Value.Is(0);
        var begin = idle & ~line.Value;
        var timer = new BitTimer(c, periodBits);
        var held = bits.Value.Is(BreakBits + 1);
        var tick = timer.Tick & ~idle & ~held;
        timer.Connect(begin, tick, begin | ~idle, period, period[1..].ZeroExtend(periodBits));

        bits.Set(begin, 1);
        bits.Set(tick, bits.Value + 1);
        var atStart = bits.Value.Is(1);
        var atStop = bits.Value.Is(1 + StopBit);
        var behindStop = bits.Value[4] | (bits.Value[3] & (bits.Value[2] | (bits.Value[1] & bits.Value[0])));

        // A start bit that is no more in its middle was noise; a good stop bit ends the byte; a bad one and a break are waited out.
        bits.Set(line.Value & ((tick & (atStart | atStop)) | behindStop), 0);
        var isBreak = tick & ~line.Value & bits.Value.Is(BreakBits);
        shift.Set(tick, shift.Value[1..].Below(line));

        var valid = c.Register("byte_valid", 1, 0);
        var data = c.Register("byte_data", 8);
        valid.Set(tick & atStop);
        data.Set(tick & atStop, shift.Value.When(line));
        c.Output("valid", valid);
        c.Output("data", data);
        c.Output("line_break", isBreak);
        return c.Finish();
    }
}
