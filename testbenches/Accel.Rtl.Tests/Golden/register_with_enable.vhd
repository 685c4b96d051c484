-- register_with_enable: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity register_with_enable is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(7 downto 0);
    go : in std_logic;
    q : out std_logic_vector(7 downto 0)
  );
end entity register_with_enable;

architecture rtl of register_with_enable is
  signal first : unsigned(7 downto 0) := "00000000";  -- Register.cs:4
  signal second : unsigned(7 downto 0) := "00000011";
begin
  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        second <= "00000011";
      else
        if d(7) = '1' then
          second <= first;
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      if go = '1' then
        first <= unsigned(d);
      end if;
    end if;
  end process;

  q <= std_logic_vector(second);
end architecture rtl;
