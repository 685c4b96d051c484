using System.Globalization;
using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>Writes a program's code as text: each block with the C# lines, the signals and the instructions that came of them.</summary>
internal sealed class MachineListing(MachineProgram program, TextWriter writer, Func<SourceLocation, string?>? sourceLine)
{
    private readonly Dictionary<int, string> _slots = program.Plan.Words.Graph.Words
        .Where(w => w.Op == WordOp.State || (w.IsComputed && program.Plan.IsStored(w)))
        .ToDictionary(w => program.Layout.Slot(w), Name);

    private SourceLocation? _source;

    public void Write()
    {
        var names = new StateNames(this);
        var formatter = new NasmFormatter(names) { Options = { FirstOperandCharIndex = 8, SpaceAfterOperandSeparator = true } };
        var text = new StringOutput();
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(program.Code));
        int mark = 0;
        while (decoder.IP < (ulong)program.Code.Length)
        {
            for (; mark < program.Marks.Count && program.Marks[mark].Offset <= (int)decoder.IP; mark++)
                Write(program.Marks[mark]);
            decoder.Decode(out var instruction);
            formatter.Format(instruction, text);
            Line(string.Create(CultureInfo.InvariantCulture, $"  {instruction.IP:x6}  {text.ToStringAndReset()}"));
        }
    }

    private static string Name(Word word) => (word.Origin?.NameHint ?? $"word{word.Id}") + (word.Op == WordOp.State && word.I > 0 ? $".{word.I}" : "");

    private void Write(CodeMark mark)
    {
        if (mark.Word is not { } word)
        {
            Line("");
            Line($"; {mark.Text}");
            _source = null;
            return;
        }

        if (word.Origin?.Source is { } source && source != _source)
        {
            _source = source;
            string? line = sourceLine?.Invoke(source);
            Line($"; {source}{(line is null ? "" : $"  {line.Trim()}")}");
        }

        string name = word.Origin?.NameHint is { } hint ? $"{hint} = " : "";
        Line($";   {name}{word}");
    }

    private void Line(string text) => writer.Write(text + "\n");

    /// <summary>Shows a place in the state by the name of the signal that lies there.</summary>
    private sealed class StateNames(MachineListing listing) : ISymbolResolver
    {
        public bool TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
        {
            string? name = null;
            bool inState = instructionOperand >= 0 && instruction.GetOpKind(instructionOperand) == OpKind.Memory
                && instruction.MemoryBase == Register.RBX && instruction.MemoryIndex == Register.None;
            if (inState && (int)address == StateLayout.BrokenChecks)
                name = "broken_checks";
            else if (inState && !listing._slots.TryGetValue((int)address, out name) && listing.IsDirtyWord((int)address))
                name = $"dirty{((int)address - StateLayout.DirtyWord(0)) / 4}";
            symbol = name is null ? default : new SymbolResult(address, name);
            return name is not null;
        }
    }

    private bool IsDirtyWord(int offset) => offset >= StateLayout.DirtyWord(0) && offset < StateLayout.DirtyWord(program.Plan.DirtyWords);
}
