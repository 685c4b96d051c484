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
  signal soft_s : std_logic := '0';  -- Neurons/MembraneShortcut.cs:18
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
  signal left_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:27
  signal value_kept_8 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_9 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_10 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:44
  signal value_kept_11 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:45
  signal value_kept_12 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:46
  signal value_kept_13 : unsigned(30 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:34
  signal value_kept_14 : std_logic := '0';  -- Neurons/MembraneShortcut.cs:34
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
  signal n10 : std_logic;
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
  signal soft_s_2 : std_logic;
  signal n84 : std_logic;
  signal n85 : std_logic;
  signal cell_kept_enable : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal soft_s_enable : std_logic;
  signal above_enable : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal cell_kept_6_enable : std_logic;
  signal n155 : std_logic;
  signal cell_kept_7_enable : std_logic;
  signal n162 : std_logic;
  signal n169 : std_logic;
  signal channels_enable : std_logic;
  signal n187 : unsigned(31 downto 0);
  signal n195 : std_logic;
  signal cell_kept_8_enable : std_logic;
  signal n201 : std_logic;
  signal shift_enable : std_logic;
  signal n227 : unsigned(31 downto 0);
  signal n229 : unsigned(31 downto 0);
  signal n230 : std_logic;
  signal n231 : std_logic;
  signal firesPositive : std_logic;
  signal n244 : unsigned(30 downto 0);
  signal value_kept_13_next : unsigned(30 downto 0);
  signal value_kept_6_enable : std_logic;
  signal value_kept_7_enable : std_logic;
  signal left_kept_enable : std_logic;
  signal n274 : std_logic;
  signal n278 : unsigned(30 downto 0);
  signal n279 : unsigned(31 downto 0);
  signal n280 : std_logic;
  signal n282 : std_logic;
  signal n285 : std_logic;
  signal n286 : std_logic;
  signal n290 : std_logic;
  signal n292 : std_logic;
  signal n296 : std_logic;
  signal n300 : std_logic;
  signal mem_req_write_value : std_logic;
  signal n308 : std_logic;
  signal n310 : std_logic;
  signal n312 : std_logic;
  signal n316 : std_logic;
  signal n322 : std_logic;
  signal n326 : std_logic;
  signal n333 : std_logic;
  signal n334 : std_logic;
  signal n335 : std_logic;
  signal n336 : std_logic;
  signal n339 : std_logic;
  signal n344 : std_logic;
  signal n345 : std_logic;
  signal n351 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal stalled : std_logic;
  signal n363 : std_logic;
  signal n370 : std_logic;
  signal n373 : unsigned(31 downto 0);
  signal n377 : unsigned(31 downto 0);
  signal n378 : unsigned(31 downto 0);
  signal n381 : unsigned(31 downto 0);
  signal n382 : unsigned(31 downto 0);
  signal n384 : unsigned(31 downto 0);
  signal n385 : unsigned(31 downto 0);
  signal n391 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal mem_req_data_value : unsigned(31 downto 0);
  signal n401 : std_logic;
  signal n413 : std_logic;
  signal n414 : std_logic;
  signal n417 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
  signal channel_enable : std_logic;
  signal current_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  n10 <= has_held_response or mem_rsp_valid;
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
  soft_s_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/MembraneShortcut.cs:18
  n84 <= not n10;
  n85 <= not mem_req_ready;
  cell_kept_enable <= in_s2_line15 and (not ((in_s2_line15 and n84) or (in_s2_line15 and n85)));
  cell_kept_2_enable <= in_s3_line16 and (not ((in_s3_line16 and n84) or (in_s3_line16 and n85)));
  cell_kept_3_enable <= in_s4_line17 and (not ((in_s4_line17 and n84) or (in_s4_line17 and n85)));
  soft_s_enable <= in_s5_line18 and (not ((in_s5_line18 and n84) or (in_s5_line18 and n85)));
  above_enable <= in_s6_line19 and (not ((in_s6_line19 and n84) or (in_s6_line19 and n85)));
  cell_kept_4_enable <= in_s7_line20 and (not ((in_s7_line20 and n84) or (in_s7_line20 and n85)));
  cell_kept_5_enable <= in_s8_line21 and (not ((in_s8_line21 and n84) or (in_s8_line21 and n85)));
  cell_kept_6_enable <= in_s9_line22 and (not ((in_s9_line22 and n84) or (in_s9_line22 and n85)));
  n155 <= in_s10_line23 and (not in_s10_line23);
  cell_kept_7_enable <= in_s10_line23 and (not ((in_s10_line23 and n84) or (in_s10_line23 and n85)));
  n162 <= in_s11_line24 and value_kept;
  n169 <= in_s11_line24 and (not ((in_s11_line24 and n84) or (n162 and n85)));
  channels_enable <= n169 and value_kept;
  n187 <= resize(channel, 32);
  n195 <= in_s12_line28 and (not in_s12_line28);
  cell_kept_8_enable <= in_s12_line28 and (not ((in_s12_line28 and n84) or (in_s12_line28 and n85)));
  n201 <= in_s13_line29 and value_kept_5;
  shift_enable <= (in_s13_line29 and (not ((in_s13_line29 and n84) or (n201 and n85)))) and value_kept_5;
  n227 <= response + value_kept_6;  -- Neurons/MembraneShortcut.cs:37
  n229 <= value_kept_7 - theta;  -- Neurons/MembraneShortcut.cs:39
  n230 <= '1' when signed(unsigned'(x"00000000")) < signed(n229) else '0';  -- Core/Neuron.cs:9
  n231 <= '1' when signed(unsigned'(x"00000000")) <= signed(n229) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n230 when above = '1' else n231;  -- Core/Neuron.cs:9
  n244 <= left_kept(31 downto 1) when value_kept_9 = '1' else unsigned(resize(signed(left_kept(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_13_next <= t + 31x"00000001";  -- Neurons/MembraneShortcut.cs:34
  value_kept_6_enable <= in_s14_line36 and (not ((in_s14_line36 and n84) or (in_s14_line36 and n85)));
  value_kept_7_enable <= in_s15_line37 and (not ((in_s15_line37 and n84) or (in_s15_line37 and n85)));
  left_kept_enable <= in_s16_line43 and (not (in_s16_line43 and n85));
  n274 <= in_s17_line36 and (not (in_s17_line36 and n85));
  n278 <= channel + 31x"00000001";  -- Neurons/MembraneShortcut.cs:26
  n279 <= resize(n278, 32);
  n280 <= '1' when signed(n279) < signed(channels) else '0';  -- Neurons/MembraneShortcut.cs:26
  n282 <= in_s18_line26 and n280;
  n285 <= in_s18_line26 and (not (n282 and n85));
  n286 <= n285 and n280;
  n290 <= in_s1_line15 or in_s2_line15;
  n292 <= in_s3_line16 or in_s4_line17;
  n296 <= in_s7_line20 or in_s8_line21;
  n300 <= in_s11_line24 or in_s12_line28;
  mem_req_write_value <= in_s15_line37 or in_s16_line43;
  n308 <= n292 or (in_s5_line18 or in_s6_line19);
  n310 <= n296 or (in_s9_line22 or in_s10_line23);
  n312 <= n300 or (in_s13_line29 or in_s14_line36);
  n316 <= n308 or n310;
  n322 <= in_s18_line26 or (n316 or (n312 or (mem_req_write_value or (in_s17_line36 or n290))));
  n326 <= in_s15_line37 or in_s2_line15;
  n333 <= (in_s2_line15 and (not in_s2_line15)) or (in_s3_line16 and (not in_s3_line16));
  n334 <= (in_s4_line17 and (not in_s4_line17)) or (in_s5_line18 and (not in_s5_line18));
  n335 <= (in_s6_line19 and (not in_s6_line19)) or (in_s7_line20 and (not in_s7_line20));
  n336 <= (in_s8_line21 and (not in_s8_line21)) or (in_s9_line22 and (not in_s9_line22));
  n339 <= (in_s14_line36 and (not in_s14_line36)) or (in_s15_line37 and (not in_s15_line37));
  n344 <= ((in_s17_line36 or (in_s1_line15 or in_s16_line43)) or n333) or (n334 or n335);
  n345 <= (n336 or (n155 or (n162 and (not in_s11_line24)))) or ((n195 or (n201 and (not in_s13_line29))) or n339);
  n351 <= ((in_s12_line28 or in_s14_line36) or n326) or ((n162 and in_s11_line24) or (n201 and in_s13_line29));
  mem_req_valid_value <= ((n344 or n345) or n282) or ((n316 or n351) and n10);
  stalled <= (((n326 or n308) or (n310 or n312)) and n84) or (mem_req_valid_value and n85);
  n363 <= in_s14_line36 or in_s15_line37;
  n370 <= ((n363 or n290) or n308) or (n310 or ((in_s16_line43 or in_s17_line36) or (n162 or n201)));
  n373 <= value_kept_10 when state(0) = '1' else spike;
  n377 <= shortcut when state(1) = '1' else value_kept_2;
  n378 <= cell_kept_4 when state(0) = '1' else x"00000009";
  n381 <=
    n377 when state(2) = '1' else
    n378 when state(1) = '1' else
    x"00000008" when state(0) = '1' else
    x"00000007";
  n382 <= x"00000006" when state(0) = '1' else x"00000005";
  n384 <=
    n382 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n385 <= x"00000002" when state(0) = '1' else x"00000001";
  n391 <=
    shiftCell + n187 when in_s12_line28 = '1' else
    n373 when state(4) = '1' else
    n381 when state(3) = '1' else
    n384 when state(2) = '1' else
    n385 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n391 when (in_s12_line28 or n370) = '1' else n279 + thresholdCell;
  mem_req_data_value <= resize(unsigned'(0 => firesPositive), 32) when in_s16_line43 = '1' else n227;
  n401 <= ((in_s11_line24 and (not n162)) or (in_s13_line29 and (not n201))) or (n333 or n334);
  n413 <= ((in_s2_line15 or in_s3_line16) or (in_s4_line17 or in_s5_line18)) or ((in_s6_line19 or in_s7_line20) or (in_s8_line21 or in_s9_line22));
  n414 <= ((in_s10_line23 or in_s12_line28) or n363) or ((in_s11_line24 and n162) or (in_s13_line29 and n201));
  n417 <= (n401 or ((n335 or n336) or ((n155 or n195) or n339))) or ((n413 or n414) and mem_req_ready);
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  channel_enable <= n286 or channels_enable;
  current_enable <= n274 or shift_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not (n417 and n10));
        done_flag <= (n169 and (not value_kept)) or ((n50 and (not n53)) or (n285 and (not n280)));
        if ((n322 or n53) and (not stalled)) = '1' then
          if n322 = '1' then
            if in_s18_line26 = '1' then
              if n280 = '1' then
                state <= s12_line28;
              else
                state <= idle;
              end if;
            elsif n316 = '1' then
              if n308 = '1' then
                if n292 = '1' then
                  if in_s3_line16 = '1' then
                    state <= s4_line17;
                  else
                    state <= s5_line18;
                  end if;
                elsif in_s5_line18 = '1' then
                  state <= s6_line19;
                else
                  state <= s7_line20;
                end if;
              elsif n296 = '1' then
                if in_s7_line20 = '1' then
                  state <= s8_line21;
                else
                  state <= s9_line22;
                end if;
              elsif in_s9_line22 = '1' then
                state <= s10_line23;
              else
                state <= s11_line24;
              end if;
            elsif n312 = '1' then
              if n300 = '1' then
                if in_s11_line24 = '1' then
                  if value_kept = '1' then
                    state <= s12_line28;
                  else
                    state <= idle;
                  end if;
                else
                  state <= s13_line29;
                end if;
              elsif in_s13_line29 = '1' then
                if value_kept_5 = '1' then
                  state <= s14_line36;
                else
                  state <= s18_line26;
                end if;
              else
                state <= s15_line37;
              end if;
            elsif mem_req_write_value = '1' then
              if in_s15_line37 = '1' then
                state <= s16_line43;
              elsif value_kept_14 = '1' then
                state <= s17_line36;
              else
                state <= s18_line26;
              end if;
            elsif in_s17_line36 = '1' then
              state <= s14_line36;
            elsif in_s1_line15 = '1' then
              state <= s2_line15;
            else
              state <= s3_line16;
            end if;
          else
            state <= s1_line15;
          end if;
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      if (left_kept_enable = '1') and ((firesPositive and (not soft_s)) = '1') then
        left_kept <= x"00000000";
      elsif left_kept_enable = '1' then
        if firesPositive = '1' then
          left_kept <= n229;
        else
          left_kept <= value_kept_7;
        end if;
      end if;
      if (channel_enable = '1') and not (n286 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n278;
      end if;
      if (current_enable = '1') and not (n274 = '1') then
        membrane <= x"00000000";
        t <= 31x"00000000";
      elsif current_enable = '1' then
        if value_kept_8 = '1' then
          membrane <= left_kept;
        else
          membrane <= unsigned(resize(signed(n244), 32));
        end if;
        t <= value_kept_13;
      end if;
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
      if soft_s_enable = '1' then
        soft_s <= soft_s_2;
      end if;
      if above_enable = '1' then
        above <= soft_s_2;
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
        value_kept_2 <= n187 + firstCurrent;
        value_kept_3 <= n187 + firstShortcut;
        value_kept_4 <= n187 + firstSpike;
        value_kept_5 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';
      end if;
      if value_kept_6_enable = '1' then
        value_kept_6 <= shift_left(response, to_integer((shift(4 downto 0) and "11111")));
        value_kept_8 <= '1' when leak = x"00000000" else '0';
        value_kept_9 <= '1' when leak = x"00000001" else '0';
        value_kept_10 <= current + channels;
        value_kept_11 <= shortcut + channels;
        value_kept_12 <= spike + channels;
        value_kept_13 <= value_kept_13_next;
        value_kept_14 <= '1' when signed(resize(value_kept_13_next, 32)) < signed(timesteps) else '0';
      end if;
      if value_kept_7_enable = '1' then
        value_kept_7 <= n227 + membrane;
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
      if current_enable = '1' then
        if n274 = '1' then
          current <= value_kept_10;
          shortcut <= value_kept_11;
          spike <= value_kept_12;
        else
          current <= value_kept_2;
          shortcut <= value_kept_3;
          spike <= value_kept_4;
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
  mem_req_valid <= mem_req_valid_value;
  mem_req_write <= mem_req_write_value;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
