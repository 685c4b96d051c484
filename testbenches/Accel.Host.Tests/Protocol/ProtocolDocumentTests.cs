using Accel.Host.EventEngine;
using Accel.Host.Protocol;
using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>Every worked example of docs/protocol.md, encoded and decoded byte for byte.</summary>
public sealed class ProtocolDocumentTests
{
    private const uint Session = 0x5EED0001;

    public static TheoryData<WorkedExample> Examples => [.. ProtocolDocument.Examples];

    [Fact]
    public void All_examples_are_found() => Assert.Equal(15, ProtocolDocument.Examples.Count);

    [Theory]
    [MemberData(nameof(Examples), DisableDiscoveryEnumeration = true)]
    public void The_frame_becomes_the_line_and_back(WorkedExample example)
    {
        byte[] encoded = new byte[Cobs.MostEncodedBytes(example.Frame.Length)];
        Assert.Equal(example.Line, [.. encoded[..Cobs.Encode(example.Frame, encoded)], 0]);

        var bytes = (ReadOnlySpan<byte>)example.Line;
        var frame = new FrameReceiver(4096).Take(ref bytes);
        Assert.NotNull(frame);
        Assert.Equal(FrameDefect.None, frame.Defect);
        Assert.Equal(example.Frame, FrameCodec.Assemble(frame.Header, frame.Payload));
        Assert.Equal(example.Line, FrameCodec.Encode(frame.Header, frame.Payload));
    }

    [Fact]
    public void Commands_have_the_payloads_of_the_examples()
    {
        Assert.Equal(Line("HELLO with", 0), Encode(FrameType.Hello, 0, Payloads.OfCells(1 | (1 << 16))));
        Assert.Equal(Line("WRITE of the cells", 0), Encode(FrameType.Write, 1, Payloads.OfWrite(16, [1, uint.MaxValue, 0])));
        Assert.Equal(Line("READ of two cells", 0), Encode(FrameType.Read, 2, Payloads.OfCells(17, 2)));
        Assert.Equal(Line("START of", 0), Encode(FrameType.Start, 3, Payloads.OfCells(0, 7)));
        Assert.Equal(Line("STATUS,", 0), Encode(FrameType.Status, 4, Payloads.OfCells(1)));
        Assert.Equal(Line("RATE:", 0), Encode(FrameType.Rate, 6, Payloads.OfCells(32 * 256)));
    }

    [Fact]
    public void The_identity_of_the_example_is_the_one_in_words()
    {
        var example = ProtocolDocument.Example("HELLO with", 1);
        var identity = IdentityCells.Decode(Payloads.ToCells(FrameCodec.Decode(example.Stuffed).Payload));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", identity.Device.DesignHash);
        Assert.Equal(("simulation", "SpikingTransformerEngine"), (identity.Device.Board, identity.Device.Kernel));
        Assert.Equal((100_000_000L, 65_536L, 1), (identity.Device.ClockHz, identity.Device.MemoryCells, identity.Device.ProtocolVersion));
        Assert.Equal((1, 1024u, 4096u, 222_222u), (identity.LowestVersion, identity.LargestPayloadBytes, identity.ReceiveBufferBytes, identity.BaseRate));
        Assert.Equal(
            new EventEngineLimits
            {
                Lanes = 64, AttentionUnits = 1, AccumulatorBits = 18, ShortcutBits = 22, MembraneBits = 23, KeyBits = 4, ProductBits = 14,
                SpikeWords = 512, ShortcutRows = 2048, BankRows = 256, ProductRows = 512, KeyRows = 1024, PoolRows = 512,
                MaxSize = 1024, MaxTimesteps = 16, MaxClasses = 1000, LeftShiftBits = 5,
            },
            identity.Device.Limits);
        Assert.Equal(example.Line, FrameCodec.Encode(new FrameHeader(1, 0x81, 0, Session), Payloads.OfCells(IdentityEncoder.Encode(identity))));
    }

    [Fact]
    public void The_status_of_the_example_is_the_one_in_words()
    {
        var frame = FrameCodec.Decode(ProtocolDocument.Example("STATUS,", 1).Stuffed);
        Assert.Equal(new DeviceStatus(DeviceState.Done, 7, 445_895), Payloads.ToStatus(Payloads.ToCells(frame.Payload)));
    }

    private static byte[] Line(string title, int skip) => ProtocolDocument.Example(title, skip).Line;

    private static byte[] Encode(FrameType type, ushort sequence, byte[] payload) => FrameCodec.Encode(new FrameHeader(1, (byte)type, sequence, Session), payload);
}
