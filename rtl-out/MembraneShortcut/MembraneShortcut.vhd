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
  signal held_response : unsigned(31 downto 0) := (others => '0');
  signal has_held_response : std_logic := '0';
  signal state : unsigned(4 downto 0) := "00000";
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
  signal value_kept_8 : unsigned(31 downto 0) := (others => '0');  -- Neurons/MembraneShortcut.cs:39
  signal left_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:27
  signal value_kept_9 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_10 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_11 : unsigned(30 downto 0) := (others => '0');  -- Core/Neuron.cs:28
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
  signal n86 : std_logic;
  signal n87 : std_logic;
  signal n91 : std_logic;
  signal n93 : std_logic;
  signal n96 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n100 : std_logic;
  signal n102 : std_logic;
  signal n105 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n109 : std_logic;
  signal n111 : std_logic;
  signal n114 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n118 : std_logic;
  signal n120 : std_logic;
  signal n123 : std_logic;
  signal soft_enable : std_logic;
  signal n127 : std_logic;
  signal n129 : std_logic;
  signal n132 : std_logic;
  signal above_enable : std_logic;
  signal n136 : std_logic;
  signal n138 : std_logic;
  signal n141 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n145 : std_logic;
  signal n147 : std_logic;
  signal n150 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n154 : std_logic;
  signal n156 : std_logic;
  signal n159 : std_logic;
  signal cell_kept_6_enable : std_logic;
  signal n163 : std_logic;
  signal n165 : std_logic;
  signal n168 : std_logic;
  signal cell_kept_7_enable : std_logic;
  signal n172 : std_logic;
  signal n175 : std_logic;
  signal n177 : std_logic;
  signal n179 : std_logic;
  signal channels_enable : std_logic;
  signal n195 : unsigned(31 downto 0);
  signal n201 : std_logic;
  signal n203 : std_logic;
  signal n205 : std_logic;
  signal cell_kept_8_enable : std_logic;
  signal n209 : std_logic;
  signal n212 : std_logic;
  signal n214 : std_logic;
  signal n216 : std_logic;
  signal shift_enable : std_logic;
  signal n233 : unsigned(31 downto 0);
  signal value_kept_7_next : unsigned(31 downto 0);
  signal n236 : std_logic;
  signal n237 : std_logic;
  signal firesPositive : std_logic;
  signal n239 : unsigned(31 downto 0);
  signal left : unsigned(31 downto 0);
  signal value_kept_15_next : unsigned(30 downto 0);
  signal n259 : std_logic;
  signal n261 : std_logic;
  signal n263 : std_logic;
  signal value_kept_6_enable : std_logic;
  signal n267 : std_logic;
  signal n269 : std_logic;
  signal n271 : std_logic;
  signal value_kept_7_enable : std_logic;
  signal n276 : std_logic;
  signal n279 : std_logic;
  signal n285 : unsigned(30 downto 0);
  signal n286 : unsigned(31 downto 0);
  signal n287 : std_logic;
  signal n289 : std_logic;
  signal n290 : std_logic;
  signal n292 : std_logic;
  signal n297 : std_logic;
  signal n301 : std_logic;
  signal n305 : std_logic;
  signal n309 : std_logic;
  signal n313 : std_logic;
  signal n315 : std_logic;
  signal n319 : std_logic;
  signal n325 : std_logic;
  signal n329 : std_logic;
  signal n346 : std_logic;
  signal n347 : std_logic;
  signal state_enable : std_logic;
  signal n356 : std_logic;
  signal n358 : std_logic;
  signal n360 : std_logic;
  signal mem_req_write_value : std_logic;
  signal n365 : std_logic;
  signal n367 : std_logic;
  signal n369 : std_logic;
  signal n374 : unsigned(31 downto 0);
  signal n376 : unsigned(31 downto 0);
  signal n378 : unsigned(31 downto 0);
  signal n380 : std_logic;
  signal n381 : unsigned(31 downto 0);
  signal n383 : unsigned(31 downto 0);
  signal n385 : unsigned(31 downto 0);
  signal n388 : unsigned(31 downto 0);
  signal n392 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal mem_req_data_value : unsigned(31 downto 0);
  signal n396 : std_logic;
  signal n397 : std_logic;
  signal n398 : std_logic;
  signal n399 : std_logic;
  signal n402 : std_logic;
  signal n405 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  in_idle <= '1' when state = "00000" else '0';
  in_s1_line15 <= '1' when state = "00001" else '0';
  in_s2_line15 <= '1' when state = "00010" else '0';
  in_s3_line16 <= '1' when state = "00011" else '0';
  in_s4_line17 <= '1' when state = "00100" else '0';
  in_s5_line18 <= '1' when state = "00101" else '0';
  in_s6_line19 <= '1' when state = "00110" else '0';
  in_s7_line20 <= '1' when state = "00111" else '0';
  in_s8_line21 <= '1' when state = "01000" else '0';
  in_s9_line22 <= '1' when state = "01001" else '0';
  in_s10_line23 <= '1' when state = "01010" else '0';
  in_s11_line24 <= '1' when state = "01011" else '0';
  in_s12_line28 <= '1' when state = "01100" else '0';
  in_s13_line29 <= '1' when state = "01101" else '0';
  in_s14_line36 <= '1' when state = "01110" else '0';
  in_s15_line37 <= '1' when state = "01111" else '0';
  in_s16_line43 <= '1' when state = "10000" else '0';
  in_s17_line36 <= '1' when state = "10001" else '0';
  in_s18_line26 <= '1' when state = "10010" else '0';
  n50 <= in_idle and start;
  n53 <= '1' when n50 = '1' and unsigned(member) = "00000000" else '0';
  soft_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/MembraneShortcut.cs:18
  n86 <= not (has_held_response or mem_rsp_valid);
  n87 <= not mem_req_ready;
  n91 <= in_s2_line15 and n86;
  n93 <= in_s2_line15 and (not n91);
  n96 <= n91 or (n93 and n87);
  cell_kept_enable <= in_s2_line15 and (not n96);
  n100 <= in_s3_line16 and n86;
  n102 <= in_s3_line16 and (not n100);
  n105 <= n100 or (n102 and n87);
  cell_kept_2_enable <= in_s3_line16 and (not n105);
  n109 <= in_s4_line17 and n86;
  n111 <= in_s4_line17 and (not n109);
  n114 <= n109 or (n111 and n87);
  cell_kept_3_enable <= in_s4_line17 and (not n114);
  n118 <= in_s5_line18 and n86;
  n120 <= in_s5_line18 and (not n118);
  n123 <= n118 or (n120 and n87);
  soft_enable <= in_s5_line18 and (not n123);
  n127 <= in_s6_line19 and n86;
  n129 <= in_s6_line19 and (not n127);
  n132 <= n127 or (n129 and n87);
  above_enable <= in_s6_line19 and (not n132);
  n136 <= in_s7_line20 and n86;
  n138 <= in_s7_line20 and (not n136);
  n141 <= n136 or (n138 and n87);
  cell_kept_4_enable <= in_s7_line20 and (not n141);
  n145 <= in_s8_line21 and n86;
  n147 <= in_s8_line21 and (not n145);
  n150 <= n145 or (n147 and n87);
  cell_kept_5_enable <= in_s8_line21 and (not n150);
  n154 <= in_s9_line22 and n86;
  n156 <= in_s9_line22 and (not n154);
  n159 <= n154 or (n156 and n87);
  cell_kept_6_enable <= in_s9_line22 and (not n159);
  n163 <= in_s10_line23 and n86;
  n165 <= in_s10_line23 and (not n163);
  n168 <= n163 or (n165 and n87);
  cell_kept_7_enable <= in_s10_line23 and (not n168);
  n172 <= in_s11_line24 and n86;
  n175 <= (in_s11_line24 and value_kept) and (not n172);
  n177 <= n172 or (n175 and n87);
  n179 <= in_s11_line24 and (not n177);
  channels_enable <= n179 and value_kept;
  n195 <= resize(channel, 32);
  n201 <= in_s12_line28 and n86;
  n203 <= in_s12_line28 and (not n201);
  n205 <= n201 or (n203 and n87);
  cell_kept_8_enable <= in_s12_line28 and (not n205);
  n209 <= in_s13_line29 and n86;
  n212 <= (in_s13_line29 and value_kept_5) and (not n209);
  n214 <= n209 or (n212 and n87);
  n216 <= in_s13_line29 and (not n214);
  shift_enable <= n216 and value_kept_5;
  n233 <= response + value_kept_6;  -- Neurons/MembraneShortcut.cs:37
  value_kept_7_next <= n233 + membrane;  -- Neurons/MembraneShortcut.cs:38
  n236 <= '1' when signed(unsigned'(x"00000000")) < signed(value_kept_8) else '0';  -- Core/Neuron.cs:9
  n237 <= '1' when signed(unsigned'(x"00000000")) <= signed(value_kept_8) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n236 when above = '1' else n237;  -- Core/Neuron.cs:9
  n239 <= theta when firesPositive = '1' else x"00000000";  -- Core/Neuron.cs:26
  left <= x"00000000" when (firesPositive and (not soft)) = '1' else value_kept_7 - n239;  -- Core/Neuron.cs:27
  value_kept_15_next <= t + 31x"00000001";  -- Neurons/MembraneShortcut.cs:34
  n259 <= in_s14_line36 and n86;
  n261 <= in_s14_line36 and (not n259);
  n263 <= n259 or (n261 and n87);
  value_kept_6_enable <= in_s14_line36 and (not n263);
  n267 <= in_s15_line37 and n86;
  n269 <= in_s15_line37 and (not n267);
  n271 <= n267 or (n269 and n87);
  value_kept_7_enable <= in_s15_line37 and (not n271);
  n276 <= in_s16_line43 and n87;
  n279 <= in_s17_line36 and n87;
  n285 <= channel + 31x"00000001";  -- Neurons/MembraneShortcut.cs:26
  n286 <= resize(n285, 32);
  n287 <= '1' when signed(n286) < signed(channels) else '0';  -- Neurons/MembraneShortcut.cs:26
  n289 <= in_s18_line26 and n287;
  n290 <= n289 and n87;
  n292 <= in_s18_line26 and (not n290);
  n297 <= n53 or in_s1_line15;
  n301 <= in_s4_line17 or in_s5_line18;
  n305 <= in_s8_line21 or in_s9_line22;
  n309 <= in_s12_line28 or in_s13_line29;
  n313 <= in_s16_line43 or in_s17_line36;
  n315 <= n297 or (in_s2_line15 or in_s3_line16);
  n319 <= n305 or (in_s10_line23 or in_s11_line24);
  n325 <= n315 or (n301 or (in_s6_line19 or in_s7_line20));
  n329 <= n325 or (n319 or (n309 or (in_s14_line36 or in_s15_line37)));
  n346 <= (((in_s1_line15 and n87) or n96) or (n105 or n114)) or ((n123 or n132) or (n141 or n150));
  n347 <= ((n159 or n168) or (n177 or n205)) or ((n214 or n263) or (n271 or n276));
  state_enable <= (n329 or (n313 or in_s18_line26)) and (not ((n346 or n347) or (n279 or n290)));
  n356 <= in_s1_line15 or n93;
  n358 <= n120 or n129;
  n360 <= n156 or n165;
  mem_req_write_value <= n269 or in_s16_line43;
  n365 <= n356 or (n102 or n111);
  n367 <= n360 or (n175 or n203);
  n369 <= n365 or (n358 or (n138 or n147));
  n374 <= x"00000000" when in_s1_line15 = '1' else x"00000001";
  n376 <= x"00000004" when n120 = '1' else x"00000005";
  n378 <= x"00000008" when n156 = '1' else x"00000009";
  n380 <= n212 or (n261 or n269);
  n381 <= value_kept_2 when n212 = '1' else shortcut;
  n383 <=
    n374 when n356 = '1' else
    x"00000002" when n102 = '1' else
    x"00000003";
  n385 <=
    n378 when n360 = '1' else
    cell_kept_4 when n175 = '1' else
    shiftCell + n195;
  n388 <=
    n383 when n365 = '1' else
    n376 when n358 = '1' else
    x"00000006" when n138 = '1' else
    x"00000007";
  n392 <=
    n388 when n369 = '1' else
    n385 when n367 = '1' else
    n381 when n380 = '1' else
    spike when in_s16_line43 = '1' else
    value_kept_12;
  mem_req_address_value <= n392 when (n369 or (n367 or (n380 or n313))) = '1' else n286 + thresholdCell;
  mem_req_data_value <= n233 when n269 = '1' else resize(unsigned'(0 => firesPositive), 32);
  n396 <= (in_s2_line15 and cell_kept_enable) or (in_s3_line16 and cell_kept_2_enable);
  n397 <= (in_s4_line17 and cell_kept_3_enable) or (in_s5_line18 and soft_enable);
  n398 <= (in_s6_line19 and above_enable) or (in_s7_line20 and cell_kept_4_enable);
  n399 <= (in_s8_line21 and cell_kept_5_enable) or (in_s9_line22 and cell_kept_6_enable);
  n402 <= (in_s14_line36 and value_kept_6_enable) or (in_s15_line37 and value_kept_7_enable);
  n405 <= ((in_s10_line23 and cell_kept_7_enable) or (in_s11_line24 and n179)) or ((in_s12_line28 and cell_kept_8_enable) or (in_s13_line29 and n216));
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= "00000";
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not (((n396 or n397) or (n398 or n399)) or (n405 or n402)));
        done_flag <= ((n50 and (not n53)) or (n179 and (not value_kept))) or (n292 and (not n287));
        if state_enable = '1' then
          if n329 = '1' then
            if n325 = '1' then
              if n315 = '1' then
                if n297 = '1' then
                  if n53 = '1' then
                    state <= "00001";
                  else
                    state <= "00010";
                  end if;
                elsif in_s2_line15 = '1' then
                  state <= "00011";
                else
                  state <= "00100";
                end if;
              elsif n301 = '1' then
                if in_s4_line17 = '1' then
                  state <= "00101";
                else
                  state <= "00110";
                end if;
              elsif in_s6_line19 = '1' then
                state <= "00111";
              else
                state <= "01000";
              end if;
            elsif n319 = '1' then
              if n305 = '1' then
                if in_s8_line21 = '1' then
                  state <= "01001";
                else
                  state <= "01010";
                end if;
              elsif in_s10_line23 = '1' then
                state <= "01011";
              elsif value_kept = '1' then
                state <= "01100";
              else
                state <= "00000";
              end if;
            elsif n309 = '1' then
              if in_s12_line28 = '1' then
                state <= "01101";
              elsif value_kept_5 = '1' then
                state <= "01110";
              else
                state <= "10010";
              end if;
            elsif in_s14_line36 = '1' then
              state <= "01111";
            else
              state <= "10000";
            end if;
          elsif n313 = '1' then
            if in_s16_line43 = '1' then
              if value_kept_16 = '1' then
                state <= "10001";
              else
                state <= "10010";
              end if;
            else
              state <= "01110";
            end if;
          elsif n287 = '1' then
            state <= "01100";
          else
            state <= "00000";
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
        value_kept_2 <= n195 + firstCurrent;
        value_kept_3 <= n195 + firstShortcut;
        value_kept_4 <= n195 + firstSpike;
        value_kept_5 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';
      end if;
      if value_kept_6_enable = '1' then
        value_kept_6 <= shift_left(response, to_integer((shift(4 downto 0) and "11111")));
        value_kept_9 <= '1' when leak = x"00000000" else '0';
        value_kept_10 <= '1' when leak = x"00000001" else '0';
        value_kept_12 <= current + channels;
        value_kept_13 <= shortcut + channels;
        value_kept_14 <= spike + channels;
        value_kept_15 <= value_kept_15_next;
        value_kept_16 <= '1' when signed(resize(value_kept_15_next, 32)) < signed(timesteps) else '0';
      end if;
      if value_kept_7_enable = '1' then
        value_kept_7 <= value_kept_7_next;
        value_kept_8 <= value_kept_7_next - theta;
      end if;
      if (in_s16_line43 and (not n276)) = '1' then
        left_kept <= left;
        if value_kept_10 = '1' then
          value_kept_11 <= left(31 downto 1);
        else
          value_kept_11 <= unsigned(resize(signed(left(31 downto 2)), 31));
        end if;
      end if;
      if (channels_enable or (n292 and n287)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n285;
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
      if (shift_enable or (in_s17_line36 and (not n279))) = '1' then
        if shift_enable = '1' then
          current <= value_kept_2;
        else
          current <= value_kept_12;
        end if;
        if shift_enable = '1' then
          membrane <= x"00000000";
        elsif value_kept_9 = '1' then
          membrane <= left_kept;
        else
          membrane <= unsigned(resize(signed(value_kept_11), 32));
        end if;
        if shift_enable = '1' then
          shortcut <= value_kept_3;
        else
          shortcut <= value_kept_13;
        end if;
        if shift_enable = '1' then
          spike <= value_kept_4;
        else
          spike <= value_kept_14;
        end if;
        if shift_enable = '1' then
          t <= 31x"00000000";
        else
          t <= value_kept_15;
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
  mem_req_valid <= (n369 or (n367 or ((n212 or n261) or mem_req_write_value))) or (in_s17_line36 or n289);
  mem_req_write <= mem_req_write_value;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
