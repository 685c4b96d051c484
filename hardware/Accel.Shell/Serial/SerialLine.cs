using System.Numerics;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>The line's side of <see cref="SerialShell"/>: receiver, receive buffer, encoder, transmitter and the rate of both.</summary>
internal sealed class SerialLine
{
    private readonly Circuit _c;
    private readonly SerialShellOptions _options;
    private readonly Reg _period;
    private readonly Bits _take, _skip, _valid, _data, _flush, _break;

    /// <summary>Declares <c>rx</c> and <c>tx</c>.</summary>
    internal SerialLine(Circuit c, SerialShellOptions options)
    {
        (_c, _options) = (c, options);
        int periodBits = BitOperations.Log2(options.BaseRate) + 1;
        _period = c.Register("period", periodBits, options.BaseRate);
        (_take, _skip) = (c.Later("byte_take"), c.Later("frame_skip"));
        (_valid, _data, _flush) = (c.Later("encoder_valid"), c.Later("encoder_data", 8), c.Later("encoder_flush"));

        var receiver = c.Instance("receiver", UartReceiver.Build(periodBits), ("rx", c.Input("rx")), ("period", _period));
        _break = receiver["line_break"];
        Frames = c.Instance(
            "frames", ReceiveBuffer.Build(options.ReceiveBufferBytes),
            ("in_valid", receiver["valid"]), ("in_data", receiver["data"]), ("take", _take), ("skip", _skip));

        var ready = c.Later("transmitter_ready");
        Encoder = c.Instance("encoder", CobsEncoder.Build(), ("in_valid", _valid), ("in_data", _data), ("flush", _flush), ("out_ready", ready));
        var transmitter = c.Instance(
            "transmitter", UartTransmitter.Build(periodBits), ("period", _period), ("valid", Encoder["out_valid"]), ("data", Encoder["out_data"]));
        c.Connect(ready, transmitter["ready"]);
        Sending = ~Encoder["idle"] | ~transmitter["idle"];
        c.Output("tx", transmitter["tx"]);
    }

    /// <summary>The receive buffer's outputs.</summary>
    internal Outputs Frames { get; }

    /// <summary>The encoder's outputs.</summary>
    internal Outputs Encoder { get; }

    /// <summary>Something of a reply is still to be sent.</summary>
    internal Bits Sending { get; }

    /// <summary>Connects what comes from the sequencer.</summary>
    internal void Connect(Outputs sequencer)
    {
        _c.Connect(_take, sequencer["byte_take"]);
        _c.Connect(_skip, sequencer["frame_skip"]);
        _c.Connect(_valid, sequencer["encoder_valid"]);
        _c.Connect(_data, sequencer["encoder_data"]);
        _c.Connect(_flush, sequencer["encoder_flush"]);
        _period.Set(sequencer["rate_set"], sequencer["accumulator"][.._period.Value.Width]);
        _period.Set(_break, _options.BaseRate);
    }
}
