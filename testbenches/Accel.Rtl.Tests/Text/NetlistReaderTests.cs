using Accel.Rtl.Tests.Reference;
using Accel.Rtl.Tests.Vhdl;
using Accel.Rtl.Text;
using Accel.Rtl.Vhdl;

namespace Accel.Rtl.Tests.Text;

/// <summary>What is read back is what was written: as text, with all hints and places, and as VHDL.</summary>
public sealed class NetlistReaderTests
{
    public static TheoryData<string> Names => [.. Constructs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_of_each_construct_comes_back(string name) => AssertComesBack(Constructs.Build(name));

    [Fact]
    public void Random_modules_come_back()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            AssertComesBack(RandomNetlist.Build(seed, new RandomNetlistOptions { SafeMemories = false }));
        }
    }

    [Fact]
    public void Bytes_that_are_cut_are_refused()
    {
        byte[] bytes = Written(Constructs.Build("instances"));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.ThrowsAny<IOException>(() => Read(cut));
        }
    }

    private static void AssertComesBack(Module module)
    {
        var read = Read(Written(module));
        Assert.Equal(Whole(module), Whole(read));
        Assert.Equal(VhdlWriter.Write(module), VhdlWriter.Write(read));
    }

    // The text leaves out what constants are called, and the order of signals that it does not show.
    private static string Whole(Module module) => NetlistText.Write(module) + module.Summary + string.Join('\n', module.Signals.Select(
        static s => $"{s.Id} {s.GetType().Name} {s.WidthBits} {s.NameHint} {s.Source} {(s as RegisterSignal)?.IsCopy}"));

    private static byte[] Written(Module module)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        NetlistWriter.Write(writer, module);
        writer.Flush();
        return stream.ToArray();
    }

    private static Module Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return NetlistReader.Read(reader);
    }
}
