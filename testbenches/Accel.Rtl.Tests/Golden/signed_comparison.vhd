-- signed_comparison: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity signed_comparison is
  port (
    clk : in std_logic;
    rst : in std_logic;
    a : in std_logic_vector(7 downto 0);
    b : in std_logic_vector(7 downto 0);
    in_range : out std_logic;
    least : out std_logic_vector(7 downto 0)
  );
end entity signed_comparison;

architecture rtl of signed_comparison is
  signal n2 : std_logic;
  signal least_value : unsigned(7 downto 0);
begin
  n2 <= '1' when signed(a) < signed(b) else '0';
  least_value <= unsigned(a) when n2 = '1' else unsigned(b);

  in_range <= '1' when unsigned'("00000011") <= unsigned(a) and n2 = '1' else '0';
  least <= std_logic_vector(least_value);
end architecture rtl;
