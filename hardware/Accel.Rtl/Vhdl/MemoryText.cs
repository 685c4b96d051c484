using System.Numerics;

namespace Accel.Rtl.Vhdl;

/// <summary>
/// Writes memories as arrays that synthesis tools infer. With an asynchronous read the array is a signal; else it is a variable of the
/// one process that reads and writes it, which simulates much faster.
/// </summary>
internal sealed class MemoryText(EntityPlan plan, ExpressionWriter expressions, IndentedText text)
{
    public void WriteTypes()
    {
        foreach (var memory in plan.Memories.Where(static m => !m.IsSingleWord))
            text.Line($"type {plan.TypeOf(memory)} is array (0 to {memory.Depth - 1}) of {VhdlWriter.TypeOf(memory.WidthBits)};");
    }

    public void WriteSignals()
    {
        if (plan.Memories.Any(IsStyled))
            text.Line("attribute ram_style : string;");
        foreach (var memory in plan.Memories.Where(m => !EntityPlan.IsVariable(m)))
            WriteDeclaration(memory, "signal");
    }

    public void WriteProcesses()
    {
        foreach (var memory in plan.Memories)
        {
            var reads = plan.SynchronousReads.Where(r => r.Memory == memory).ToList();
            if (reads.Count == 0 && memory.WritePorts.Count == 0)
                continue;
            bool variable = EntityPlan.IsVariable(memory);
            text.Line();
            text.Enter($"{plan.Label(plan.NameOf(memory) + "_ports")} : process (clk)");
            if (variable)
                WriteDeclaration(memory, "variable");
            text.Middle("begin");
            text.Enter("if rising_edge(clk) then");
            foreach (var read in reads)
                WriteIf(read.Enable, $"{plan.NameOf(read)} <= {expressions.Word(memory, read.Address!, EntityPlan.MayBeUnused(read))};");
            if (plan.ClearOf(memory) is { } clear)
                WriteCleared(plan.NameOf(memory), clear);
            else
                foreach (var port in memory.WritePorts)
                    WriteIf(port.Enable,
                        $"{expressions.Word(memory, port.Address, false)} {(variable ? ":=" : "<=")} {expressions.Value(port.Data)};");
            text.Leave("end if;");
            text.Leave("end process;");
        }
    }

    private void WriteCleared(string name, RegisterClear clear)
    {
        text.Enter($"if {expressions.AllOf(clear.When)} then");
        text.Line($"{name} <= {expressions.Value(clear.Constant)};");
        text.Middle($"elsif {expressions.AllOf(clear.Loads)} then");
        text.Line($"{name} <= {expressions.Value(clear.Otherwise)};");
        text.Leave("end if;");
    }

    private void WriteIf(Signal? enable, string line)
    {
        if (enable is not null)
            text.Enter($"if {expressions.Condition(enable, true)} then");
        text.Line(line);
        if (enable is not null)
            text.Leave("end if;");
    }

    private void WriteDeclaration(Memory memory, string kind)
    {
        string name = plan.NameOf(memory);
        if (memory.IsSingleWord)
        {
            var start = memory.Initial.Length == 0 ? BigInteger.Zero : memory.Initial[0];
            text.Line($"{kind} {name} : {plan.TypeOf(memory)} := {Literals.Initial(start, memory.WidthBits)};", memory.Source);
        }
        else if (memory.Initial.All(static word => word.IsZero))
        {
            string zero = memory.WidthBits == 1 ? "'0'" : "(others => '0')";
            text.Line($"{kind} {name} : {plan.TypeOf(memory)} := (others => {zero});", memory.Source);
        }
        else
        {
            text.Enter($"{kind} {name} : {plan.TypeOf(memory)} := ({(memory.Source is null ? "" : "  -- " + IndentedText.Comment(memory.Source.ToString()))}");
            for (int i = 0; i < memory.Depth; i++)
                text.Line($"{i} => {Word(memory.Initial[i], memory.WidthBits)}{(i < memory.Depth - 1 ? "," : "")}");
            text.Leave(");");
        }

        if (IsStyled(memory))
            text.Line($"attribute ram_style of {name} : {kind} is \"{Style(memory.Style)}\";");
    }

    private static bool IsStyled(Memory memory) => memory.Style != MemoryStyle.Automatic && !memory.IsSingleWord;

    private static string Word(BigInteger value, int widthBits) => widthBits == 1 ? Literals.Bit(value) : Literals.Vector(value, widthBits);

    private static string Style(MemoryStyle style) => style switch
    {
        MemoryStyle.Distributed => "distributed",
        MemoryStyle.Block => "block",
        MemoryStyle.Ultra => "ultra",
        _ => "registers",
    };
}
