-- wide_shift: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity wide_shift is
  port (
    clk : in std_logic;
    rst : in std_logic;
    a : in std_logic_vector(19 downto 0);
    by : in std_logic_vector(31 downto 0);
    left : out std_logic_vector(19 downto 0);
    right : out std_logic_vector(19 downto 0)
  );
end entity wide_shift;

architecture rtl of wide_shift is
  signal left_value : unsigned(19 downto 0);
begin
  left_value <= shift_left(unsigned(a), to_integer(unsigned(by(15 downto 0)))) when unsigned(by) < x"00000014" else x"00000";

  left <= std_logic_vector(left_value);
  right <= std_logic_vector(unsigned(shift_right(signed(a), to_integer(unsigned(by(4 downto 0))))));
end architecture rtl;
