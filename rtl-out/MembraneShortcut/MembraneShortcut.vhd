-- MembraneShortcut: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity MembraneShortcut is
  port (
    clk : in std_logic;
    rst : in std_logic;
    start : in std_logic;
    member : in std_logic_vector(7 downto 0);
    mem_req_ready : in std_logic;
    mem_rsp_valid : in std_logic;
    mem_rsp_data : in std_logic_vector(31 downto 0);
    busy : out std_logic;
    done : out std_logic;
    mem_req_address : out std_logic_vector(31 downto 0);
    mem_req_data : out std_logic_vector(31 downto 0);
    mem_req_valid : out std_logic;
    mem_req_write : out std_logic;
    mem_rsp_ready : out std_logic
  );
end entity MembraneShortcut;

architecture rtl of MembraneShortcut is
  constant idle : unsigned(4 downto 0) := "00000";
  constant s1_line15 : unsigned(4 downto 0) := "00001";
  constant s2_line15 : unsigned(4 downto 0) := "00010";
  constant s3_line16 : unsigned(4 downto 0) := "00011";
  constant s4_line17 : unsigned(4 downto 0) := "00100";
  constant s5_line18 : unsigned(4 downto 0) := "00101";
  constant s6_line19 : unsigned(4 downto 0) := "00110";
  constant s7_line20 : unsigned(4 downto 0) := "00111";
  constant s8_line21 : unsigned(4 downto 0) := "01000";
  constant s9_line22 : unsigned(4 downto 0) := "01001";
  constant s10_line23 : unsigned(4 downto 0) := "01010";
  constant s11_line24 : unsigned(4 downto 0) := "01011";
  constant s12_line28 : unsigned(4 downto 0) := "01100";
  constant s13_line29 : unsigned(4 downto 0) := "01101";
  constant s14_line36 : unsigned(4 downto 0) := "01110";
  constant s15_line37 : unsigned(4 downto 0) := "01111";
  constant s16_line43 : unsigned(4 downto 0) := "10000";
  constant s17_line36 : unsigned(4 downto 0) := "10001";
  constant s18_line26 : unsigned(4 downto 0) := "10010";
  signal held_response : unsigned(31 downto 0) := (others => '0');
  signal has_held_response : std_logic := '0';
  signal state : unsigned(4 downto 0) := idle;
  signal cell_kept : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:15
  signal cell_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:16
  signal cell_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:17
  signal soft : std_logic := '0';  -- Neurons/MembraneShortcut.cs:18
  signal above : std_logic := '0';  -- Neurons/MembraneShortcut.cs:19
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:20
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:21
  signal cell_kept_6 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:22
  signal cell_kept_7 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:23
  signal value_kept : std_logic := '0';  -- Neurons/MembraneShortcut.cs:26
  signal cell_kept_8 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:28
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:30
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:31
  signal value_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:32
  signal value_kept_5 : std_logic := '0';  -- Neurons/MembraneShortcut.cs:34
  signal value_kept_6 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:37
  signal value_kept_7 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:38
  signal value_kept_8 : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:26
  signal value_kept_9 : std_logic := '0';  -- Core/Neuron.cs:27
  signal value_kept_10 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_11 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_12 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:44
  signal value_kept_13 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:45
  signal value_kept_14 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:46
  signal value_kept_15 : unsigned(30 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:34
  signal value_kept_16 : std_logic := '0';  -- Neurons/MembraneShortcut.cs:34
  signal channel : unsigned(30 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:26
  signal channels : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:15
  signal firstCurrent : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:22
  signal firstShortcut : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:23
  signal firstSpike : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:24
  signal leak : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:17
  signal shiftCell : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:21
  signal thresholdCell : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:20
  signal timesteps : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:16
  signal current : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:30
  signal membrane : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:33
  signal shift : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:29
  signal shortcut : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:31
  signal spike : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:32
  signal t : unsigned(30 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:34
  signal theta : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:28
  signal done_flag : std_logic := '0';
  signal response : unsigned(31 downto 0);
  signal in_idle : std_logic;
  signal in_s1_line15 : std_logic;
  signal in_s2_line15 : std_logic;
  signal in_s3_line16 : std_logic;
  signal in_s4_line17 : std_logic;
  signal in_s5_line18 : std_logic;
  signal in_s6_line19 : std_logic;
  signal in_s7_line20 : std_logic;
  signal in_s8_line21 : std_logic;
  signal in_s9_line22 : std_logic;
  signal in_s10_line23 : std_logic;
  signal in_s11_line24 : std_logic;
  signal in_s12_line28 : std_logic;
  signal in_s13_line29 : std_logic;
  signal in_s14_line36 : std_logic;
  signal in_s15_line37 : std_logic;
  signal in_s16_line43 : std_logic;
  signal in_s17_line36 : std_logic;
  signal in_s18_line26 : std_logic;
  signal n50 : std_logic;
  signal n53 : std_logic;
  signal soft_2 : std_logic;
  signal n85 : std_logic;
  signal n86 : std_logic;
  signal n90 : std_logic;
  signal n92 : std_logic;
  signal n95 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n99 : std_logic;
  signal n101 : std_logic;
  signal n104 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n108 : std_logic;
  signal n110 : std_logic;
  signal n113 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n117 : std_logic;
  signal n119 : std_logic;
  signal n122 : std_logic;
  signal soft_enable : std_logic;
  signal n126 : std_logic;
  signal n128 : std_logic;
  signal n131 : std_logic;
  signal above_enable : std_logic;
  signal n135 : std_logic;
  signal n137 : std_logic;
  signal n140 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n144 : std_logic;
  signal n146 : std_logic;
  signal n149 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n153 : std_logic;
  signal n155 : std_logic;
  signal n158 : std_logic;
  signal cell_kept_6_enable : std_logic;
  signal n162 : std_logic;
  signal n164 : std_logic;
  signal n167 : std_logic;
  signal cell_kept_7_enable : std_logic;
  signal n171 : std_logic;
  signal n174 : std_logic;
  signal n176 : std_logic;
  signal n178 : std_logic;
  signal channels_enable : std_logic;
  signal n194 : unsigned(31 downto 0);
  signal n200 : std_logic;
  signal n202 : std_logic;
  signal n204 : std_logic;
  signal cell_kept_8_enable : std_logic;
  signal n208 : std_logic;
  signal n211 : std_logic;
  signal n213 : std_logic;
  signal n215 : std_logic;
  signal shift_enable : std_logic;
  signal n232 : unsigned(31 downto 0);
  signal n234 : unsigned(31 downto 0);
  signal n235 : std_logic;
  signal n236 : std_logic;
  signal firesPositive : std_logic;
  signal left : unsigned(31 downto 0);
  signal n248 : unsigned(30 downto 0);
  signal value_kept_15_next : unsigned(30 downto 0);
  signal n258 : std_logic;
  signal n260 : std_logic;
  signal n262 : std_logic;
  signal value_kept_6_enable : std_logic;
  signal n266 : std_logic;
  signal n268 : std_logic;
  signal n270 : std_logic;
  signal value_kept_7_enable : std_logic;
  signal n275 : std_logic;
  signal n278 : std_logic;
  signal n284 : unsigned(30 downto 0);
  signal n285 : unsigned(31 downto 0);
  signal n286 : std_logic;
  signal n288 : std_logic;
  signal n289 : std_logic;
  signal n291 : std_logic;
  signal n296 : std_logic;
  signal n300 : std_logic;
  signal n304 : std_logic;
  signal n308 : std_logic;
  signal n312 : std_logic;
  signal n314 : std_logic;
  signal n318 : std_logic;
  signal n324 : std_logic;
  signal n328 : std_logic;
  signal n345 : std_logic;
  signal n346 : std_logic;
  signal state_enable : std_logic;
  signal n355 : std_logic;
  signal n357 : std_logic;
  signal n359 : std_logic;
  signal mem_req_write_value : std_logic;
  signal n364 : std_logic;
  signal n366 : std_logic;
  signal n368 : std_logic;
  signal n373 : unsigned(31 downto 0);
  signal n375 : unsigned(31 downto 0);
  signal n377 : unsigned(31 downto 0);
  signal n379 : std_logic;
  signal n380 : unsigned(31 downto 0);
  signal n382 : unsigned(31 downto 0);
  signal n384 : unsigned(31 downto 0);
  signal n387 : unsigned(31 downto 0);
  signal n391 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal mem_req_data_value : unsigned(31 downto 0);
  signal n395 : std_logic;
  signal n396 : std_logic;
  signal n397 : std_logic;
  signal n398 : std_logic;
  signal n401 : std_logic;
  signal n404 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  in_idle <= '1' when state = idle else '0';
  in_s1_line15 <= '1' when state = s1_line15 else '0';
  in_s2_line15 <= '1' when state = s2_line15 else '0';
  in_s3_line16 <= '1' when state = s3_line16 else '0';
  in_s4_line17 <= '1' when state = s4_line17 else '0';
  in_s5_line18 <= '1' when state = s5_line18 else '0';
  in_s6_line19 <= '1' when state = s6_line19 else '0';
  in_s7_line20 <= '1' when state = s7_line20 else '0';
  in_s8_line21 <= '1' when state = s8_line21 else '0';
  in_s9_line22 <= '1' when state = s9_line22 else '0';
  in_s10_line23 <= '1' when state = s10_line23 else '0';
  in_s11_line24 <= '1' when state = s11_line24 else '0';
  in_s12_line28 <= '1' when state = s12_line28 else '0';
  in_s13_line29 <= '1' when state = s13_line29 else '0';
  in_s14_line36 <= '1' when state = s14_line36 else '0';
  in_s15_line37 <= '1' when state = s15_line37 else '0';
  in_s16_line43 <= '1' when state = s16_line43 else '0';
  in_s17_line36 <= '1' when state = s17_line36 else '0';
  in_s18_line26 <= '1' when state = s18_line26 else '0';
  n50 <= in_idle and start;
  n53 <= '1' when n50 = '1' and unsigned(member) = "00000000" else '0';
  soft_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/MembraneShortcut.cs:18
  n85 <= not (has_held_response or mem_rsp_valid);
  n86 <= not mem_req_ready;
  n90 <= in_s2_line15 and n85;
  n92 <= in_s2_line15 and (not n90);
  n95 <= n90 or (n92 and n86);
  cell_kept_enable <= in_s2_line15 and (not n95);
  n99 <= in_s3_line16 and n85;
  n101 <= in_s3_line16 and (not n99);
  n104 <= n99 or (n101 and n86);
  cell_kept_2_enable <= in_s3_line16 and (not n104);
  n108 <= in_s4_line17 and n85;
  n110 <= in_s4_line17 and (not n108);
  n113 <= n108 or (n110 and n86);
  cell_kept_3_enable <= in_s4_line17 and (not n113);
  n117 <= in_s5_line18 and n85;
  n119 <= in_s5_line18 and (not n117);
  n122 <= n117 or (n119 and n86);
  soft_enable <= in_s5_line18 and (not n122);
  n126 <= in_s6_line19 and n85;
  n128 <= in_s6_line19 and (not n126);
  n131 <= n126 or (n128 and n86);
  above_enable <= in_s6_line19 and (not n131);
  n135 <= in_s7_line20 and n85;
  n137 <= in_s7_line20 and (not n135);
  n140 <= n135 or (n137 and n86);
  cell_kept_4_enable <= in_s7_line20 and (not n140);
  n144 <= in_s8_line21 and n85;
  n146 <= in_s8_line21 and (not n144);
  n149 <= n144 or (n146 and n86);
  cell_kept_5_enable <= in_s8_line21 and (not n149);
  n153 <= in_s9_line22 and n85;
  n155 <= in_s9_line22 and (not n153);
  n158 <= n153 or (n155 and n86);
  cell_kept_6_enable <= in_s9_line22 and (not n158);
  n162 <= in_s10_line23 and n85;
  n164 <= in_s10_line23 and (not n162);
  n167 <= n162 or (n164 and n86);
  cell_kept_7_enable <= in_s10_line23 and (not n167);
  n171 <= in_s11_line24 and n85;
  n174 <= (in_s11_line24 and value_kept) and (not n171);
  n176 <= n171 or (n174 and n86);
  n178 <= in_s11_line24 and (not n176);
  channels_enable <= n178 and value_kept;
  n194 <= resize(channel, 32);
  n200 <= in_s12_line28 and n85;
  n202 <= in_s12_line28 and (not n200);
  n204 <= n200 or (n202 and n86);
  cell_kept_8_enable <= in_s12_line28 and (not n204);
  n208 <= in_s13_line29 and n85;
  n211 <= (in_s13_line29 and value_kept_5) and (not n208);
  n213 <= n208 or (n211 and n86);
  n215 <= in_s13_line29 and (not n213);
  shift_enable <= n215 and value_kept_5;
  n232 <= response + value_kept_6;  -- Neurons/MembraneShortcut.cs:37
  n234 <= value_kept_7 - theta;  -- Neurons/MembraneShortcut.cs:39
  n235 <= '1' when signed(unsigned'(x"00000000")) < signed(n234) else '0';  -- Core/Neuron.cs:9
  n236 <= '1' when signed(unsigned'(x"00000000")) <= signed(n234) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n235 when above = '1' else n236;  -- Core/Neuron.cs:9
  left <= x"00000000" when value_kept_9 = '1' else value_kept_7 - value_kept_8;  -- Core/Neuron.cs:27
  n248 <= left(31 downto 1) when value_kept_11 = '1' else unsigned(resize(signed(left(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_15_next <= t + 31x"00000001";  -- Neurons/MembraneShortcut.cs:34
  n258 <= in_s14_line36 and n85;
  n260 <= in_s14_line36 and (not n258);
  n262 <= n258 or (n260 and n86);
  value_kept_6_enable <= in_s14_line36 and (not n262);
  n266 <= in_s15_line37 and n85;
  n268 <= in_s15_line37 and (not n266);
  n270 <= n266 or (n268 and n86);
  value_kept_7_enable <= in_s15_line37 and (not n270);
  n275 <= in_s16_line43 and n86;
  n278 <= in_s17_line36 and n86;
  n284 <= channel + 31x"00000001";  -- Neurons/MembraneShortcut.cs:26
  n285 <= resize(n284, 32);
  n286 <= '1' when signed(n285) < signed(channels) else '0';  -- Neurons/MembraneShortcut.cs:26
  n288 <= in_s18_line26 and n286;
  n289 <= n288 and n86;
  n291 <= in_s18_line26 and (not n289);
  n296 <= n53 or in_s1_line15;
  n300 <= in_s4_line17 or in_s5_line18;
  n304 <= in_s8_line21 or in_s9_line22;
  n308 <= in_s12_line28 or in_s13_line29;
  n312 <= in_s16_line43 or in_s17_line36;
  n314 <= n296 or (in_s2_line15 or in_s3_line16);
  n318 <= n304 or (in_s10_line23 or in_s11_line24);
  n324 <= n314 or (n300 or (in_s6_line19 or in_s7_line20));
  n328 <= n324 or (n318 or (n308 or (in_s14_line36 or in_s15_line37)));
  n345 <= (((in_s1_line15 and n86) or n95) or (n104 or n113)) or ((n122 or n131) or (n140 or n149));
  n346 <= ((n158 or n167) or (n176 or n204)) or ((n213 or n262) or (n270 or n275));
  state_enable <= (n328 or (n312 or in_s18_line26)) and (not ((n345 or n346) or (n278 or n289)));
  n355 <= in_s1_line15 or n92;
  n357 <= n119 or n128;
  n359 <= n155 or n164;
  mem_req_write_value <= n268 or in_s16_line43;
  n364 <= n355 or (n101 or n110);
  n366 <= n359 or (n174 or n202);
  n368 <= n364 or (n357 or (n137 or n146));
  n373 <= x"00000000" when in_s1_line15 = '1' else x"00000001";
  n375 <= x"00000004" when n119 = '1' else x"00000005";
  n377 <= x"00000008" when n155 = '1' else x"00000009";
  n379 <= n211 or (n260 or n268);
  n380 <= value_kept_2 when n211 = '1' else shortcut;
  n382 <=
    n373 when n355 = '1' else
    x"00000002" when n101 = '1' else
    x"00000003";
  n384 <=
    n377 when n359 = '1' else
    cell_kept_4 when n174 = '1' else
    shiftCell + n194;
  n387 <=
    n382 when n364 = '1' else
    n375 when n357 = '1' else
    x"00000006" when n137 = '1' else
    x"00000007";
  n391 <=
    n387 when n368 = '1' else
    n384 when n366 = '1' else
    n380 when n379 = '1' else
    spike when in_s16_line43 = '1' else
    value_kept_12;
  mem_req_address_value <= n391 when (n368 or (n366 or (n379 or n312))) = '1' else n285 + thresholdCell;
  mem_req_data_value <= n232 when n268 = '1' else resize(unsigned'(0 => firesPositive), 32);
  n395 <= (in_s2_line15 and cell_kept_enable) or (in_s3_line16 and cell_kept_2_enable);
  n396 <= (in_s4_line17 and cell_kept_3_enable) or (in_s5_line18 and soft_enable);
  n397 <= (in_s6_line19 and above_enable) or (in_s7_line20 and cell_kept_4_enable);
  n398 <= (in_s8_line21 and cell_kept_5_enable) or (in_s9_line22 and cell_kept_6_enable);
  n401 <= (in_s14_line36 and value_kept_6_enable) or (in_s15_line37 and value_kept_7_enable);
  n404 <= ((in_s10_line23 and cell_kept_7_enable) or (in_s11_line24 and n178)) or ((in_s12_line28 and cell_kept_8_enable) or (in_s13_line29 and n215));
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not (((n395 or n396) or (n397 or n398)) or (n404 or n401)));
        done_flag <= ((n50 and (not n53)) or (n178 and (not value_kept))) or (n291 and (not n286));
        if state_enable = '1' then
          if n328 = '1' then
            if n324 = '1' then
              if n314 = '1' then
                if n296 = '1' then
                  if n53 = '1' then
                    state <= s1_line15;
                  else
                    state <= s2_line15;
                  end if;
                elsif in_s2_line15 = '1' then
                  state <= s3_line16;
                else
                  state <= s4_line17;
                end if;
              elsif n300 = '1' then
                if in_s4_line17 = '1' then
                  state <= s5_line18;
                else
                  state <= s6_line19;
                end if;
              elsif in_s6_line19 = '1' then
                state <= s7_line20;
              else
                state <= s8_line21;
              end if;
            elsif n318 = '1' then
              if n304 = '1' then
                if in_s8_line21 = '1' then
                  state <= s9_line22;
                else
                  state <= s10_line23;
                end if;
              elsif in_s10_line23 = '1' then
                state <= s11_line24;
              elsif value_kept = '1' then
                state <= s12_line28;
              else
                state <= idle;
              end if;
            elsif n308 = '1' then
              if in_s12_line28 = '1' then
                state <= s13_line29;
              elsif value_kept_5 = '1' then
                state <= s14_line36;
              else
                state <= s18_line26;
              end if;
            elsif in_s14_line36 = '1' then
              state <= s15_line37;
            else
              state <= s16_line43;
            end if;
          elsif n312 = '1' then
            if in_s16_line43 = '1' then
              if value_kept_16 = '1' then
                state <= s17_line36;
              else
                state <= s18_line26;
              end if;
            else
              state <= s14_line36;
            end if;
          elsif n286 = '1' then
            state <= s12_line28;
          else
            state <= idle;
          end if;
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      if held_response_enable = '1' then
        held_response <= unsigned(mem_rsp_data);
      end if;
      if cell_kept_enable = '1' then
        cell_kept <= response;
        value_kept <= '1' when signed(unsigned'(x"00000000")) < signed(response) else '0';
      end if;
      if cell_kept_2_enable = '1' then
        cell_kept_2 <= response;
      end if;
      if cell_kept_3_enable = '1' then
        cell_kept_3 <= response;
      end if;
      if soft_enable = '1' then
        soft <= soft_2;
      end if;
      if above_enable = '1' then
        above <= soft_2;
      end if;
      if cell_kept_4_enable = '1' then
        cell_kept_4 <= response;
      end if;
      if cell_kept_5_enable = '1' then
        cell_kept_5 <= response;
      end if;
      if cell_kept_6_enable = '1' then
        cell_kept_6 <= response;
      end if;
      if cell_kept_7_enable = '1' then
        cell_kept_7 <= response;
      end if;
      if cell_kept_8_enable = '1' then
        cell_kept_8 <= response;
        value_kept_2 <= n194 + firstCurrent;
        value_kept_3 <= n194 + firstShortcut;
        value_kept_4 <= n194 + firstSpike;
        value_kept_5 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';
      end if;
      if value_kept_6_enable = '1' then
        value_kept_6 <= shift_left(response, to_integer((shift(4 downto 0) and "11111")));
        value_kept_10 <= '1' when leak = x"00000000" else '0';
        value_kept_11 <= '1' when leak = x"00000001" else '0';
        value_kept_12 <= current + channels;
        value_kept_13 <= shortcut + channels;
        value_kept_14 <= spike + channels;
        value_kept_15 <= value_kept_15_next;
        value_kept_16 <= '1' when signed(resize(value_kept_15_next, 32)) < signed(timesteps) else '0';
      end if;
      if value_kept_7_enable = '1' then
        value_kept_7 <= n232 + membrane;
      end if;
      if (in_s16_line43 and (not n275)) = '1' then
        if firesPositive = '1' then
          value_kept_8 <= theta;
        else
          value_kept_8 <= x"00000000";
        end if;
        value_kept_9 <= firesPositive and (not soft);
      end if;
      if (channels_enable or (n291 and n286)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n284;
        end if;
      end if;
      if channels_enable = '1' then
        channels <= cell_kept;
        firstCurrent <= cell_kept_6;
        firstShortcut <= cell_kept_7;
        firstSpike <= response;
        leak <= cell_kept_3;
        shiftCell <= cell_kept_5;
        thresholdCell <= cell_kept_4;
        timesteps <= cell_kept_2;
      end if;
      if (shift_enable or (in_s17_line36 and (not n278))) = '1' then
        if shift_enable = '1' then
          current <= value_kept_2;
          membrane <= x"00000000";
          shortcut <= value_kept_3;
          spike <= value_kept_4;
          t <= 31x"00000000";
        else
          current <= value_kept_12;
          shortcut <= value_kept_13;
          spike <= value_kept_14;
          t <= value_kept_15;
          if value_kept_10 = '1' then
            membrane <= left;
          else
            membrane <= unsigned(resize(signed(n248), 32));
          end if;
        end if;
      end if;
      if shift_enable = '1' then
        shift <= response;
        theta <= cell_kept_8;
      end if;
    end if;
  end process;

  busy <= not in_idle;
  done <= done_flag;
  mem_req_address <= std_logic_vector(mem_req_address_value);
  mem_req_data <= std_logic_vector(mem_req_data_value);
  mem_req_valid <= (n368 or (n366 or ((n211 or n260) or mem_req_write_value))) or (in_s17_line36 or n288);
  mem_req_write <= mem_req_write_value;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
