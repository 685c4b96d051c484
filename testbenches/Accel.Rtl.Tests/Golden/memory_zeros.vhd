-- memory_zeros: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity memory_zeros is
  port (
    clk : in std_logic;
    rst : in std_logic;
    write : in std_logic;
    address : in std_logic_vector(2 downto 0);
    data : in std_logic_vector(3 downto 0);
    q : out std_logic_vector(3 downto 0)
  );
end entity memory_zeros;

architecture rtl of memory_zeros is
  type table_s_t is array (0 to 7) of unsigned(3 downto 0);
  attribute ram_style : string;
  signal table_word6 : unsigned(3 downto 0) := "0000";
begin
  table_s_ports : process (clk)
    variable table_s : table_s_t := (others => (others => '0'));  -- Memory.cs:2
    attribute ram_style of table_s : variable is "block";
  begin
    if rising_edge(clk) then
      if write = '0' then
        table_word6 <= table_s(to_integer(unsigned(address)));
      end if;
      if write = '1' then
        table_s(to_integer(unsigned(address))) := unsigned(data);
      end if;
    end if;
  end process;

  q <= std_logic_vector(table_word6);
end architecture rtl;
