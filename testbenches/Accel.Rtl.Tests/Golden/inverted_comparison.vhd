-- inverted_comparison: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity inverted_comparison is
  port (
    clk : in std_logic;
    rst : in std_logic;
    a : in std_logic_vector(2 downto 0);
    b : in std_logic_vector(2 downto 0);
    chosen : out std_logic_vector(2 downto 0);
    neither : out std_logic;
    none : out std_logic;
    not_Equal : out std_logic;
    not_LessOrEqualSigned : out std_logic;
    not_LessOrEqualUnsigned : out std_logic;
    not_LessThanSigned : out std_logic;
    not_LessThanUnsigned : out std_logic;
    not_NotEqual : out std_logic;
    some_missing : out std_logic
  );
end entity inverted_comparison;

architecture rtl of inverted_comparison is
  signal n18 : std_logic;
  signal chosen_value : unsigned(2 downto 0);
begin
  n18 <= '1' when unsigned(b) < unsigned(a) else '0';
  chosen_value <=
    unsigned(a) when n18 = '0' and (unsigned(a) + unsigned(b)) >= unsigned(b) else
    unsigned(b) when n18 = '1' else
    "101";

  chosen <= std_logic_vector(chosen_value);
  neither <= '1' when not (unsigned(a) /= "001" or b(0) = '1') else '0';
  none <= '1' when unsigned(a) = "000" else '0';
  not_Equal <= '1' when unsigned(a) /= unsigned(b) else '0';
  not_LessOrEqualSigned <= '1' when signed(a) > signed(b) else '0';
  not_LessOrEqualUnsigned <= '1' when unsigned(a) > unsigned(b) else '0';
  not_LessThanSigned <= '1' when signed(a) >= signed(b) else '0';
  not_LessThanUnsigned <= '1' when unsigned(a) >= unsigned(b) else '0';
  not_NotEqual <= '1' when unsigned(a) = unsigned(b) else '0';
  some_missing <= '1' when unsigned(a) /= "111" else '0';
end architecture rtl;
