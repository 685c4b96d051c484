namespace Accel.Rtl.Vhdl.Benches;

/// <summary>
/// Writes a VHDL bench that replays a trace of <see cref="RecordingSimulator"/> and compares every output in every cycle. It prints a line
/// <c>MISMATCH signal=... cycle=... expected=... actual=...</c> for each of the first differences (hexadecimal) and ends with exit code
/// 1; without a difference it prints <c>TRACE OK cycles=...</c> and ends with 0. A trace of other ports ends it with 2.
/// </summary>
public static class TraceBench
{
    /// <summary>Writes the bench, an entity called like the module with _trace_bench behind it.</summary>
    /// <param name="module">The module under test.</param>
    /// <param name="traceFile">Name of the trace, as the simulator finds it.</param>
    /// <param name="maximumMismatches">Stop after this many differences.</param>
    public static VhdlFile Write(Module module, string traceFile, int maximumMismatches = 10)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfLessThan(module.Outputs.Count, 1);
        var schema = new PortSchema(module);
        var text = new IndentedText();
        string name = module.Name + "_trace_bench";
        BenchText.WriteHead(text, name, $"replays a trace of {module.Name} and compares every output in every cycle");
        text.Enter($"architecture bench of {name} is");
        BenchText.WriteSignals(text, schema);
        WriteCheck(text);
        text.Middle("begin");
        BenchText.WriteInstance(text, module);
        text.Line();
        text.Enter("replay : process");
        text.Line($"file trace : text open read_mode is {Literals.Text(traceFile)};");
        text.Line("variable row : line;");
        text.Line("variable ok : boolean;");
        text.Line($"variable header : string(1 to {schema.TraceHeader.Length});");
        text.Line($"variable inputs : std_logic_vector({schema.InputBits - 1} downto 0);");
        text.Line($"variable outputs : std_logic_vector({schema.OutputBits - 1} downto 0);");
        text.Line($"variable mask : std_logic_vector({schema.OutputBits - 1} downto 0);");
        text.Line("variable cycle : natural := 0;");
        text.Line("variable mismatches : natural := 0;");
        text.Middle("begin");
        text.Line("readline(trace, row);");
        text.Line("read(row, header, ok);");
        text.Enter($"if not ok or header /= {Literals.Text(schema.TraceHeader)} then");
        text.Line($"report \"the trace is not one of {module.Name} with these ports\" severity error;");
        text.Line("stop(2);");
        text.Leave("end if;");
        text.Enter("while not endfile(trace) loop");
        WriteCycle(text, schema, maximumMismatches);
        text.Leave("end loop;");
        text.Enter("if mismatches > 0 then");
        text.Line("stop(1);");
        text.Leave("end if;");
        text.Line("write(row, string'(\"TRACE OK cycles=\") & to_string(cycle));");
        text.Line("writeline(output, row);");
        text.Line("wait;");
        text.Leave("end process;");
        text.Leave("end architecture bench;");
        return new VhdlFile(name + ".vhd", text.ToString());
    }

    private static void WriteCycle(IndentedText text, PortSchema schema, int maximumMismatches)
    {
        text.Line("readline(trace, row);");
        text.Line("hread(row, inputs, ok);");
        text.Line("assert ok report \"bad inputs in the trace\" severity failure;");
        text.Line("hread(row, outputs, ok);");
        text.Line("assert ok report \"bad outputs in the trace\" severity failure;");
        text.Line("mask := (others => '1');");
        text.Enter("if row'length > 0 then");
        text.Line("hread(row, mask, ok);");
        text.Line("assert ok report \"bad mask in the trace\" severity failure;");
        text.Leave("end if;");
        foreach (var (port, high, low) in BenchText.Fields(schema.Inputs))
            text.Line($"{BenchText.SignalOf(port.Name)} <= inputs({(port.WidthBits == 1 ? $"{low}" : $"{high} downto {low}")});");
        text.Line("wait for 5 ns;");
        foreach (var (port, high, low) in BenchText.Fields(schema.Outputs))
        {
            string actual = port.WidthBits == 1 ? $"(0 => {BenchText.SignalOf(port.Name)})" : BenchText.SignalOf(port.Name);
            text.Line($"check({Literals.Text(port.Name)}, cycle, {actual}, outputs({high} downto {low}), mask({high} downto {low}), mismatches);");
        }

        text.Line($"exit when mismatches >= {maximumMismatches};");
        text.Line("clk <= '1';");
        text.Line("wait for 5 ns;");
        text.Line("clk <= '0';");
        text.Line("cycle := cycle + 1;");
    }

    private static void WriteCheck(IndentedText text)
    {
        text.Enter("procedure check(name : string; cycle : natural; actual, expected, mask : std_logic_vector; count : inout natural) is");
        text.Line("constant none : std_logic_vector(mask'range) := (others => '0');");
        text.Line("variable row : line;");
        text.Middle("begin");
        text.Enter("if ((actual xor expected) and mask) /= none then");
        text.Line("count := count + 1;");
        text.Line("write(row, \"MISMATCH signal=\" & name & \" cycle=\" & to_string(cycle) & \" expected=\" & to_hstring(expected) & \" actual=\" & to_hstring(actual));");
        text.Line("writeline(output, row);");
        text.Leave("end if;");
        text.Leave("end procedure check;");
    }
}
