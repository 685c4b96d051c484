namespace Accel.Rtl.Vhdl;

/// <summary>
/// Writes the registers: those with a reset value in one clocked process, those without in another; in each, registers with one enable
/// stand together. Multiplexers that only a register uses become if statements, so that a simulator evaluates the branch taken only.
/// </summary>
internal sealed class RegisterProcesses(EntityPlan plan, ExpressionWriter expressions, IndentedText text)
{
    private const int DeepestNesting = 10;

    public void Write()
    {
        WriteProcess([.. plan.Registers.Where(r => r.ResetValue is not null)], "control", true);
        WriteProcess([.. plan.Registers.Where(r => r.ResetValue is null)], "datapath", false);
    }

    private void WriteProcess(IReadOnlyList<RegisterSignal> registers, string label, bool reset)
    {
        if (registers.Count == 0)
            return;
        text.Line();
        text.Enter($"{plan.Label(label)} : process (clk)");
        text.Middle("begin");
        text.Enter("if rising_edge(clk) then");
        if (reset)
        {
            text.Enter("if rst = '1' then");
            foreach (var register in registers)
                text.Line($"{plan.NameOf(register)} <= {Literals.Initial(register.ResetValue!.Value, register.WidthBits)};");
            text.Middle("else");
        }

        foreach (var group in registers.GroupBy(r => r.Enable?.Id ?? -1))
        {
            if (group.First().Enable is { } enable)
                text.Enter($"if {expressions.Condition(enable, true)} then");
            foreach (var register in group)
                Assign(register, register.Next!, 0);
            if (group.Key >= 0)
                text.Leave("end if;");
        }

        if (reset)
            text.Leave("end if;");
        text.Leave("end if;");
        text.Leave("end process;");
    }

    private void Assign(RegisterSignal register, Signal next, int depth)
    {
        var value = ExpressionWriter.Resolved(next);
        if (value is not OperatorSignal { Operator: Operator.Multiplex } || !expressions.CanInline(value) || depth >= DeepestNesting)
        {
            text.Line($"{plan.NameOf(register)} <= {(expressions.CanInline(value) && IsLeaf(value) ? expressions.RootValue(value) : expressions.Value(value))};");
            return;
        }

        bool first = true;
        while (value is OperatorSignal { Operator: Operator.Multiplex } mux && expressions.CanInline(value))
        {
            string condition = expressions.Condition(mux.Operands[0], true);
            if (first)
                text.Enter($"if {condition} then");
            else
                text.Middle($"elsif {condition} then");
            first = false;
            AssignOrKeep(register, mux.Operands[1], depth);
            value = ExpressionWriter.Resolved(mux.Operands[2]);
        }

        if (value != register)
        {
            text.Middle("else");
            Assign(register, value, depth + 1);
        }

        text.Leave("end if;");
    }

    private void AssignOrKeep(RegisterSignal register, Signal value, int depth)
    {
        if (ExpressionWriter.Resolved(value) == register)
            text.Line("null;");
        else
            Assign(register, value, depth + 1);
    }

    private static bool IsLeaf(Signal value) => value is OperatorSignal { Operator: not Operator.Multiplex };
}
