-- memory_asynchronous: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity memory_asynchronous is
  port (
    clk : in std_logic;
    rst : in std_logic;
    write : in std_logic;
    address : in std_logic_vector(2 downto 0);
    data : in std_logic_vector(3 downto 0);
    q : out std_logic_vector(3 downto 0)
  );
end entity memory_asynchronous;

architecture rtl of memory_asynchronous is
  -- The word that an address means. In simulation an address out of range, which the design does not use, means word 0.
  function word_index(word_address : unsigned; word_count : positive) return natural is
  begin
    -- synthesis translate_off
    if to_integer(word_address) >= word_count then
      return 0;
    end if;
    -- synthesis translate_on
    return to_integer(word_address);
  end function word_index;

  type table_s_t is array (0 to 4) of unsigned(3 downto 0);
  attribute ram_style : string;
  signal table_s : table_s_t := (others => (others => '0'));  -- Memory.cs:2
  attribute ram_style of table_s : signal is "distributed";
  signal q_value : unsigned(3 downto 0);
begin
  q_value <= table_s(word_index(unsigned(address), 5));

  table_s_ports : process (clk)
  begin
    if rising_edge(clk) then
      if write = '1' and unsigned(address) < "101" then
        table_s(to_integer(unsigned(address))) <= unsigned(data);
      end if;
    end if;
  end process;

  q <= std_logic_vector(q_value);
end architecture rtl;
