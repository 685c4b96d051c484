using Accel.Rtl.Vhdl;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>
/// The text of each construct is compared with a file beside this one, and simulated. Set ACCEL_UPDATE_GOLDEN=1 to write the files anew;
/// then review what changed.
/// </summary>
public sealed class GoldenVhdlTests
{
    public static TheoryData<string> All => [.. Constructs.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void The_text_of_a_construct_is_as_reviewed(string construct)
    {
        string text = string.Join("\n", VhdlWriter.Write(Constructs.Build(construct)).Select(f => f.Text));
        string path = Path.Combine(Directory(), construct + ".vhd");
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_text_of_a_construct_behaves_in_ghdl_as_in_the_interpreter(string construct)
    {
        GhdlReplay.SkipUnlessInstalled();
        GhdlReplay.AssertSame(Constructs.Build(construct), cycles: 200);
    }

    [Fact]
    public void Writing_twice_gives_the_same_text()
    {
        foreach (string construct in Constructs.Keys)
            Assert.Equal(VhdlWriter.Write(Constructs.Build(construct)), VhdlWriter.Write(Constructs.Build(construct)));
    }

    /// <summary>Found from where the test runs: a deterministic build does not know where its sources lay.</summary>
    private static string Directory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string golden = Path.Combine(folder.FullName, "testbenches", "Accel.Rtl.Tests", "Golden");
            if (System.IO.Directory.Exists(golden))
                return golden;
        }

        throw new DirectoryNotFoundException("testbenches/Accel.Rtl.Tests/Golden lies in no folder above the tests");
    }
}
