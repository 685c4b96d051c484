-- multiplexer_chain: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity multiplexer_chain is
  port (
    clk : in std_logic;
    rst : in std_logic;
    choice : in std_logic_vector(1 downto 0);
    a : in std_logic_vector(3 downto 0);
    b : in std_logic_vector(3 downto 0);
    q : out std_logic_vector(3 downto 0)
  );
end entity multiplexer_chain;

architecture rtl of multiplexer_chain is
  signal q_value : unsigned(3 downto 0);
begin
  q_value <=
    unsigned(a) when unsigned(choice) = "00" else
    unsigned(b) when unsigned(choice) = "01" else
    unsigned(a) xor unsigned(b) when unsigned(choice) = "10" else
    "0101";

  q <= std_logic_vector(q_value);
end architecture rtl;
