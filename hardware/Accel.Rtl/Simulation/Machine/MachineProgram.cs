using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>Where a piece of code begins, and what it is for: a word, or a text for what belongs to none.</summary>
internal readonly record struct CodeMark(int Offset, Word? Word, string? Text);

/// <summary>
/// A module as x86-64 code: one function that evaluates what is dirty, and one that takes a clock edge. The state is the caller's, so
/// several simulations may share a program.
/// </summary>
internal sealed class MachineProgram
{
    private readonly int[] _entries;

    private MachineProgram(ActivityPlan plan, StateLayout layout, byte[] code, int[] entries, int settle, int edge, IReadOnlyList<CodeMark> marks)
    {
        (Plan, Layout, Code, _entries, Settle, Edge, Marks) = (plan, layout, code, entries, settle, edge, marks);
        Memory = new ExecutableMemory(code);
    }

    public ActivityPlan Plan { get; }

    public StateLayout Layout { get; }

    public byte[] Code { get; }

    public ExecutableMemory Memory { get; }

    /// <summary>Offset of the function that evaluates the dirty blocks.</summary>
    public int Settle { get; }

    /// <summary>Offset of the function that takes an edge.</summary>
    public int Edge { get; }

    /// <summary>What the code is for, in ascending order.</summary>
    public IReadOnlyList<CodeMark> Marks { get; }

    /// <summary>True where this kind of code runs.</summary>
    public static bool IsSupported
        => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64
            && (OperatingSystem.IsWindows() || OperatingSystem.IsLinux() || OperatingSystem.IsMacOS());

    /// <summary>Compiles a flat module.</summary>
    public static MachineProgram Compile(Module module) => new Writer(new ActivityPlan(module)).Write();

    /// <summary>Fills the table of addresses in a state.</summary>
    public void WriteJumpTable(Span<byte> state)
    {
        var table = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(state.Slice(Layout.JumpTable, _entries.Length * sizeof(long)));
        for (int i = 0; i < _entries.Length; i++)
            table[i] = Memory.Address + _entries[i];
    }

    private sealed class Writer
    {
        private static readonly Register[] Saved = OperatingSystem.IsWindows()
            ? [Register.RBX, Register.RBP, Register.RSI, Register.RDI, Register.R12, Register.R13, Register.R14, Register.R15]
            : [Register.RBX, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15];

        private readonly ActivityPlan _plan;
        private readonly StateLayout _layout;
        private readonly MachineAssembler _assembler = new();
        private readonly BlockEmitter _blocks;
        private readonly EdgeEmitter _edges;
        private readonly Label[] _labels;
        private readonly List<(int Instruction, Word? Word, string? Text)> _marks = [];

        public Writer(ActivityPlan plan)
        {
            _plan = plan;
            _layout = new StateLayout(plan);
            var wakes = new WakeEmitter(_assembler);
            _blocks = new BlockEmitter(plan, _layout, _assembler, wakes);
            _edges = new EdgeEmitter(plan, _layout, _assembler, wakes);
            _labels = new Label[plan.DirtyWords * 32];
        }

        public MachineProgram Write()
        {
            var settle = Begin("evaluate what has changed");
            WriteRounds(0, _plan.Blocks.Count, i =>
            {
                Mark(null, $"block {i}");
                _blocks.Emit(_plan.Blocks[i], word => Mark(word, null));
            });
            var edge = Begin("clock edge");
            WriteRounds(_plan.FirstGroupBit, _plan.Groups.Count, i =>
            {
                Mark(null, $"edge {i}: {Describe(_plan.Groups[i])}");
                _edges.Emit(_plan.Groups[i]);
            });
            using var stream = new MemoryStream();
            var result = _assembler.Low.Assemble(new StreamCodeWriter(stream), 0, BlockEncoderOptions.ReturnNewInstructionOffsets);
            int[] entries = [.. _labels.Select(l => l.IsEmpty ? 0 : (int)result.GetLabelRIP(l))];
            var offsets = result.Result[0].NewInstructionOffsets;
            CodeMark[] marks = [.. _marks.Select(m => new CodeMark((int)offsets[m.Instruction], m.Word, m.Text))];
            return new MachineProgram(_plan, _layout, stream.ToArray(), entries, (int)result.GetLabelRIP(settle), (int)result.GetLabelRIP(edge), marks);
        }

        private static string Describe(IReadOnlyList<EdgeAction> group)
            => string.Join(", ", group.Select(a => a.Changes?.Origin?.NameHint ?? (a is MemoryWriteAction w ? $"write of memory {w.Memory}" : "register")).Distinct());

        private void Mark(Word? word, string? text) => _marks.Add((_assembler.Low.Instructions.Count, word, text));

        private Label Begin(string text)
        {
            var label = _assembler.Low.CreateLabel();
            _assembler.Low.Label(ref label);
            Mark(null, text);
            foreach (var register in Saved)
                _assembler.Low.AddInstruction(Instruction.Create(Iced.Intel.Code.Push_r64, register));
            _assembler.Move(Register.RBX, Operand.Of(OperatingSystem.IsWindows() ? Register.RCX : Register.RDI), true);
            return label;
        }

        /// <summary>For each dirty word: takes its bits, and jumps from one piece of code to the next that is due.</summary>
        private void WriteRounds(int firstBit, int count, Action<int> writePiece)
        {
            for (int first = 0; first < count; first += 32)
            {
                int word = (firstBit + first) / 32;
                var next = _assembler.Low.CreateLabel();
                _assembler.Move(Register.R15, Operand.At(StateLayout.DirtyWord(word)), false);
                _assembler.Test(Register.R15, false);
                _assembler.Low.je(next);
                _assembler.DoInState(Alu.And, StateLayout.DirtyWord(word), Operand.Number(0), false);
                Dispatch(word);
                for (int i = first; i < Math.Min(first + 32, count); i++)
                {
                    _labels[firstBit + i] = _assembler.Low.CreateLabel();
                    _assembler.Low.Label(ref _labels[firstBit + i]);
                    writePiece(i);
                    _assembler.Test(Register.R15, false);
                    _assembler.Low.je(next);
                    Dispatch(word);
                }

                _assembler.Low.Label(ref next);
            }

            foreach (var register in Saved.Reverse())
                _assembler.Low.AddInstruction(Instruction.Create(Iced.Intel.Code.Pop_r64, register));
            _assembler.Low.ret();
        }

        private void Dispatch(int word)
        {
            _assembler.Low.AddInstruction(Instruction.Create(Iced.Intel.Code.Tzcnt_r32_rm32, Register.ECX, Register.R15D));
            _assembler.Low.AddInstruction(Instruction.Create(Iced.Intel.Code.Lea_r32_m, Register.EAX, new MemoryOperand(Register.R15, -1, 1)));
            _assembler.Do(Alu.And, Register.R15, Operand.Of(Register.RAX), false);
            _assembler.JumpThrough(Register.RCX, _layout.JumpTable + word * 32 * sizeof(long));
        }
    }
}
