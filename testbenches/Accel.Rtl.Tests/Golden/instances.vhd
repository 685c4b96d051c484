-- stage: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity stage is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(3 downto 0);
    odd : out std_logic;
    q : out std_logic_vector(3 downto 0)
  );
end entity stage;

architecture rtl of stage is
  signal kept : unsigned(3 downto 0) := "0000";
begin
  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        kept <= "0000";
      else
        kept <= unsigned(d);
      end if;
    end if;
  end process;

  odd <= kept(0);
  q <= std_logic_vector(kept);
end architecture rtl;

-- instances: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity instances is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(3 downto 0);
    odd : out std_logic;
    q : out std_logic_vector(3 downto 0)
  );
end entity instances;

architecture rtl of instances is
  signal first_odd : std_logic;
  signal first_q : std_logic_vector(3 downto 0);
  signal second_odd : std_logic;
  signal second_q : std_logic_vector(3 downto 0);
  signal first_d : unsigned(3 downto 0);
begin
  first_d <= unsigned(d) + unsigned(second_q);

  first : entity work.stage
    port map (
      clk => clk,
      rst => rst,
      d => std_logic_vector(first_d),
      odd => first_odd,
      q => first_q
    );

  second : entity work.stage
    port map (
      clk => clk,
      rst => rst,
      d => first_q,
      odd => second_odd,
      q => second_q
    );

  odd <= first_odd and second_odd;
  q <= second_q;
end architecture rtl;
