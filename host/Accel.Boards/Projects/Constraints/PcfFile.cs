using System.Globalization;
using System.Text;

namespace Accel.Boards.Projects;

/// <summary>The pins of a board for nextpnr-ice40; the clock's frequency is said to it on the command line as well.</summary>
internal static class PcfFile
{
    internal static ProjectFile Write(BoardDesign design)
    {
        var board = design.Board;
        var text = new StringBuilder();
        text.Append($"# {board.Vendor} {board.Title} ({board.Part}). Generated from boards/{board.Id}.json, which names the documents; do not edit.\n");
        text.Append($"set_io clk_in {board.Clock.Pin}\n");
        text.Append(CultureInfo.InvariantCulture, $"set_frequency clk_in {board.Clock.FrequencyHz / 1e6:0.###}\n");
        if (board.Reset is { } reset)
        {
            text.Append($"set_io -pullup {(reset.ActiveLow ? "yes" : "no")} {SerialTop.ResetPort(reset)} {reset.Pin}\n");
        }

        text.Append($"set_io -pullup yes uart_rx {board.Serial!.Receive.Pin}\n");
        text.Append($"set_io uart_tx {board.Serial.Transmit.Pin}\n");
        foreach (var (led, index) in board.Leds.Select(static (l, i) => (l, i)))
        {
            text.Append(CultureInfo.InvariantCulture, $"set_io led[{index}] {led.Pin}\n");
        }

        return new ProjectFile("constraints/board.pcf", text.ToString());
    }
}
