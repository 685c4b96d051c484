-- names: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity names is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(2 downto 0);
    q : out std_logic_vector(2 downto 0)
  );
end entity names;

architecture rtl of names is
  signal signal_s : unsigned(2 downto 0) := "000";
  signal Value : unsigned(2 downto 0) := "000";
  signal value_2 : unsigned(2 downto 0) := "000";
  signal tmp : unsigned(2 downto 0) := "000";
  signal s_2nd : unsigned(2 downto 0) := "000";
  signal this_field_3 : unsigned(2 downto 0) := "000";
  signal unsigned_s : unsigned(2 downto 0) := "000";
  signal d_2 : unsigned(2 downto 0) := "000";
  signal process_s : unsigned(2 downto 0) := "000";
  signal x : unsigned(2 downto 0) := "000";
  signal output_s : unsigned(2 downto 0) := "000";
begin
  datapath : process (clk)
  begin
    if rising_edge(clk) then
      signal_s <= unsigned(d);
      Value <= signal_s;
      value_2 <= Value;
      tmp <= value_2;
      s_2nd <= tmp;
      this_field_3 <= s_2nd;
      unsigned_s <= this_field_3;
      d_2 <= unsigned_s;
      process_s <= d_2;
      x <= process_s;
      output_s <= x;
    end if;
  end process;

  q <= std_logic_vector(output_s);
end architecture rtl;
