-- state_machine: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity state_machine is
  port (
    clk : in std_logic;
    rst : in std_logic;
    go : in std_logic;
    busy : out std_logic
  );
end entity state_machine;

architecture rtl of state_machine is
  constant state_idle : unsigned(1 downto 0) := "00";
  constant state_work : unsigned(1 downto 0) := "01";
  constant state_end : unsigned(1 downto 0) := "10";
  signal state : unsigned(1 downto 0) := state_idle;
begin
  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        state <= state_idle;
      else
        if state = state_idle then
          if go = '1' then
            state <= state_work;
          else
            state <= state_idle;
          end if;
        elsif state = state_work then
          state <= state_end;
        else
          state <= state_idle;
        end if;
      end if;
    end if;
  end process;

  -- synthesis translate_off
  assertions : process (clk)
  begin
    if rising_edge(clk) and rst = '0' then
      if go = '1' then
        assert state /= "11" report "state 3 does not exist (State.cs:9)" severity failure;
      end if;
    end if;
  end process;
  -- synthesis translate_on

  busy <= '1' when state /= state_idle else '0';
end architecture rtl;
