namespace Accel.Rtl.Vhdl;

/// <summary>
/// Writes the registers: those with a reset value in one clocked process, those without in another; in each, registers with one enable
/// stand together. Multiplexers that only a register uses become if statements, so that a simulator evaluates the branch taken only;
/// registers that choose by one condition share the statement.
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
                text.Line($"{plan.NameOf(register)} <= {plan.Initial(register)};");
            text.Middle("else");
        }

        WriteCleared(registers);
        foreach (var group in registers.Where(r => plan.ClearOf(r) is null).GroupBy(r => r.Enable?.Id ?? -1))
        {
            if (group.First().Enable is { } enable)
                text.Enter($"if {expressions.Condition(enable, true)} then");
            Assign([.. group.Select(r => (r, ExpressionWriter.Resolved(r.Next!)))], 0);
            if (group.Key >= 0)
                text.Leave("end if;");
        }

        if (reset)
            text.Leave("end if;");
        text.Leave("end if;");
        text.Leave("end process;");
    }

    private void WriteCleared(IReadOnlyList<RegisterSignal> registers)
    {
        foreach (var group in registers.Select(r => (Register: r, Clear: plan.ClearOf(r)!)).Where(static r => r.Clear is not null)
            .GroupBy(static r => r.Clear.Key))
        {
            var clear = group.First().Clear;
            text.Enter($"if {expressions.AllOf(clear.When)} then");
            foreach (var (register, own) in group)
                text.Line($"{plan.NameOf(register)} <= {expressions.Value(own.Constant)};");
            text.Middle($"elsif {expressions.AllOf(clear.Loads)} then");
            Assign([.. group.Select(static r => (r.Register, r.Clear.Otherwise))], 0);
            text.Leave("end if;");
        }
    }

    private void Assign(IReadOnlyList<(RegisterSignal Register, Signal Value)> loads, int depth)
    {
        foreach (var group in loads.GroupBy(l => Choice(l.Value, depth)))
        {
            if (group.Key is null)
            {
                foreach (var (register, value) in group)
                    text.Line($"{plan.NameOf(register)} <= {(expressions.CanInline(value) && IsLeaf(value) ? expressions.RootValue(value) : expressions.Value(value))};");
            }
            else
            {
                Choose([.. group], depth);
            }
        }
    }

    /// <summary>
    /// An if statement for registers that choose by one condition, with an elsif for each further condition that all of them share.
    /// </summary>
    private void Choose(IReadOnlyList<(RegisterSignal Register, Signal Value)> loads, int depth)
    {
        bool first = true;
        while (Choice(loads[0].Value, depth) is { } choice && loads.All(l => Choice(l.Value, depth) == choice))
        {
            string condition = expressions.Condition(choice, true);
            if (first)
                text.Enter($"if {condition} then");
            else
                text.Middle($"elsif {condition} then");
            first = false;
            var taken = Branch(loads, 1);
            Assign(taken, depth + 1);
            if (taken.Count == 0)
                text.Line("null;");
            loads = Branch(loads, 2, keep: true);
        }

        var rest = loads.Where(l => l.Value != l.Register).ToList();
        if (rest.Count > 0)
        {
            text.Middle("else");
            Assign(rest, depth + 1);
        }

        text.Leave("end if;");
    }

    private static List<(RegisterSignal Register, Signal Value)> Branch(IReadOnlyList<(RegisterSignal Register, Signal Value)> loads, int operand, bool keep = false)
        => [.. loads.Select(l => (l.Register, Value: ExpressionWriter.Resolved(((OperatorSignal)l.Value).Operands[operand]))).Where(l => keep || l.Value != l.Register)];

    /// <summary>The condition by which a value is chosen in a statement, or null for a value that is an expression.</summary>
    private Signal? Choice(Signal value, int depth)
        => value is OperatorSignal { Operator: Operator.Multiplex } mux && expressions.CanInline(mux) && depth < DeepestNesting
            ? ExpressionWriter.Resolved(mux.Operands[0]) : null;

    private static bool IsLeaf(Signal value) => value is OperatorSignal { Operator: not Operator.Multiplex };
}
