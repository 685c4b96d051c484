-- memory_constant_address: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity memory_constant_address is
  port (
    clk : in std_logic;
    rst : in std_logic;
    write : in std_logic;
    address : in std_logic_vector(1 downto 0);
    data : in std_logic_vector(2 downto 0);
    second : out std_logic_vector(2 downto 0);
    third : out std_logic_vector(2 downto 0)
  );
end entity memory_constant_address;

architecture rtl of memory_constant_address is
  type words_t is array (0 to 3) of unsigned(2 downto 0);
  type pair_t is array (0 to 1) of unsigned(2 downto 0);
  attribute ram_style : string;
  signal words : words_t := (others => (others => '0'));
  attribute ram_style of words : signal is "distributed";
  signal pair : pair_t := (others => (others => '0'));
  attribute ram_style of pair : signal is "registers";
  signal words_read_address : unsigned(1 downto 0);
  signal third_value : unsigned(2 downto 0);
  signal pair_write_address : std_logic;
  signal second_value : unsigned(2 downto 0);
begin
  words_read_address <= "10";
  third_value <= words(to_integer(words_read_address));
  pair_write_address <= '1';
  second_value <= pair(to_integer(unsigned'(0 => address(0))));

  words_ports : process (clk)
  begin
    if rising_edge(clk) then
      if write = '1' then
        words(to_integer(unsigned(address))) <= unsigned(data);
      end if;
    end if;
  end process;

  pair_ports : process (clk)
  begin
    if rising_edge(clk) then
      if true then
        pair(to_integer(unsigned'(0 => pair_write_address))) <= unsigned(data);
      end if;
    end if;
  end process;

  second <= std_logic_vector(second_value);
  third <= std_logic_vector(third_value);
end architecture rtl;
