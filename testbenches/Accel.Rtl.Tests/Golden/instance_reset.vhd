-- stage: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity stage is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(3 downto 0);
    load : in std_logic;
    delayed : out std_logic_vector(3 downto 0);
    q : out std_logic_vector(3 downto 0)
  );
end entity stage;

architecture rtl of stage is
  signal kept : unsigned(3 downto 0) := "1001";
  signal left_alone : unsigned(3 downto 0) := "0000";
begin
  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        kept <= "1001";
      else
        if load = '1' then
          kept <= unsigned(d);
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      left_alone <= kept;
    end if;
  end process;

  -- synthesis translate_off
  assertions : process (clk)
  begin
    if rising_edge(clk) and rst = '0' then
      if load = '1' then
        assert unsigned(d) /= "1111" report "15 is never loaded out of reset" severity failure;
      end if;
    end if;
  end process;
  -- synthesis translate_on

  delayed <= std_logic_vector(left_alone);
  q <= std_logic_vector(kept);
end architecture rtl;

-- pair: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity pair is
  port (
    clk : in std_logic;
    rst : in std_logic;
    d : in std_logic_vector(3 downto 0);
    load : in std_logic;
    again : in std_logic;
    q : out std_logic_vector(3 downto 0)
  );
end entity pair;

architecture rtl of pair is
  signal inner_delayed : std_logic_vector(3 downto 0);
  signal inner_q : std_logic_vector(3 downto 0);
  signal inner_rst : std_logic;
begin
  inner_rst <= rst or again;
  inner : entity work.stage
    port map (
      clk => clk,
      rst => inner_rst,
      d => d,
      load => load,
      delayed => inner_delayed,
      q => inner_q
    );

  q <= inner_q;
end architecture rtl;

-- instance_reset: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity instance_reset is
  port (
    clk : in std_logic;
    rst : in std_logic;
    stop : in std_logic;
    again : in std_logic;
    d : in std_logic_vector(2 downto 0);
    load : in std_logic;
    alone : out std_logic_vector(3 downto 0);
    delayed : out std_logic_vector(3 downto 0);
    nested : out std_logic_vector(3 downto 0)
  );
end entity instance_reset;

architecture rtl of instance_reset is
  signal alone_delayed : std_logic_vector(3 downto 0);
  signal alone_q : std_logic_vector(3 downto 0);
  signal nested_q : std_logic_vector(3 downto 0);
  signal alone_2_rst : std_logic;
  signal nested_2_rst : std_logic;
  signal alone_d : unsigned(3 downto 0);
  signal n7 : std_logic;
begin
  alone_d <= (stop and again) & unsigned(d);
  n7 <= stop and d(0);

  alone_2_rst <= rst or n7;
  alone_2 : entity work.stage
    port map (
      clk => clk,
      rst => alone_2_rst,
      d => std_logic_vector(alone_d),
      load => load,
      delayed => alone_delayed,
      q => alone_q
    );

  nested_2_rst <= rst or stop;
  nested_2 : entity work.pair
    port map (
      clk => clk,
      rst => nested_2_rst,
      d => std_logic_vector(alone_d),
      load => load,
      again => again,
      q => nested_q
    );

  alone <= alone_q;
  delayed <= alone_delayed;
  nested <= nested_q;
end architecture rtl;
