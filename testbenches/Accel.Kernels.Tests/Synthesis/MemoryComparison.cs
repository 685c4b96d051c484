using System.Globalization;
using System.Text;
using Accel.ToolRunners;
using Accel.Verification;

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>Memories as they were written beside what Yosys maps them to, both in Icarus with the same random inputs.</summary>
internal sealed class MemoryComparison(IReadOnlyList<MemoryShape> shapes) : IDisposable
{
    private const int Cycles = 120;
    private readonly ToolDirectory _directory = new();
    private readonly GateLevelSimulation _gates = new();
    private readonly Icarus _icarus = new();

    /// <summary>The netlist as Verilog.</summary>
    public string Netlist => _directory.Read("memories_netlist.v");

    /// <summary>Maps the memories to block RAM, as kernels are mapped.</summary>
    public void Synthesise(CancellationToken cancellationToken)
    {
        foreach (var shape in shapes)
        {
            if (shape.Initial() is { } words)
            {
                _directory.Write(shape.Name + ".mem", words);
            }
        }

        _directory.Write("memories.v", string.Concat(shapes.Select(static s => s.Verilog())) + Top());
        new Series7Synthesis().RunVerilog(_directory, "memories", cancellationToken);
    }

    /// <summary>Runs both: <c>OK</c>, or lines that begin with <c>MISMATCH</c> and the memory's name.</summary>
    public string Run(string? models, CancellationToken cancellationToken)
    {
        _directory.Write("mapped.v", Netlist.Replace("module memories(", "module mapped(", StringComparison.Ordinal));
        _directory.Write("bench.v", Bench());
        _icarus.Compile(_directory.Path, ["bench.v", "memories.v", "mapped.v", _gates.WriteModels(_directory, models)], "bench", "bench.vvp", cancellationToken);
        var result = _icarus.Simulate(_directory.Path, "bench.vvp", cancellationToken: cancellationToken);
        return string.Join('\n', result.StandardOutput.Split('\n').Where(static l => l is "OK" || l.StartsWith("MISMATCH", StringComparison.Ordinal) || l.StartsWith("ERROR", StringComparison.Ordinal)));
    }

    public void Dispose() => _directory.Dispose();

    private int Bits => 144 * shapes.Count;

    private string Top()
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"module memories(input clk, input [1:0] en, input [7:0] we, we_b, input [15:0] a, b, input [71:0] d, e, output [{Bits - 1}:0] out);\n"));
        for (int i = 0; i < shapes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {shapes[i].Name} u{i}(clk, en, we, we_b, a, b, d, e, out[{144 * i} +: 72], out[{(144 * i) + 72} +: 72]);\n");
        }

        return text.Append("endmodule\n").ToString();
    }

    // Addresses of a small span meet often. Two writes to one address have no defined outcome. What the behavioural memory does not know is
    // not compared.
    private string Bench()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            `timescale 1ns/1ps
            module bench;
              reg clk = 0;
              reg [1:0] en;
              reg [7:0] we, we_b;
              reg [15:0] a, b, span;
              reg [71:0] d, e;
              integer c;
              wire [{{Bits - 1}}:0] x, y;
              reg [{{shapes.Count - 1}}:0] bad = 0;
              memories written(clk, en, we, we_b, a, b, d, e, x);
              mapped netlist(clk, en, we, we_b, a, b, d, e, y);
              task check(input integer i, input [143:0] expected, input [143:0] actual, input [8 * 40 - 1:0] name);
                if ((expected ^ actual ^ (expected ^ expected)) !== (expected ^ expected) && !bad[i]) begin
                  bad[i] = 1;
                  $display("MISMATCH %0s cycle=%0d expected=%h actual=%h", name, c, expected, actual);
                end
              endtask
              initial begin
                for (c = 0; c < {{Cycles}}; c = c + 1) begin
                  en = $urandom; we = $urandom; we_b = $urandom;
                  span = (c / 20) % 2 ? 16'hffff : 16'h0003;
                  a = $urandom & span; b = $urandom & span;
                  d = {$urandom, $urandom, $urandom}; e = {$urandom, $urandom, $urandom};
                  if (a == b) we_b = 0;
                  #5;

            """));
        for (int i = 0; i < shapes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"      check({i}, x[{144 * i} +: 144], y[{144 * i} +: 144], \"{shapes[i].Name}\");\n");
        }

        return text.Append("      clk = 1; #5; clk = 0;\n    end\n    if (bad == 0) $display(\"OK\");\n    $finish;\n  end\nendmodule\n").ToString();
    }
}
