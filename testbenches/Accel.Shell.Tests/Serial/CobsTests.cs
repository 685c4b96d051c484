using Accel.Host.Tests;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;
using Accel.Shell.Tests.Reference;

namespace Accel.Shell.Tests.Serial;

/// <summary>Encoder and decoder against the document's examples and a reference, with a neighbour that is not always ready.</summary>
public sealed class CobsTests
{
    public static IEnumerable<byte[]> Frames()
    {
        foreach (var example in ProtocolDocument.Examples)
            yield return example.Frame;
        var random = new Random(3);
        foreach (int length in (int[])[1, 2, 253, 254, 255, 256, 507, 508, 509, 700, .. Enumerable.Range(0, 60).Select(_ => random.Next(1, 800))])
        {
            // From no zeros to nothing else.
            byte[] bytes = new byte[length];
            int zeros = random.Next(0, 5) switch { 0 => 0, 1 => 1, 2 => 10, 3 => 128, _ => 256 };
            for (int i = 0; i < length; i++)
                bytes[i] = random.Next(256) < zeros ? (byte)0 : (byte)random.Next(1, 256);
            yield return bytes;
        }
    }

    [Fact]
    public void The_documents_lines_are_those_of_the_reference()
        => Assert.All(ProtocolDocument.Examples, static e => Assert.Equal(e.Line, ReferenceCobs.Encode(e.Frame)));

    [Fact]
    public void The_encoder_writes_what_the_reference_writes()
    {
        var random = new Random(4);
        var encoder = Simulator.Create(CobsEncoder.Build());
        encoder.Reset();
        foreach (byte[] frame in Frames())
        {
            Assert.Equal(1u, encoder.GetOutput("idle"));
            List<byte> line = [];
            for (int sent = 0; line.Count == 0 || line[^1] != 0;)
            {
                bool offers = sent < frame.Length && random.Next(4) > 0;
                encoder.SetInput("in_valid", offers ? 1u : 0);
                encoder.SetInput("in_data", offers ? frame[sent] : (uint)random.Next(256));
                encoder.SetInput("flush", sent == frame.Length ? 1u : 0);
                bool ready = random.Next(3) == 0;
                encoder.SetInput("out_ready", ready ? 1u : 0);
                if (ready && encoder.GetOutput("out_valid") == 1)
                    line.Add((byte)encoder.GetOutput("out_data"));
                sent += encoder.GetOutput("in_ready") == 1 && (offers || sent == frame.Length) ? 1 : 0;
                encoder.Step();
            }

            encoder.SetInput("flush", 0);
            encoder.SetInput("in_valid", 0);
            encoder.Step();
            Assert.Equal(ReferenceCobs.Encode(frame), line);
        }
    }

    [Fact]
    public void The_decoder_reads_what_the_reference_reads_and_finds_what_is_broken()
    {
        var random = new Random(5);
        var decoder = Simulator.Create(CobsDecoder.Build());
        decoder.Reset();
        int broken = 0;
        foreach (byte[] frame in Frames())
        {
            byte[] line = ReferenceCobs.Encode(frame)[..^1];
            if (random.Next(2) == 0)
                line[random.Next(line.Length)] = (byte)random.Next(1, 256);
            if (random.Next(2) == 0)
                line = line[..random.Next(1, line.Length + 1)];
            List<byte> bytes = [];
            foreach (byte b in (byte[])[.. line, 0])
            {
                bool isThere = random.Next(2) == 0;
                decoder.SetInput("in_valid", isThere ? 1u : 0);
                decoder.SetInput("in_ready", isThere ? 0 : 1u);
                decoder.SetInput("in_data", (uint)random.Next(256));
                decoder.Step();
                decoder.SetInput("in_valid", 1);
                decoder.SetInput("in_ready", 1);
                decoder.SetInput("in_data", b);
                Assert.Equal(b == 0, decoder.GetOutput("frame_end") == 1);
                if (decoder.GetOutput("out_valid") == 1)
                    bytes.Add((byte)decoder.GetOutput("out_data"));
                byte[]? expected = b == 0 ? ReferenceCobs.Decode(line) : null;
                if (b == 0)
                    Assert.Equal(expected is null, decoder.GetOutput("broken") == 1);
                if (expected is not null)
                    Assert.Equal(expected, bytes);
                broken += b == 0 && expected is null ? 1 : 0;
                decoder.Step();
            }
        }

        Assert.InRange(broken, 10, 80);
    }
}
