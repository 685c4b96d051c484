namespace Accel.Boards;

/// <summary>Every pin that a board's file names, with the field that names it.</summary>
internal static class BoardPins
{
    internal static IEnumerable<(string Field, string Pin)> Of(Board board)
    {
        var pins = new List<(string, string?)>
        {
            ("clock.pin", board.Clock.Pin),
            ("clock.negativePin", board.Clock.NegativePin),
            ("reset.pin", board.Reset?.Pin),
            ("serial.receive.pin", board.Serial?.Receive.Pin),
            ("serial.transmit.pin", board.Serial?.Transmit.Pin),
            ("pcie.referenceClock.pin", board.Pcie?.ReferenceClock.Pin),
            ("pcie.referenceClock.negativePin", board.Pcie?.ReferenceClock.NegativePin),
            ("pcie.reset.pin", board.Pcie?.Reset.Pin),
        };
        pins.AddRange(board.Leds.Select(static (led, i) => ($"leds[{i}].pin", (string?)led.Pin)));
        pins.AddRange(board.OutputsHeldLow.Select(static (pin, i) => ($"outputsHeldLow[{i}].pin", (string?)pin.Pin)));
        pins.AddRange((board.Pcie?.LaneReceivePins ?? []).Select(static (pin, i) => ($"pcie.laneReceivePins[{i}]", (string?)pin)));
        return pins.Where(static p => p.Item2 is not null).Select(static p => (p.Item1, p.Item2!));
    }
}
