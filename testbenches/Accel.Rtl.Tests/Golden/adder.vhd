-- adder: generated from C# by Accel. Do not edit: change the C# and generate again.
-- Sum and difference.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity adder is
  port (
    clk : in std_logic;
    rst : in std_logic;
    a : in std_logic_vector(7 downto 0);
    b : in std_logic_vector(7 downto 0);
    difference : out std_logic_vector(7 downto 0);
    sum : out std_logic_vector(8 downto 0)
  );
end entity adder;

architecture rtl of adder is
begin
  difference <= std_logic_vector((unsigned(a) - unsigned(-signed(b))));
  sum <= std_logic_vector((unsigned(resize(signed(a), 9)) + unsigned(resize(signed(b), 9))));
end architecture rtl;
