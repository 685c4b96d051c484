namespace Accel.Rtl.Vhdl.Benches;

/// <summary>
/// Writes a VHDL bench that runs one entry point of a kernel with a memory behind its memory port: loads the memory from a file, resets,
/// starts the member, waits for done, writes the memory to a file, prints <c>CYCLES n</c> (edges after the one that took start, up to and
/// including the one with done) and ends with exit code 0. For who measures its speed, the generic <c>runs</c> repeats the run, each time
/// from the memory as it was loaded: <c>STARTED</c> stands before the first run, and behind the last one <c>TOTAL n</c>, the cycles of all,
/// the memory and the cycles being the last run's. It prints what is wrong and ends with 1 when the kernel does not end in time, uses an
/// address beyond the memory, or gives an undefined value. The memory port is as wide as the kernel's: of C = W / 32 cells per beat, which
/// is aligned and, for C above 1, written under <c>mem_req_mask</c>; cells of a beat beyond the memory read as 0 and must not be written.
/// </summary>
public static class MemoryBench
{
    /// <summary>Writes the bench, an entity called like the module with _memory_bench behind it.</summary>
    /// <exception cref="ArgumentException">The module is not a kernel: a port is missing, or the memory port is not 32 * 2^k bits
    /// wide.</exception>
    public static VhdlFile Write(Module module, MemoryBenchOptions options)
    {
        var plan = new MemoryBenchPlan(module, options);
        string name = plan.BenchName;
        var text = new IndentedText();
        BenchText.WriteHead(text, name, plan.Summary, "runs : positive := 1");
        text.Enter($"architecture bench of {name} is");
        text.Line($"subtype cell_t is std_logic_vector({MemoryBenchPlan.CellBits - 1} downto 0);");
        text.Line($"subtype beat_t is std_logic_vector({plan.WidthBits - 1} downto 0);");
        text.Line($"type memory_t is array (0 to {options.Cells - 1}) of cell_t;");
        text.Line("type times_t is array (natural range <>) of natural;");
        text.Line("type beats_t is array (natural range <>) of beat_t;");
        BenchText.WriteSignals(text, plan.Schema);
        text.Middle("begin");
        BenchText.WriteInstance(text, module);
        text.Line();
        string body = plan.Fill(Body, Literals.Text)
            .Replace("$IS_WRITTEN", plan.CellsPerBeat == 1 ? "true" : "p_mem_req_mask(lane) = '1'", StringComparison.Ordinal)
            .Replace("$MASK_IS_UNDEFINED", plan.CellsPerBeat == 1 ? "false" : "is_x(p_mem_req_mask)", StringComparison.Ordinal);
        foreach (string line in body.TrimEnd('\n').Split('\n'))
            text.Line(line);
        text.Leave("end architecture bench;");
        return new VhdlFile(name + ".vhd", text.ToString());
    }

    /// <summary>One process drives the clock and plays the memory, so nothing else wakes up. Inputs change with the falling edge.</summary>
    private const string Body = """
        run : process
          constant queue_length : positive := $LATENCY + 1024;
          constant cells_per_beat : positive := $CELLS;
          variable image : memory_t := (others => (others => '0'));
          variable memory : memory_t;
          variable due : times_t(0 to queue_length - 1);
          variable beats : beats_t(0 to queue_length - 1);
          variable first, count : natural := 0;
          variable cycle, started, cell, total : natural := 0;
          variable finished : boolean := false;
          variable row : line;
          file source : text;
          file target : text;
          file writes : text;

          procedure say(message : string) is
            variable said : line;
          begin
            write(said, message);
            writeline(output, said);
            flush(output);
          end procedure say;

          procedure write_cell(index : natural; data : cell_t) is
          begin
            if index >= memory'length then
              say("ERROR cell " & to_string(index) & " is written in cycle " & to_string(cycle) & ": the memory has " & to_string(memory'length) & " cells");
              stop(1);
            end if;
            if is_x(data) then
              say("ERROR mem_req_data is undefined in cycle " & to_string(cycle));
              stop(1);
            end if;
            memory(index) := data;
            if $WRITES then
              write(row, to_string(cycle - started + 1) & " " & to_string(index) & " " & to_hstring(data));
              writeline(writes, row);
            end if;
          end procedure write_cell;

          -- Takes one clock edge: requests and responses that are accepted on it, and what the memory offers after it.
          procedure edge is
            variable address : natural;
            variable beat : beat_t;
          begin
            wait for 5 ns;
            if p_rst = '0' and p_mem_req_valid /= '0' and p_mem_req_valid /= '1' then
              say("ERROR mem_req_valid is undefined in cycle " & to_string(cycle));
              stop(1);
            end if;
            if p_mem_rsp_valid = '1' and p_mem_rsp_ready = '1' then
              first := (first + 1) mod queue_length;
              count := count - 1;
            end if;
            if p_mem_req_valid = '1' and p_mem_req_ready = '1' then
              if is_x(p_mem_req_address) or unsigned(p_mem_req_address) >= memory'length then
                say("ERROR mem_req_address is " & to_hstring(p_mem_req_address) & " in cycle " & to_string(cycle) & ": the memory has " & to_string(memory'length) & " cells");
                stop(1);
              end if;
              address := to_integer(unsigned(p_mem_req_address));
              if address mod cells_per_beat /= 0 then
                say("ERROR mem_req_address is " & to_hstring(p_mem_req_address) & " in cycle " & to_string(cycle) & ": not the first cell of a beat");
                stop(1);
              end if;
              if p_mem_req_write = '1' then
                if $MASK_IS_UNDEFINED then
                  say("ERROR mem_req_mask is undefined in cycle " & to_string(cycle));
                  stop(1);
                end if;
                for lane in 0 to cells_per_beat - 1 loop
                  if $IS_WRITTEN then
                    write_cell(address + lane, p_mem_req_data(32 * lane + 31 downto 32 * lane));
                  end if;
                end loop;
              else
                beat := (others => '0');
                for lane in 0 to cells_per_beat - 1 loop
                  if address + lane < memory'length then
                    beat(32 * lane + 31 downto 32 * lane) := memory(address + lane);
                  end if;
                end loop;
                beats((first + count) mod queue_length) := beat;
                due((first + count) mod queue_length) := cycle + $LATENCY;
                count := count + 1;
              end if;
            end if;
            finished := p_done = '1';
            clk <= '1';
            wait for 5 ns;
            clk <= '0';
            cycle := cycle + 1;
            if count > 0 and due(first) <= cycle then
              p_mem_rsp_valid <= '1';
              p_mem_rsp_data <= beats(first);
            else
              p_mem_rsp_valid <= '0';
            end if;
            if count = queue_length or ($STALL > 0 and cycle mod maximum($STALL, 1) = 0) then
              p_mem_req_ready <= '0';
            else
              p_mem_req_ready <= '1';
            end if;
            if $PROGRESS > 0 and cycle mod maximum($PROGRESS, 1) = 0 then
              say("PROGRESS cycle=" & to_string(cycle));
            end if;
          end procedure edge;
        begin
          file_open(source, $INPUT, read_mode);
          while not endfile(source) loop
            readline(source, row);
            exit when cell = image'length;
            hread(row, image(cell));
            cell := cell + 1;
          end loop;
          file_close(source);
          if $WRITES then
            file_open(writes, $WRITES_FILE, write_mode);
          end if;
          p_member <= std_logic_vector(to_unsigned($MEMBER, $MEMBITS));
          p_rst <= '1';
          edge;
          edge;
          p_rst <= '0';
          edge;
          say("STARTED");
          for repetition in 1 to runs loop
            memory := image;
            p_start <= '1';
            edge;
            p_start <= '0';
            started := cycle;
            loop
              edge;
              exit when finished;
              if cycle - started > $MAXIMUM then
                say("ERROR not done after " & to_string(cycle - started) & " cycles");
                stop(1);
              end if;
            end loop;
            total := total + cycle - started;
          end loop;
          say("TOTAL " & to_string(total));
          say("CYCLES " & to_string(cycle - started));
          file_open(target, $OUTPUT, write_mode);
          for i in memory'range loop
            hwrite(row, memory(i));
            writeline(target, row);
          end loop;
          file_close(target);
          if $WRITES then
            file_close(writes);
          end if;
          wait;
        end process;
        """;
}
