using System.Globalization;
using System.Text;

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>What the ports of a memory do.</summary>
public enum MemoryPorts
{
    /// <summary>One writes, one reads what was there before.</summary>
    ReadAndWrite,
    /// <summary>One reads.</summary>
    ReadOnly,
    /// <summary>Two write, each reads what was there before at its address.</summary>
    TwoReadFirst,
    /// <summary>One writes and reads what it writes.</summary>
    WriteFirst,
    /// <summary>One writes or reads.</summary>
    NoChange,
    /// <summary>One writes, one reads and has a synchronous reset to a value.</summary>
    ReadWithReset,
}

/// <summary>A memory as behavioural Verilog, which Yosys maps to block RAM and Icarus runs as it stands.</summary>
/// <param name="Ports">What its ports do.</param>
/// <param name="Words">Number of words.</param>
/// <param name="WidthBits">Bits of a word.</param>
/// <param name="ByteBits">Bits that a write enable writes; 0 for a whole word.</param>
public sealed record MemoryShape(MemoryPorts Ports, int Words, int WidthBits, int ByteBits = 0)
{
    // Yosys reads longer ones slowly; what they start with is then unknown, and not compared.
    private const int MostInitialWords = 16384;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"m_{Ports}_{Words}_{WidthBits}_{ByteBits}");

    /// <summary>Initial words for $readmemh, or null.</summary>
    public string? Initial()
    {
        if (Words > MostInitialWords)
        {
            return null;
        }

        var random = new Random(Words + WidthBits);
        var text = new StringBuilder();
        for (int i = 0; i < Words; i++)
        {
            UInt128 word = new((ulong)random.NextInt64(), (ulong)random.NextInt64() * 3);
            text.Append((word & ((UInt128.One << WidthBits) - 1)).ToString("x", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The module; all shapes have the same ports.</summary>
    public string Verilog()
    {
        string initial = Words > MostInitialWords ? "" : $"initial $readmemh(\"{Name}.mem\", m);";
        string body = Ports switch
        {
            MemoryPorts.ReadAndWrite => $"always @(posedge clk) begin {Write("we", "aa", "d")} if (en[0]) x <= m[bb]; end",
            MemoryPorts.ReadOnly => "always @(posedge clk) if (en[0]) x <= m[bb];",
            MemoryPorts.TwoReadFirst => $"always @(posedge clk) if (en[0]) begin {Write("we", "aa", "d")} x <= m[aa]; end\n"
                + $"  always @(posedge clk) if (en[1]) begin {Write("we_b", "bb", "e")} y <= m[bb]; end",
            MemoryPorts.WriteFirst => "always @(posedge clk) if (en[0]) begin if (we[0]) begin m[aa] <= d; x <= d; end else x <= m[aa]; end",
            MemoryPorts.NoChange => "always @(posedge clk) if (en[0]) begin if (we[0]) m[aa] <= d; else x <= m[aa]; end",
            _ => $"always @(posedge clk) begin if (we[0]) m[aa] <= d; if (en[0]) begin if (en[1]) x <= {WidthBits}'h5a5; else x <= m[bb]; end end",
        };
        int addressBits = int.Log2(Words);
        return string.Create(CultureInfo.InvariantCulture, $"""
            module {Name}(input clk, input [1:0] en, input [7:0] we, we_b, input [15:0] a, b, input [71:0] d, e, output [71:0] q, r);
              (* ram_style = "block" *) reg [{WidthBits - 1}:0] m[0:{Words - 1}];
              {initial}
              reg [{WidthBits - 1}:0] x = 0, y = 0;
              assign q = x;
              assign r = y;
              wire [{addressBits - 1}:0] aa = a, bb = b;
              {body}
            endmodule

            """);
    }

    private string Write(string enable, string address, string data) => ByteBits == 0
        ? $"if ({enable}[0]) m[{address}] <= {data};"
        : string.Join(" ", Enumerable.Range(0, WidthBits / ByteBits).Select(
            k => $"if ({enable}[{k}]) m[{address}][{k * ByteBits} +: {ByteBits}] <= {data}[{k * ByteBits} +: {ByteBits}];"));
}
