using System.Numerics;
using System.Text.RegularExpressions;
using Accel.Calibration;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Tools;

/// <summary>Yosys reads the same words from the files, and builds memories of what the VHDL asks for.</summary>
public sealed class VerilogMemoriesTests
{
    private const string Words = """
        module words(input clk);
          reg [3:0] table_[2:0] ; // memory
          initial begin
            table_[2] = 4'b1100;
            table_[1] = 4'b01x1;
            table_[0] = 4'b0011;
            end
          reg q;
          initial
            q = 1'b0;
        endmodule

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_words_go_to_a_file_lowest_address_first_and_the_rest_stays()
    {
        using var directory = new ToolDirectory();
        directory.Write("words.v", Words);
        VerilogMemories.Rewrite(directory.Path, "words.v", RamStyles.Of(directory.Path, []));
        Assert.Equal("0011\n01x1\n1100\n", directory.Read("words_0.mem"));
        Assert.Equal(
            """
            module words(input clk);
              reg [3:0] table_[2:0] ; // memory
              initial $readmemb("words_0.mem", table_, 0, 2);
              reg q;
              initial
                q = 1'b0;
            endmodule

            """,
            directory.Read("words.v"));
    }

    [Theory]
    [InlineData("table_[1]", "table_[7]", "table_[7] = 4'b01x1; was expected to be word 1 of table_")]
    [InlineData("table_[0]", "other[0]", "other[0] = 4'b0011; was expected to be word 0 of table_")]
    [InlineData("    table_[0] = 4'b0011;\n", "", "table_ starts without its words below 1")]
    public void Words_that_are_not_a_whole_memory_are_refused(string words, string other, string message)
    {
        using var directory = new ToolDirectory();
        directory.Write("words.v", Words.Replace(words, other, StringComparison.Ordinal));
        Assert.Equal(message, Assert.Throws<FormatException>(() => VerilogMemories.Rewrite(directory.Path, "words.v", RamStyles.Of(directory.Path, []))).Message);
        Assert.Contains(other, directory.Read("words.v"), StringComparison.Ordinal);
    }

    [Fact]
    public void Yosys_reads_the_same_words_from_the_file()
    {
        var module = new Module("tables");
        var random = new Random(20);
        foreach (var (depth, width) in new[] { (1000, 32), (3, 1), (64, 70) })
        {
            var memory = module.Memory($"table_{depth}", depth, width, initial: [.. Enumerable.Range(0, depth).Select(_ => RandomWord(random, width))]);
            var address = module.Input($"address_{depth}", memory.AddressWidthBits);
            module.Write(memory, module.Input($"write_{depth}", 1), address, module.Input($"data_{depth}", width));
            module.Output($"q_{depth}", module.ReadSynchronous(memory, address, module.Constant(1, 1)));
        }

        Assert.SkipUnless(VerilogDesign.Missing is null, VerilogDesign.Missing ?? "");
        var yosys = new Yosys();
        using var directory = new ToolDirectory();
        VerilogDesign.Write(module, directory, Token);
        string[] expected = Contents(yosys, directory);
        VerilogMemories.Rewrite(directory.Path, "top.v", RamStyles.Of(directory.Path, []));
        Assert.Contains("$readmemb", directory.Read("top.v"), StringComparison.Ordinal);
        Assert.Equal(expected, Contents(yosys, directory));
        Assert.Equal([3, 64 * 70, 1000 * 32], expected.Select(static c => c.Length).Order());
    }

    [Theory]
    [InlineData(MemoryStyle.Distributed, false, "RAM64", 0)]
    [InlineData(MemoryStyle.Block, true, "RAMB", 1)]
    [InlineData(MemoryStyle.Distributed, true, "RAM64", 0)]
    [InlineData(MemoryStyle.Ultra, true, "RAMB", 1)]
    public void A_memory_is_built_of_what_the_netlist_says(MemoryStyle style, bool synchronous, string cell, int blocks)
    {
        // By itself Yosys would take a block RAM wherever a read is registered.
        var module = new Module("Styled");
        var memory = module.Memory("Words", 512, 32, style);
        var address = module.Register(9);
        module.Drive(address, module.Input("address", 9));
        module.Write(memory, module.Input("write", 1), module.Input("write_address", 9), module.Input("data", 32));
        module.Output("q", synchronous ? module.ReadSynchronous(memory, module.Input("read_address", 9), module.Constant(1, 1)) : module.Read(memory, address));
        var mapped = MappedModule.Map(module);
        Assert.True(mapped.Cells.Keys.Any(c => c.StartsWith(cell, StringComparison.Ordinal)), string.Join(" ", mapped.Cells));
        Assert.Equal(blocks, mapped.BlockRams);
    }

    // The initial contents of every memory, as Yosys holds them, in bits.
    private static string[] Contents(Yosys yosys, ToolDirectory directory)
    {
        yosys.RunScript(directory.Path, "read_verilog top.v; proc; memory_collect; write_rtlil tables.il", cancellationToken: Token);
        return [.. Regex.Matches(directory.Read("tables.il"), @"parameter \\INIT [0-9]+'([01x]+)").Select(static m => m.Groups[1].Value)];
    }

    private static BigInteger RandomWord(Random random, int width)
    {
        byte[] bytes = new byte[width / 8 + 1];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << width) - 1);
    }
}
