using Accel.Host.Tests;
using Accel.Shell.Tests.Reference;

namespace Accel.Shell.Tests.Serial;

/// <summary>No sequence of bytes hangs the shell, and none has an effect but the good frames in it.</summary>
public sealed class RandomStreamTests
{
    private const int Streams = 10_000, Cells = 64;
    private const uint S = ReferenceFrame.TheSession;

    [Fact]
    public void After_any_bytes_a_good_hello_is_answered_and_only_good_frames_have_written()
    {
        var random = new Random(20261125);
        var options = CommandTests.Quick with { MemoryCells = Cells };
        var bench = CommandTests.Open(TestKernels.AddStep(), options);
        uint[] model = new uint[Cells];
        int written = 0;
        for (int i = 0; i < Streams; i++)
        {
            byte[] stream = Stream(random);
            bench.Wire.Send(stream);
            written += Execute(stream, model);

            // The 00 ends whatever the stream has begun.
            ushort sequence = (ushort)(i + 1);
            bench.Wire.Send([0, .. ReferenceFrame.Hello(S, sequence).ToLine()]);
            ReferenceFrame reply;
            do
            {
                reply = bench.Next(100_000);
            }
            while (reply.Type != 0x81 || reply.Sequence != sequence);

            Assert.Equal(40, reply.Payload.Length);
            if (i % 100 == 99)
            {
                for (int cell = 0; cell < Cells; cell++)
                    Assert.True(model[cell] == bench.Simulator.PeekMemory("memory.cells", cell), $"stream {i}, cell {cell}: {Convert.ToHexString(stream)}");
            }
        }

        Assert.InRange(written, Streams / 20, Streams);
    }

    private static byte[] Stream(Random random)
    {
        byte[] good = Frame(random).ToLine();
        byte[] noise = new byte[random.Next(1, 24)];
        random.NextBytes(noise);
        byte[] mutated = [.. good];
        mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(6) switch
        {
            0 => noise,
            1 => mutated,
            2 => good[..random.Next(good.Length)],
            3 => [.. good, .. good],
            4 => [.. good[..random.Next(good.Length)], .. mutated],
            _ => [.. noise, 0, .. good],
        };
    }

    // RATE is left out: whoever changes the rate is not understood at the old one. Its tests are elsewhere.
    private static ReferenceFrame Frame(Random random)
    {
        uint Any() => random.Next(4) switch { 0 => (uint)random.Next(8), 1 => uint.MaxValue - (uint)random.Next(3), _ => (uint)random.Next(Cells + 2) };
        uint session = random.Next(8) == 0 ? Any() : S;
        return random.Next(6) switch
        {
            0 => new ReferenceFrame((byte)random.Next(8, 256), 0, session, Any()),
            1 => new ReferenceFrame(3, 1, session, Any(), (uint)random.Next(3)) { ClaimedLength = random.Next(3) == 0 ? Any() : null },
            2 => new ReferenceFrame(6, 2, session),
            3 => new ReferenceFrame(5, 3, session, (uint)random.Next(2)),
            _ => new ReferenceFrame(2, 4, session, [Any(), .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any())]) { ClaimedLength = random.Next(4) == 0 ? Any() : null },
        };
    }

    // What the frames of a stream do to the memory, by the document.
    private static int Execute(byte[] stream, uint[] model)
    {
        int written = 0;
        foreach (byte[] line in Split([.. stream, 0]))
        {
            ReferenceFrame frame;
            try
            {
                frame = ReferenceFrame.FromLine(line);
            }
            catch (Exception e) when (e is InvalidDataException or Xunit.Sdk.XunitException)
            {
                continue;
            }

            bool isWrite = frame is { Version: 1, Type: 2, Session: S, Payload.Length: >= 2 };
            if (isWrite && frame.Payload[0] + (ulong)(frame.Payload.Length - 1) <= Cells)
            {
                frame.Payload[1..].CopyTo(model, (int)frame.Payload[0]);
                written++;
            }
        }

        return written;
    }

    private static IEnumerable<byte[]> Split(byte[] stream)
    {
        int from = 0;
        for (int i = 0; i < stream.Length; i++)
        {
            if (stream[i] == 0)
            {
                yield return stream[from..i];
                from = i + 1;
            }
        }
    }
}
