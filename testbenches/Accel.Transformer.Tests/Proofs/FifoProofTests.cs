using System.Globalization;
using Accel.Hast;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer.Ir;
using Accel.Transformer.Lowering;
using Accel.Transformer.Lowering.Streams;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Yosys proves of each kind of FIFO, for all inputs over a number of clock cycles that fills and empties it several times, that it is a
/// queue: what a model written in Verilog for this test says of full and of the oldest element, and that an element arrives in time.
/// </summary>
public sealed class FifoProofTests
{
    private const int Cycles = 10;

    // Elements are given by the outside whenever they fit, and taken whenever there is one.
    private const string Model = """
        module check(input clk, input rst, input push, input pop, input clear, input [1:0] data);
          wire full, empty;
          wire [1:0] oldest;
          fifo dut(.clk(clk), .rst(rst), .push(push), .pop(pop), .clear(clear), .data(data), .full(full), .empty(empty), .oldest(oldest));
          reg [2*PLACES-1:0] items;
          reg [3:0] count;
          reg [1:0] late;
          wire pushes = push && count != PLACES;
          wire pops = pop && !empty;
          wire [3:0] at = pops ? count - 1 : count;
          wire [2*PLACES-1:0] left = pops ? items >> 2 : items;
          always @(posedge clk) begin
            if (rst || clear) begin
              count <= 0; late <= 0;
            end else begin
              count <= at + pushes;
              items <= pushes ? (left & ~({{(2*PLACES-2){1'b0}}, 2'b11} << (2*at))) | ({{(2*PLACES-2){1'b0}}, data} << (2*at)) : left;
              late <= empty && count != 0 ? late + 1 : 0;
            end
            if (!rst) begin
              assert(full == (count == PLACES));
              assert(empty || count != 0);
              assert(empty || oldest == items[1:0]);
              assert(late + (empty && count != 0) <= LATENCY);
            end
          end
        endmodule
        """;

    [Theory]
    [InlineData(MemoryKind.Registers, 1, 0)]
    [InlineData(MemoryKind.Registers, 2, 0)]
    [InlineData(MemoryKind.Distributed, 3, 0)]
    [InlineData(MemoryKind.Block, 1, 1)]
    [InlineData(MemoryKind.Block, 3, 1)]
    public void A_FIFO_is_a_queue(MemoryKind kind, int places, int latency) => Prove(kind, places, places, latency);

    [Theory]
    [InlineData(MemoryKind.Distributed, 3, 2, 0)]
    [InlineData(MemoryKind.Block, 2, 2, 0)]
    public void A_FIFO_of_other_places_or_later_is_refuted(MemoryKind kind, int places, int expected, int latency)
        => Assert.Contains("proof did fail", Assert.Throws<ToolFailedException>(() => Prove(kind, places, expected, latency)).Message,
            StringComparison.OrdinalIgnoreCase);

    private static void Prove(MemoryKind kind, int places, int expectedPlaces, int latency)
    {
        var (ghdl, yosys) = (new Ghdl(), new Yosys());
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        Assert.SkipUnless(yosys.IsAvailable, $"{yosys.Program} is not installed: {yosys.InstallCommand}");
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(Make(kind, places));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        _ = ghdl.Analyse(directory.Path, files.Select(file => file.Name), cancellationToken: TestContext.Current.CancellationToken);
        _ = ghdl.SynthesiseToVerilog(directory.Path, "fifo", "fifo.v", TestContext.Current.CancellationToken);
        directory.Write("check.v", Model
            .Replace("LATENCY", latency.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("PLACES", expectedPlaces.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        _ = yosys.RunScript(
            directory.Path,
            "read_verilog fifo.v; read_verilog -formal check.v; hierarchy -top check; proc; flatten; memory -nomap; memory_map; opt_clean; "
            + $"sat -verify -prove-asserts -seq {Cycles} -prove-skip 1 -set-at 1 rst 1 check",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Module Make(MemoryKind kind, int places)
    {
        Module module = new("fifo");
        Wires wires = new(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        StreamVariable stream = new("s", [new StreamField("", new IrType(2, false))], places, null) { Kind = kind };
        var fifo = new StreamMap(wires).Of(stream);
        Signal push = module.Input("push", 1), pop = module.Input("pop", 1), clear = module.Input("clear", 1),
            data = module.Input("data", 2);
        fifo.Push(wires.And(push, wires.Not(fifo.IsFull))!, [data]);
        fifo.Pop(wires.And(pop, wires.Not(fifo.IsEmpty))!);
        fifo.Clear(clear);
        module.Output("full", fifo.IsFull);
        module.Output("empty", fifo.IsEmpty);
        module.Output("oldest", fifo.Field(0));
        fifo.Finish();
        return module.Flatten();
    }
}
