using System.Globalization;
using Accel.Hast;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;
using Accel.Transformer.Lowering;
using Accel.Transformer.Lowering.Streams;

namespace Accel.Transformer.Tests.Proofs;

/// <summary>
/// Yosys proves of each kind of FIFO, for any number of clock cycles, that it is a queue: it takes no more elements than it has places and
/// gives none that it does not have, full and empty tell the truth, an element arrives in time, and any one of them, whichever it is, comes
/// out when those before it have, as it was put in.
/// </summary>
public sealed class FifoProofTests
{
    private const int Width = 2;
    private const int Damages = 12;

    // Elements are given by the outside whenever they fit, and taken whenever there is one. One of them is kept in mind.
    private const string Model = """
        module check(input clk, input rst, input push, input pop, input clear, input pick, input [1:0] data);
          wire full, empty;
          wire [1:0] oldest, probed;
          wire [15:0] count, head, tail, stored, has_stored, probe;
          wire [31:0] elements;
          fifo dut(.clk(clk), .rst(rst), .push(push), .pop(pop), .clear(clear), .data(data), .probe(probe[BITS-1:0]), .full(full),
            .empty(empty), .oldest(oldest), .count(count), .head(head), .tail(tail), .stored(stored), .has_stored(has_stored),
            .probed(probed), .elements(elements));
          wire pushes = push && !full;
          wire pops = pop && !empty;
          reg [15:0] items, ahead;
          reg [1:0] kept, late;
          reg inside;
          wire waits = empty && items != 0;
          assign probe = head + ahead - OUTSIDE;
          always @(posedge clk) begin
            if (rst || clear) begin
              items <= 0; inside <= 0; late <= 0;
            end else begin
              items <= items + pushes - pops;
              late <= waits ? late + 1 : 0;
              if (!inside && pushes && pick) begin
                inside <= 1; kept <= data; ahead <= items - pops;
              end else if (inside && pops) begin
                inside <= ahead != 0; ahead <= ahead - 1;
              end
            end
          end
          always @* if (!rst) begin
            assert(items <= PLACES);
            assert(!(pushes && items == PLACES));
            assert(!(pops && items == 0));
            assert(full == (items == PLACES));
            assert(empty == (items == 0) || LATENCY != 0 && empty);
            assert(late + waits <= LATENCY);
            assert(!inside || ahead < items);
            assert(!(inside && ahead == 0 && !empty) || oldest == kept);
            // What is inside, so that each cycle follows from the one before.
            assert(count == items);
            INSIDE
          end
        endmodule
        """;

    // The oldest, and a ring of the others.
    private const string Registers = """
        assert(head < RING && tail == (items <= 1 ? head : head + items - 1 < RING ? head + items - 1 : head + items - 1 - RING));
            assert(!inside || elements[2*(ahead == 0 ? 0 : head + ahead <= RING ? head + ahead : head + ahead - RING) +: 2] == kept);
        """;

    private const string Lut = """
        assert(tail[BITS-1:0] == head[BITS-1:0] + items[BITS-1:0]);
            assert(!inside || probed == kept);
        """;

    private const string Block = """
        assert(stored == items - !empty && has_stored == (stored != 0));
            assert(tail[BITS-1:0] == head[BITS-1:0] + stored[BITS-1:0]);
            assert(!inside || (ahead == 0 && !empty) || probed == kept);
        """;

    public static TheoryData<MemoryKind, int> Kinds => new()
    {
        { MemoryKind.Registers, 1 }, { MemoryKind.Registers, 2 }, { MemoryKind.Registers, 3 }, { MemoryKind.Registers, 4 },
        { MemoryKind.Distributed, 1 }, { MemoryKind.Distributed, 2 }, { MemoryKind.Distributed, 3 }, { MemoryKind.Distributed, 8 },
        { MemoryKind.Distributed, 33 },
        { MemoryKind.Block, 1 }, { MemoryKind.Block, 2 }, { MemoryKind.Block, 3 }, { MemoryKind.Block, 16 }, { MemoryKind.Block, 97 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_FIFO_is_a_queue_for_ever(MemoryKind kind, int places)
    {
        using InductiveProof proof = new(Make(kind, places), ModelOf(kind, places, places));
        Assert.Null(proof.Problem());
    }

    [Theory]
    [InlineData(MemoryKind.Registers, 2, 1)]
    [InlineData(MemoryKind.Distributed, 3, 2)]
    [InlineData(MemoryKind.Distributed, 3, 4)]
    [InlineData(MemoryKind.Block, 2, 3)]
    public void A_FIFO_of_other_places_is_refuted(MemoryKind kind, int places, int expected)
    {
        using InductiveProof proof = new(Make(kind, places), ModelOf(kind, places, expected));
        Assert.Contains("proof did fail", proof.Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MemoryKind.Registers, 2)]
    [InlineData(MemoryKind.Distributed, 3)]
    [InlineData(MemoryKind.Block, 4)]
    public void A_damaged_FIFO_is_refuted(MemoryKind kind, int places)
    {
        using InductiveProof proof = new(Make(kind, places), ModelOf(kind, places, places));
        var survivors = proof.Survivors(Damages);

        // Some change what nobody looks at, such as what is in a place without an element.
        Assert.True(survivors.Count <= Damages / 6, string.Join('\n', survivors));
    }

    private static string ModelOf(MemoryKind kind, int places, int expectedPlaces)
    {
        string inside = kind switch { MemoryKind.Registers => Registers, MemoryKind.Distributed => Lut, _ => Block };
        return Model.Replace("INSIDE", inside, StringComparison.Ordinal)
            .Replace("OUTSIDE", kind == MemoryKind.Block ? "!empty" : "0", StringComparison.Ordinal)
            .Replace("RING", Math.Max(1, places - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("BITS", AddressBits(places).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("LATENCY", kind == MemoryKind.Block ? "1" : "0", StringComparison.Ordinal)
            .Replace("PLACES", expectedPlaces.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static int AddressBits(int places) => Math.Max(1, System.Numerics.BitOperations.Log2((uint)(places - 1)) + 1);

    private static Module Make(MemoryKind kind, int places)
    {
        Module module = new("fifo");
        Wires wires = new(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        StreamVariable stream = new("s", [new StreamField("", new IrType(Width, false))], places, null) { Kind = kind };
        var fifo = new StreamMap(wires).Of(stream);
        Signal push = module.Input("push", 1), pop = module.Input("pop", 1), clear = module.Input("clear", 1),
            data = module.Input("data", Width), probe = module.Input("probe", AddressBits(places));
        fifo.Push(wires.And(push, wires.Not(fifo.IsFull))!, [data]);
        fifo.Pop(wires.And(pop, wires.Not(fifo.IsEmpty))!);
        fifo.Clear(clear);
        fifo.Finish();
        module.Output("full", fifo.IsFull);
        module.Output("empty", fifo.IsEmpty);
        module.Output("oldest", fifo.Field(0));
        Expose("count");
        Expose("head");
        Expose("tail");
        Expose("stored");
        Expose("has_stored");
        module.Output("probed", module.Memories is [var memory] ? module.Read(memory, probe, wires.One) : wires.Constant(0, Width));
        Signal[] elements = [.. module.Signals.OfType<RegisterSignal>().Where(register => register.NameHint == "s_element").Reverse()];
        module.Output("elements", elements.Length == 0 ? wires.Constant(0, 32) : Wide(module.Concatenate([.. elements]), 32));
        return module.Flatten();

        void Expose(string name)
            => module.Output(name, module.Signals.OfType<RegisterSignal>().FirstOrDefault(r => r.NameHint == "s_" + name) is { } register
                ? Wide(register, 16) : wires.Constant(0, 16));

        Signal Wide(Signal signal, int bits) => module.Concatenate([wires.Constant(0, bits - signal.WidthBits), signal]);
    }
}
