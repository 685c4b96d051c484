-- memory_rom: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity memory_rom is
  port (
    clk : in std_logic;
    rst : in std_logic;
    address : in std_logic_vector(1 downto 0);
    q : out std_logic_vector(11 downto 0)
  );
end entity memory_rom;

architecture rtl of memory_rom is
  type table_s_t is array (0 to 3) of unsigned(11 downto 0);
  signal table_s : table_s_t := (
    0 => x"001",
    1 => x"abc",
    2 => x"fff",
    3 => x"000"
  );
  signal q_value : unsigned(11 downto 0);
begin
  q_value <= table_s(to_integer(unsigned(address)));

  q <= std_logic_vector(q_value);
end architecture rtl;
