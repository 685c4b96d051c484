using System.Numerics;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial.Sequencer;

/// <summary>
/// Executes <see cref="CommandProgram"/>: one accumulator of 32 bits, one subtracter, a scratch memory that holds the frame and what is
/// kept between frames, the identity with a few constants. An instruction per cycle; those that wait for a byte or for the transmitter take
/// longer. Ports: those of its neighbours, see <see cref="SerialShell"/>.
/// </summary>
internal sealed class CommandSequencer
{
    private const int CellBits = KernelInterface.CellBits;

    private readonly Circuit _c = new("accel_command_sequencer", "Executes the commands of docs/protocol.md, by a program in block RAM.");
    private readonly SerialShellOptions _options;
    private readonly int _placeBits, _countBits;
    private readonly Bits _running, _sumGood, _sum, _encoderReady, _byteValid, _byte, _byteEnd, _byteBroken;
    private readonly Reg _accumulator, _place, _count, _address, _equal, _less, _question, _lost, _broken, _step, _counter, _back, _started;
    private readonly Bits _operation, _number, _flow, _source, _accesses, _hold;

    private CommandSequencer(SerialShellOptions options, bool isWide)
    {
        _options = options;
        int words = options.LargestPayloadBytes / 4;
        _placeBits = PlaceBits(words);
        _countBits = BitOperations.Log2((uint)words) + 1;
        (_running, _sumGood, _sum) = (_c.Input("running"), _c.Input("sum_good"), _c.Input("sum", 8));
        (_byteValid, _byte) = (_c.Input("byte_valid"), _c.Input("byte_data", 8));
        (_byteEnd, _byteBroken, _encoderReady) = (_c.Input("byte_end"), _c.Input("byte_broken"), _c.Input("encoder_ready"));

        _accumulator = _c.Register("accumulator", CellBits);
        (_place, _count) = (_c.Register("place", _placeBits), _c.Register("count", _countBits));
        _address = _c.Register("address", OnChipMemory.AddressWidth(options.MemoryCells));
        (_equal, _less) = (_c.Register("equal"), _c.Register("less"));
        (_question, _lost, _broken) = (_c.Register("question", 1, 0), _c.Register("lost", 1, 0), _c.Register("broken"));
        (_counter, _back) = (_c.Register("program_counter", MicroProgram.NumberBits, 0), _c.Register("return_to", MicroProgram.NumberBits));
        (_step, _started) = (_c.Register("step", 2, 0), _c.Register("started", 1, 0));

        // The instruction that was read before a reset is not executed after it.
        var next = _c.Later("next_instruction", MicroProgram.NumberBits);
        var program = _c.BlockMemory("program", MicroProgram.Depth, MicroProgram.WordBits, CommandProgram.Make(isWide).Assemble());
        var word = _c.Read(program, next).Named("instruction");
        _started.Set(_c.Number(1, 1));
        const int Flow = MicroProgram.NumberBits, Operation = Flow + MicroProgram.FlowBits, Source = Operation + MicroProgram.OperationBits;
        _number = word[..Flow].Named("number");
        _flow = word[Flow..Operation].When(_started).Named("flow");
        _operation = word[Operation..Source].When(_started).Named("operation");
        _source = word[Source..^1].Named("source");
        _accesses = word[^1] & _started;

        var emitsWord = Is(MicroOperation.EmitWord) | Is(MicroOperation.EmitSum);
        var emits = emitsWord | Is(MicroOperation.Emit) | Is(MicroOperation.EmitNumber);
        _hold = ((Is(MicroOperation.Take) & ~(_byteValid | _byteEnd)) | ((emits | Is(MicroOperation.Flush)) & ~_encoderReady) | (emitsWord & ~_step.Value.All())).Named("hold");
        _step.Set(emitsWord & _encoderReady, _step.Value + 1);
        Emissions(emits);
        Proceed(next);
    }

    /// <summary>Builds it.</summary>
    /// <param name="identity">What the device says about itself.</param>
    /// <param name="options">Memory and line.</param>
    /// <param name="isWide">Whether a request of the kernel moves several cells.</param>
    internal static Module Build(ShellIdentity identity, SerialShellOptions options, bool isWide)
    {
        var sequencer = new CommandSequencer(options, isWide);
        sequencer.Datapath(identity);
        sequencer.Commands();
        return sequencer._c.Finish();
    }

    // Places of a frame lie in the lower three quarters of the scratch memory, its header and what is kept in the last one: two bits of P
    // tell.
    private static int PlaceBits(int words)
    {
        int bits = 6;
        while (words + 2 > 3 << (bits - 2) || CommandProgram.ReservedWords > 1 << (bits - 2))
            bits++;
        return bits;
    }

    private Bits Is(MicroOperation operation) => _operation.Is((int)operation);

    private Bits Is(MicroFlow flow) => _flow.Is((int)flow);

    private void Emissions(Bits emits)
    {
        var sum = Is(MicroOperation.EmitSum);
        var number = Is(MicroOperation.EmitNumber);
        var fromAccumulator = _accumulator.Value[..8].When(~number) | _number[..8].When(number | Is(MicroOperation.Emit));
        _c.Output("encoder_valid", emits);
        _c.Output("encoder_data", sum.Then(_sum, fromAccumulator));
        _c.Output("encoder_flush", Is(MicroOperation.Flush));
        var take = Is(MicroOperation.Take);
        _c.Output("byte_take", take);
        _c.Output("sum_clear", Is(MicroOperation.ClearSum));
        _c.Output("sum_valid", (take & _byteValid) | (emits & ~sum & _encoderReady));
        _c.Output("sum_shift", sum & _encoderReady);
        _c.Output("sum_data", take.Then(_byte, fromAccumulator));
    }

    private void Proceed(Bits next)
    {
        var take = Is(MicroOperation.Take);

        // A frame of fewer than four words ends with P below its first payload word.
        var tooShort = _place.Value[^1] & _place.Value[^2];
        _broken.Set(take & _byteEnd, _byteBroken);
        var lost = _c.Input("byte_lost");
        _lost.Set(Is(MicroOperation.ForgetLoss), 0);
        _lost.Set(lost, 1);
        _question.Set(Is(MicroOperation.Ask), 1);
        _question.Set(Is(MicroOperation.Withdraw), 0);

        List<Bits> jumps = [take & _byteEnd, Is(MicroFlow.Jump), Is(MicroFlow.Call)];
        void On(MicroFlow flow, Bits condition) => jumps.Add(Is(flow) & condition);
        On(MicroFlow.IfEqual, _equal);
        On(MicroFlow.IfNotEqual, ~_equal.Value);
        On(MicroFlow.IfLess, _less);
        On(MicroFlow.IfNotLess, ~_less.Value);
        On(MicroFlow.IfFrame, _c.Input("frame_ready"));
        On(MicroFlow.IfAnswerable, _question.Value & ~_running);
        On(MicroFlow.IfRunning, _running);
        On(MicroFlow.IfLost, _lost);
        On(MicroFlow.IfCountZero, _count.Value.Is(0));
        On(MicroFlow.IfSending, _c.Input("sending"));
        On(MicroFlow.IfBroken, _broken.Value | ~_sumGood | tooShort);
        On(MicroFlow.IfPlaceFull, _place.Value.Is((_options.LargestPayloadBytes / 4) + 1));

        var behind = _counter.Value + 1;
        var chosen = Is(MicroFlow.Return).Then(_back, Circuit.AnyOf(jumps).Then(_number, behind));
        _c.Connect(next, _hold.Then(_counter, chosen).When(_started));
        _counter.Set(next);
        _back.Set(Is(MicroFlow.Call), behind);
    }

    private void Datapath(ShellIdentity identity)
    {
        var (readPlace, storePlace) = (Is(MicroOperation.ReadPlace), Is(MicroOperation.StorePlace));
        var place = (readPlace | storePlace).Then(_place, _number[.._placeBits]).Named("scratch_address");
        var scratch = _c.BlockMemory("scratch", 1 << _placeBits, CellBits);
        _c.Write(scratch, Is(MicroOperation.Store) | storePlace, place, _accumulator);
        var word = _c.Read(scratch, place).Named("scratch_word");
        var rom = _c.Instance("identity", IdentityRom.Build(identity, [.. CommandProgram.Constants(_options)]), ("address", place[..6]));

        var source = Choose(word, rom["identity_cell"]).Named("source_value");
        var difference = (_accumulator.Value.ZeroExtend(CellBits + 1) - source.ZeroExtend(CellBits + 1)).Named("difference");
        var (load, subtract, compare, compareByte) = (Is(MicroOperation.Load), Is(MicroOperation.Subtract), Is(MicroOperation.Compare), Is(MicroOperation.CompareByte));
        var take = Is(MicroOperation.Take) & _byteValid;
        var emits = (Is(MicroOperation.Emit) | Is(MicroOperation.EmitWord)) & _encoderReady;
        var moved = _accumulator.Value[8..].Below(_byte.When(Is(MicroOperation.Take)));
        _accumulator.Set(take | emits | Is(MicroOperation.Shift), moved);
        _accumulator.Set(load, source);
        _accumulator.Set(subtract, difference[..CellBits]);
        var sameByte = _accumulator.Value[..8].Is(source[..8]);
        _equal.Set(compare | compareByte, sameByte & (compareByte | _accumulator.Value[8..].Is(source[8..])));
        _less.Set(compare | subtract, difference[CellBits]);

        _place.Set(readPlace | storePlace, _place.Value + 1);
        _place.Set(Is(MicroOperation.SetPlace), source[.._placeBits]);
        _count.Set(readPlace | Is(MicroOperation.ReadCell), _count.Value - 1);
        _count.Set(Is(MicroOperation.SetCount), _accumulator.Value[2..(2 + _countBits)]);
        _c.Output("host_data", word);
    }

    private Bits Choose(Bits scratch, Bits constant)
    {
        // MicroSource's numbers, bit by bit.
        Bits Input(string name) => _c.Input(name, CellBits);
        var place = _c.Number(0, 2).Below(_place.Value).ZeroExtend(CellBits);
        var numbers = _source[0].Then(place, _number.SignExtend(CellBits));
        var counts = _source[0].Then(_accumulator.Value[..8].ZeroExtend(CellBits), _count.Value.ZeroExtend(CellBits));
        var small = _source[2].Then(_c.Input("state", 2).ZeroExtend(CellBits), _source[1].Then(counts, numbers));
        var memory = _source[0].Then(constant, scratch);
        var cycles = _source[0].Then(Input("cycles_low"), Input("memory_answer"));
        var rest = _source[0].Then(Input("detail"), Input("cycles_high"));
        return _source[3].Then(small, _source[2].Then(rest, _source[1].Then(cycles, memory)));
    }

    private void Commands()
    {
        _address.Set(_accesses, _address.Value + 1);
        _address.Set(Is(MicroOperation.SetAddress), _accumulator.Value[.._address.Value.Width]);
        _c.Output("host_valid", _accesses);
        _c.Output("host_write", Is(MicroOperation.WriteCell));
        _c.Output("host_address", _address);
        _c.Output("job_start", Is(MicroOperation.StartJob));
        _c.Output("job_reset", Is(MicroOperation.ResetJob));
        _c.Output("frame_skip", Is(MicroOperation.Skip));
        _c.Output("rate_set", Is(MicroOperation.SetRate));
        _c.Output("accumulator", _accumulator);
    }
}
