using Accel.Host.CompactEngine;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>A bitstream for an iCE40 with a device on a serial line in it.</summary>
/// <param name="File">The bitstream.</param>
/// <param name="Constraints">The pins that it was made for, as nextpnr has read them; the clock is <c>clk_in</c>, the line <c>uart_rx</c>
/// and <c>uart_tx</c>.</param>
/// <param name="Package">Of the chip, as nextpnr calls it.</param>
/// <param name="ClockHz">Frequency of the clock.</param>
/// <param name="BaseBaud">The rate at which the device begins.</param>
/// <param name="FastestBaud">The highest rate of its line.</param>
public sealed record DeviceBitstream(string File, string Constraints, string Package, long ClockHz, int BaseBaud, int FastestBaud)
{
    /// <summary>The pin of a reset button, where there is one; nobody presses it.</summary>
    public ResetPin? Reset { get; init; }
}

/// <summary>A reset button.</summary>
/// <param name="Port">Its port.</param>
/// <param name="ActiveLow">True when low means pressed.</param>
public sealed record ResetPin(string Port, bool ActiveLow);

/// <summary>What makes a bitstream, with the tools of a board's flow.</summary>
/// <param name="MakeAsync">Makes it, in minutes.</param>
/// <param name="Missing">A tool that it needs and that is not installed, or null.</param>
/// <param name="Limits">What the compact engine in it has room for.</param>
/// <param name="MemoryCells">Cells of its memory.</param>
public sealed record BitstreamSource(Func<CancellationToken, Task<DeviceBitstream>> MakeAsync, ToolRunner? Missing,
    CompactEngineLimits Limits, int MemoryCells);
