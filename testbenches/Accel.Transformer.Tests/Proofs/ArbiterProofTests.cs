using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering;

namespace Accel.Transformer.Tests.Proofs;

/// <summary>
/// Yosys proves of the arbiter in front of SimpleMemory, for any number of clock cycles, that it grants one user at a time and one whenever
/// the memory takes a request, that a request that is shown stays, that nobody waits for another one twice, and that the answer to any
/// read, whichever it is, goes to who asked, after those to what it asked before.
/// </summary>
public sealed class ArbiterProofTests
{
    private const int Damages = 12;

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void An_arbiter_is_fair_and_keeps_answers_apart(int users, int answers)
    {
        using InductiveProof proof = new(Make(users, answers), new ArbiterModel(users, answers).Write());
        Assert.Null(proof.Problem());
    }

    [Fact]
    public void A_damaged_arbiter_is_refuted()
    {
        using InductiveProof proof = new(Make(2, 2), new ArbiterModel(2, 2).Write());
        Assert.Null(proof.Problem());
        var survivors = proof.Survivors(Damages);
        Assert.True(survivors.Count <= Damages / 6, string.Join('\n', survivors));
    }

    private static Module Make(int users, int answers)
    {
        const int Width = ArbiterModel.Width;
        Module module = new("arbiter");
        Wires wires = new(module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        Signal ask = module.Input("ask", users), write = module.Input("write", users), address = module.Input("address", users * Width),
            data = module.Input("data", users * Width), take = module.Input("take", users);
        PortInputs memory = new(module.Input("ready", 1), module.Input("answered", 1), module.Input("answer", Width));
        var needs = new PortNeeds(PortBuffering.Queue, Reads: true, ReadsAhead: true, new AnswerLanes(1), KnowsLanes: true, IsShared: true);
        PortArbiter arbiter = new(wires, memory, [.. Enumerable.Repeat(needs, users)], answers);
        List<Signal> shows = [];
        for (int i = 0; i < users; i++)
        {
            var port = arbiter.Ports[i];
            var (asks, writes) = (wires.Slice(ask, i, 1), wires.Slice(write, i, 1));
            var place = wires.Slice(address, i * Width, Width);
            var (read, store) = (wires.And(wires.And(asks, wires.Not(writes)), port.HasRoom)!, wires.And(asks, writes)!);
            port.Request(read, place, null);
            port.Request(store, place, wires.Slice(data, i * Width, Width));
            port.TakeNow(wires.Slice(take, i, 1), wires.And(wires.Slice(take, i, 1), port.IsAnswered)!);
            shows.Add(wires.Or(read, store)!);
        }

        var outputs = arbiter.Finish();
        module.Output("valid", outputs.RequestValid);
        module.Output("req_write", outputs.IsWrite);
        module.Output("req_address", outputs.Address);
        module.Output("req_data", outputs.Data!);
        All("shows", shows);
        All("granted", arbiter.Ports.Select(port => port.IsReady));
        All("has_answer", arbiter.Ports.Select(port => port.IsAnswered));
        All("taken_data", arbiter.Ports.Select(port => port.Data));
        All("waiting", module.Memories.Where(queue => queue.Name == "answers").SelectMany(Content).ToList());
        All("owners", Content(module.Memories.Single(queue => queue.Name == "port_owners")));
        All("reads_open", Registers("reads_open", 8));
        All("full", Registers("reads_full", 1));
        All("vacant", Registers("answers_empty", 1));
        All("due", Enumerable.Range(0, users).SelectMany(i => Registers($"port{i}_answer_is_next", 1)));
        All("none", Registers("port_owners_empty", 1));
        All("first", Registers("answers_head", 8));
        All("behind", Registers("answers_tail", 8));
        All("head", Registers("port_owners_head", 8));
        All("tail", Registers("port_owners_tail", 8));
        All("shown", Enumerable.Range(0, users).SelectMany(i => Registers($"port{i}_shown", 1)));
        All("is_next", Enumerable.Range(0, users).SelectMany(i => Registers($"port{i}_is_next", 1)));
        return module.Flatten();

        void All(string name, IEnumerable<Signal> parts) => module.Output(name, module.Concatenate([.. parts.Reverse()]));

        IEnumerable<Signal> Content(Memory queue) => Enumerable.Range(0, queue.Depth)
            .Select(cell => (Signal)module.Read(queue, wires.Constant(cell, queue.AddressWidthBits), wires.One));

        List<Signal> Registers(string name, int bits)
            => [.. module.Signals.OfType<RegisterSignal>().Where(r => r.NameHint == name).ToList().Select(r => Wide(r, bits))];

        Signal Wide(Signal signal, int bits)
            => signal.WidthBits == bits ? signal : module.Concatenate([wires.Constant(0, bits - signal.WidthBits), signal]);
    }
}
