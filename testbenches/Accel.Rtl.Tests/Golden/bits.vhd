-- bits: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity bits is
  port (
    clk : in std_logic;
    rst : in std_logic;
    a : in std_logic_vector(5 downto 0);
    b : in std_logic;
    every : out std_logic;
    joined : out std_logic_vector(6 downto 0);
    parity : out std_logic;
    spread : out std_logic_vector(4 downto 0)
  );
end entity bits;

architecture rtl of bits is
begin
  every <= '1' when unsigned(a) = "111111" else '0';
  joined <= std_logic_vector(unsigned'(b & unsigned(a(3 downto 1)) & "10" & a(5)));
  parity <= xor unsigned(a);
  spread <= std_logic_vector(unsigned'(4 downto 0 => b));
end architecture rtl;
