using System.Numerics;
using System.Runtime.InteropServices;
using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Compilation;
using Accel.Rtl.Simulation.Machine;
using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation;

/// <content>What happens seldom: power-up, edges in reset, problems, and looking at or changing the state by name.</content>
public sealed unsafe partial class CompiledSimulator
{
    /// <inheritdoc/>
    public BigInteger Peek(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        Settle();
        var words = _words[signal];
        Span<ulong> values = stackalloc ulong[words.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = ValueOf(words[i]);
        return WideArithmetic.ToBigInteger(values);
    }

    /// <inheritdoc/>
    public void PokeRegister(string register, BigInteger value)
    {
        var signal = this.FindRegister(register);
        NamedState.RequireFits(value, signal.WidthBits, register);
        var words = new ulong[_words[signal].Length];
        WideArithmetic.FromBigInteger(value, words);
        for (int i = 0; i < words.Length; i++)
            Slot(_program.Layout.Slot(_words[signal][i])) = words[i];
        WakeEverything();
    }

    /// <inheritdoc/>
    public BigInteger PeekMemory(string memory, int word) => WideArithmetic.ToBigInteger(MemoryWord(memory, word, out _));

    /// <inheritdoc/>
    public void PokeMemory(string memory, int word, BigInteger value)
    {
        var words = MemoryWord(memory, word, out var found);
        NamedState.RequireFits(value, found.WidthBits, memory);
        WideArithmetic.FromBigInteger(value, words);
        WakeEverything();
    }

    /// <summary>Writes the machine code as text, with the signals and C# lines that it came from.</summary>
    /// <param name="writer">Gets the text.</param>
    /// <param name="sourceLine">Gives the text of a line of source; null to show places alone.</param>
    public void WriteListing(TextWriter writer, Func<SourceLocation, string?>? sourceLine = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new MachineListing(_program, writer, sourceLine).Write();
    }

    private Span<ulong> MemoryWord(string name, int word, out Memory memory)
    {
        memory = this.FindMemory(name, word);
        int words = WideArithmetic.Words(memory.WidthBits);
        return ContentOf(_words.MemoryIndex(memory)).Slice(word * words, words);
    }

    private Span<ulong> ContentOf(int memory)
    {
        var declared = Module.Memories[memory];
        return new Span<ulong>(_state + _program.Layout.Memory(memory), declared.Depth * WideArithmetic.Words(declared.WidthBits));
    }

    /// <summary>The settled value of any word: most are not stored, and follow from those that are.</summary>
    private ulong ValueOf(Word word)
    {
        if (word.IsConstant)
            return word.Value;
        if (_program.Plan.IsStored(word))
            return Slot(_program.Layout.Slot(word));
        var known = new Dictionary<Word, ulong>();
        var stack = new Stack<(Word Word, bool Entered)>([(word, false)]);
        while (stack.TryPop(out var top))
        {
            if (known.ContainsKey(top.Word))
                continue;
            if (top.Word.IsConstant || _program.Plan.IsStored(top.Word))
            {
                known[top.Word] = top.Word.IsConstant ? top.Word.Value : Slot(_program.Layout.Slot(top.Word));
            }
            else if (top.Entered)
            {
                known[top.Word] = top.Word.Op == WordOp.Read
                    ? MemoryPart(top.Word.Memory, known[top.Word.A!], top.Word.I)
                    : WordEvaluator.Evaluate(top.Word, known[top.Word.A!], Known(top.Word.B), Known(top.Word.C));
            }
            else
            {
                stack.Push((top.Word, true));
                foreach (var operand in top.Word.Operands)
                    stack.Push((operand, false));
            }
        }

        return known[word];

        ulong Known(Word? operand) => operand is null ? 0 : known[operand];
    }

    /// <summary>64 bits of a memory's word; an address out of range means word 0.</summary>
    private ref ulong MemoryPart(int memory, ulong address, int part)
    {
        var declared = Module.Memories[memory];
        int index = address < (ulong)declared.Depth ? (int)address : 0;
        return ref ContentOf(memory)[index * WideArithmetic.Words(declared.WidthBits) + part];
    }

    private void PowerUp()
    {
        for (int i = 0; i < Module.Memories.Count; i++)
        {
            var memory = Module.Memories[i];
            int words = WideArithmetic.Words(memory.WidthBits);
            for (int word = 0; word < memory.Initial.Length; word++)
                WideArithmetic.FromBigInteger(memory.Initial[word], ContentOf(i).Slice(word * words, words));
        }

        foreach (var action in _program.Plan.Groups.SelectMany(g => g).OfType<RegisterAction>())
            Slot(_program.Layout.Slot(action.State)) = action.ResetValue ?? 0;
        *(int*)(_state + StateLayout.BrokenChecks) = _program.Plan.Checks.Count(c => c.Violated is { IsConstant: true, Value: not 0 });
        WakeEverything();
    }

    /// <summary>All bits of pieces that exist: a bit without a piece has no code.</summary>
    private void WakeEverything()
    {
        var plan = _program.Plan;
        for (int bit = 0; bit < plan.FirstGroupBit + plan.Groups.Count; bit++)
        {
            if (bit < plan.Blocks.Count || bit >= plan.FirstGroupBit)
                MemoryMarshal.Cast<byte, uint>(State[StateLayout.DirtyWord(0)..])[bit / 32] |= 1u << (bit % 32);
        }

        _settled = false;
    }

    /// <summary>Rare, so simple: samples everything, then stores it, and everything is dirty.</summary>
    private void ResetEdge()
    {
        var actions = _program.Plan.Groups.SelectMany(g => g).ToList();
        var changes = new List<(Word State, ulong Value)>();
        foreach (var action in actions)
        {
            bool enabled = IsOn(action.Enable);
            if (action is RegisterAction register && (register.ResetValue is not null || enabled))
                changes.Add((register.State, register.ResetValue ?? ValueOf(register.Next)));
            else if (action is MemoryReadAction read && enabled)
                changes.Add((read.State, MemoryPart(read.Memory, ValueOf(read.Address), read.State.I)));
        }

        foreach (var write in actions.OfType<MemoryWriteAction>().Where(w => IsOn(w.Enable)))
        {
            foreach (var port in write.Ports.Where(p => IsOn(p.Enable)))
                Write(write, port);
        }

        foreach (var (state, value) in changes)
            Slot(_program.Layout.Slot(state)) = value;
        WakeEverything();
    }

    private bool IsOn(Word? enable) => enable is null || ValueOf(enable) != 0;

    private void Write(MemoryWriteAction write, MemoryWriteAction.Port port)
    {
        ulong address = ValueOf(port.Address);
        if (address < (ulong)Module.Memories[write.Memory].Depth)
            MemoryPart(write.Memory, address, write.Part) = ValueOf(port.Data);
    }

    private void ReportChecks()
    {
        List<SimulationProblem> found = [];
        foreach (var check in _program.Plan.Checks.Where(c => ValueOf(c.Violated) != 0))
        {
            if (ResetAsserted && check.Kind != CheckKind.Write)
                continue;
            found.Add(check.Assertion is { } assertion
                ? new SimulationProblem(SimulationProblemKind.AssertionFailed, Cycle, Module.Name, assertion.Message, assertion.Source)
                : new SimulationProblem(
                    SimulationProblemKind.AddressOutOfRange,
                    Cycle,
                    Names[check.Memory!],
                    $"is {(check.Kind == CheckKind.Read ? "read" : "written")} at address {ValueOf(check.Address!)}, but has {check.Memory!.Depth} words",
                    check.Source));
        }

        _log.Report(found);
    }
}
