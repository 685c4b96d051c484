using System.Buffers.Binary;
using System.IO.Hashing;
using Accel.Host.Protocol;
using CsCheck;

namespace Accel.Host.Tests;

public sealed class FrameTests
{
    private const int LargestPayload = 1024;

    // Zeros and long stretches without one are what COBS is about.
    private static readonly Gen<byte[]> _bytes = Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)1)).Array[0, 600];
    private static readonly Gen<byte[]> _payload = Gen.UInt.Array[0, LargestPayload / 4].Select(static cells => Payloads.OfCells(cells));

    [Fact]
    public void Cobs_gives_back_what_it_was_given_and_sends_no_00()
        => Gen.OneOf(_bytes, Gen.Byte[1, 255].Array[240, 520]).Sample(static bytes =>
        {
            byte[] encoded = Encode(bytes);
            byte[] decoded = new byte[encoded.Length];
            return !encoded.Contains((byte)0) && Cobs.TryDecode(encoded, decoded, out int length) && decoded.AsSpan(0, length).SequenceEqual(bytes);
        });

    // Examples of Cheshire and Baker's paper and of its usual description.
    [Theory]
    [InlineData("", "01")]
    [InlineData("00", "0101")]
    [InlineData("0000", "010101")]
    [InlineData("11220033", "0311220233")]
    [InlineData("11000000", "0211010101")]
    public void Cobs_is_as_published(string bytes, string encoded) => Assert.Equal(encoded, Convert.ToHexString(Encode(Convert.FromHexString(bytes))));

    [Fact]
    public void A_last_block_of_254_may_be_followed_by_an_empty_one()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)7, 254)];
        byte[] encoded = Encode(bytes), decoded = new byte[300];
        Assert.Equal(255, encoded.Length);
        Assert.True(Cobs.TryDecode([.. encoded, 1], decoded, out int length));
        Assert.Equal(bytes, decoded[..length]);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("0311")]
    [InlineData("031100")]
    [InlineData("FF01")]
    public void A_frame_that_ends_inside_of_a_block_is_broken(string encoded)
        => Assert.False(Cobs.TryDecode(Convert.FromHexString(encoded), new byte[300], out _));

    [Fact]
    public void Frames_come_out_as_they_went_in_whatever_pieces_the_line_makes()
        => Gen.Select(_payload.Array[1, 5], Gen.Int[1, 300]).Sample(static (payloads, piece) =>
        {
            byte[] line = [.. payloads.SelectMany(static (p, i) => FrameCodec.Encode(new FrameHeader(1, 0x83, (ushort)i, 9), p))];
            var receiver = new FrameReceiver(LargestPayload);
            var frames = line.Chunk(piece).SelectMany(chunk => Receive(receiver, chunk)).ToList();
            return frames.Select(static f => f.Header).SequenceEqual(payloads.Select(static (_, i) => new FrameHeader(1, 0x83, (ushort)i, 9)))
                && frames.Zip(payloads).All(static pair => pair.First.Payload.SequenceEqual(pair.Second));
        });

    [Fact]
    public void Any_damage_breaks_a_frame_and_the_next_one_is_whole()
        => Gen.Select(_payload, Gen.Int[0, 10_000], Gen.Int[0, 3], Gen.Byte[1, 255]).Sample(static (payload, at, kind, mask) =>
        {
            byte[] good = FrameCodec.Encode(new FrameHeader(1, 0x83, 5, 9), payload);
            int place = at % (good.Length - 1);
            byte[] bad = kind switch
            {
                0 => [.. good[..place], (byte)(good[place] ^ mask), .. good[(place + 1)..]],
                1 => [.. good[..place], .. good[(place + 1)..]],
                2 => [.. good[..(place + 1)], .. good[place..]],
                _ => [.. good[..place], 0],
            };
            var frames = Receive(new FrameReceiver(LargestPayload), [.. bad, .. good]);
            return frames[^1].Defect == FrameDefect.None && frames[^1].Payload.SequenceEqual(payload)
                && frames[..^1].TrueForAll(static f => f.Defect != FrameDefect.None);
        });

    [Fact]
    public void A_frame_that_claims_4_GB_is_broken_and_costs_no_memory()
    {
        byte[] frame = FrameCodec.Assemble(new FrameHeader(1, 0x83, 5, 9), new byte[8]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), 0xFFFF_FFFC);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(frame.Length - 4), Crc32.HashToUInt32(frame.AsSpan(..^4)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var received = FrameCodec.Decode(Encode(frame));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(FrameDefect.BadLength, received.Defect);
    }

    [Fact]
    public void A_frame_that_never_ends_is_dropped_while_it_comes()
    {
        var receiver = new FrameReceiver(LargestPayload);
        byte[] flood = new byte[1 << 16];
        Array.Fill(flood, (byte)1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Assert.Empty(Receive(receiver, flood));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        var frames = Receive(receiver, [0, .. FrameCodec.Encode(new FrameHeader(1, 0x82, 1, 9), [])]);
        Assert.Equal([FrameDefect.TooLong, FrameDefect.None], frames.Select(static f => f.Defect));
    }

    [Fact]
    public void A_payload_larger_than_agreed_is_dropped_and_the_largest_is_taken()
    {
        var receiver = new FrameReceiver(LargestPayload);
        byte[] ones = [.. Enumerable.Repeat((byte)1, LargestPayload + 4)];
        Assert.Equal(FrameDefect.None, Receive(receiver, FrameCodec.Encode(default, ones.AsSpan(4)))[0].Defect);
        Assert.Equal(FrameDefect.TooLong, Receive(receiver, FrameCodec.Encode(default, ones))[0].Defect);
    }

    [Fact]
    public void Any_bytes_at_all_leave_the_receiver_able_to_take_the_next_frame()
        => Gen.Byte.Array[0, 4000].Sample(static bytes =>
        {
            var frames = Receive(new FrameReceiver(LargestPayload), [.. bytes, 0, .. FrameCodec.Encode(new FrameHeader(1, 0x82, 77, 9), [])]);
            return frames[^1] is { Defect: FrameDefect.None, Header.Sequence: 77 };
        });

    private static byte[] Encode(byte[] bytes)
    {
        byte[] encoded = new byte[Cobs.MostEncodedBytes(bytes.Length)];
        return encoded[..Cobs.Encode(bytes, encoded)];
    }

    private static List<ReceivedFrame> Receive(FrameReceiver receiver, ReadOnlySpan<byte> bytes)
    {
        List<ReceivedFrame> frames = [];
        while (receiver.Take(ref bytes) is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }
}
