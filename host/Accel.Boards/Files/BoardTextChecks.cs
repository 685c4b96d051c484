using System.Text.RegularExpressions;

namespace Accel.Boards;

/// <summary>
/// Texts of a board file that reach scripts, constraints and VHDL as they are, so that they must be what a tool takes for one word, or for
/// words of a comment; and lists, of which no element may be null.
/// </summary>
internal static partial class BoardTextChecks
{
    private const string WordRemedy = "write one word of letters, digits and . : - _ as the tool that reads it does";

    /// <summary>Lists whose elements are there; asked for before anything looks at one.</summary>
    internal static IEnumerable<string> ListsWithNull(Board board)
    {
        (string Field, IEnumerable<object?> Elements)[] lists =
        [
            ("leds", board.Leds), ("outputsHeldLow", board.OutputsHeldLow), ("memories", board.Memories), ("sources", board.Sources),
            ("notes", board.Notes), ("pcie.laneReceivePins", board.Pcie?.LaneReceivePins ?? []),
            ("vivado.bitstream", board.Vivado?.Bitstream.Values ?? []),
        ];
        return lists.Where(static l => l.Elements.Any(static e => e is null)).Select(static l => l.Field);
    }

    /// <summary>Field, text and remedy of each that no tool would take.</summary>
    internal static IEnumerable<(string Field, string Text, string Remedy)> Refused(Board board)
    {
        foreach (var (field, text) in Titles(board))
        {
            if (text is not null && !LinePattern().IsMatch(text))
            {
                yield return (field, text, "write one line of printable characters, which a comment can hold");
            }
        }

        foreach (var (field, text) in Words(board))
        {
            if (text is not null && !WordPattern().IsMatch(text))
            {
                yield return (field, text, WordRemedy);
            }
        }
    }

    private static IEnumerable<(string Field, string? Text)> Titles(Board board)
        => [("title", board.Title), ("vendor", board.Vendor), ("serial.adapter", board.Serial?.Adapter)];

    private static IEnumerable<(string Field, string? Text)> Words(Board board) =>
    [
        ("part", board.Part),
        ("clock.standard", board.Clock.Standard),
        ("reset.standard", board.Reset?.Standard),
        ("serial.receive.standard", board.Serial?.Receive.Standard),
        ("serial.transmit.standard", board.Serial?.Transmit.Standard),
        ("pcie.reset.standard", board.Pcie?.Reset.Standard),
        ("pcie.block", board.Pcie?.Block),
        ("pcie.quad", board.Pcie?.Quad),
        .. board.Leds.Select(static (led, i) => ($"leds[{i}].standard", (string?)led.Standard)),
        .. board.OutputsHeldLow.Select(static (pin, i) => ($"outputsHeldLow[{i}].standard", (string?)pin.Standard)),
        ("vivado.configVoltage", board.Vivado?.ConfigVoltage),
        ("vivado.boardPart", board.Vivado?.BoardPart),
        ("vivado.memoryInterface", board.Vivado?.MemoryInterface),
        ("vivado.memoryClock", board.Vivado?.MemoryClock),
        ("vivado.flash.interface", board.Vivado?.Flash?.Interface),
        ("vivado.flash.part", board.Vivado?.Flash?.Part),
        .. board.Vivado?.Bitstream.Select(static p => ("vivado.bitstream", (string?)p.Key)) ?? [],
        .. board.Vivado?.Bitstream.Select(static p => ($"vivado.bitstream.{p.Key}", (string?)p.Value)) ?? [],
        ("iceStorm.device", board.IceStorm?.Device),
        ("iceStorm.package", board.IceStorm?.Package),
        ("programmer.openFpgaLoaderBoard", board.Programmer.OpenFpgaLoaderBoard),
        ("programmer.vivadoDevice", board.Programmer.VivadoDevice),
    ];

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:-]*\z")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^[^\p{C}\p{Zl}\p{Zp}\\]*\z")]
    private static partial Regex LinePattern();
}
