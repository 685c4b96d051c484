using Accel.Host.Tests;
using Accel.Shell.Tests.Reference;

namespace Accel.Shell.Tests.Serial;

/// <summary>The worked examples of docs/protocol.md, byte for byte, on the line of the RTL.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void The_shell_answers_the_documents_examples()
    {
        var bench = new SerialBench(TestKernels.Waits(445_895), SerialBench.Documented);
        Exchange(bench, "HELLO with");

        // The last but one of the examples comes first, so that the others are quick.
        bench.Wire.Send(ProtocolDocument.Example("RATE").Line);
        Assert.Equal(new ReferenceFrame(0x87, 6, ReferenceFrame.TheSession), bench.Next());
        bench.Run(3_000);
        bench.Wire.Period = 32;
        foreach (string title in (string[])["WRITE of the cells", "READ of two", "START of", "STATUS, to be", "READ of 2 cells"])
            Exchange(bench, title);

        bench.Wire.Send(ProtocolDocument.Example("WRITE of 64").Line);
        Assert.Equal(new ReferenceFrame(0xFF, 0x0101, 0x0101_0101, 8, 0x5EED_0001), bench.Next());
        byte[] broken = [.. ProtocolDocument.Example("READ of two").Line];
        broken[7] ^= 4;
        bench.Wire.Send(broken);
        Assert.Equal(ProtocolDocument.Example("A broken frame").Line, bench.NextLine());
    }

    private static void Exchange(SerialBench bench, string title)
    {
        bench.Wire.Send(ProtocolDocument.Example(title).Line);
        Assert.Equal(Convert.ToHexString(ProtocolDocument.Example(title, 1).Line), Convert.ToHexString(bench.NextLine()));
    }
}
