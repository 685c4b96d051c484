-- ReluNeuron: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity ReluNeuron is
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
end entity ReluNeuron;

architecture rtl of ReluNeuron is
  constant idle : unsigned(3 downto 0) := "0000";
  constant s1_line13 : unsigned(3 downto 0) := "0001";
  constant s2_line13 : unsigned(3 downto 0) := "0010";
  constant s3_line14 : unsigned(3 downto 0) := "0011";
  constant s4_line15 : unsigned(3 downto 0) := "0100";
  constant s5_line16 : unsigned(3 downto 0) := "0101";
  constant s6_line17 : unsigned(3 downto 0) := "0110";
  constant s7_line18 : unsigned(3 downto 0) := "0111";
  constant s8_line22 : unsigned(3 downto 0) := "1000";
  constant s9_line27 : unsigned(3 downto 0) := "1001";
  constant s10_line27 : unsigned(3 downto 0) := "1010";
  constant s11_line27 : unsigned(3 downto 0) := "1011";
  constant s12_line20 : unsigned(3 downto 0) := "1100";
  signal held_response : unsigned(31 downto 0) := (others => '0');
  signal has_held_response : std_logic := '0';
  signal state : unsigned(3 downto 0) := idle;
  signal cell_kept : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:13
  signal cell_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:14
  signal cell_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:15
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:16
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:17
  signal value_kept : std_logic := '0';  -- Neurons/ReluNeuron.cs:20
  signal shift_kept : std_logic := '0';  -- Core/Neuron.cs:52
  signal all_kept : unsigned(23 downto 0) := (others => '0');  -- Core/Neuron.cs:49
  signal all_kept_2 : unsigned(15 downto 0) := (others => '0');  -- Core/Neuron.cs:49
  signal value_kept_2 : std_logic := '0';  -- Core/Neuron.cs:49
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:28
  signal value_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:29
  signal value_kept_5 : unsigned(30 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:25
  signal value_kept_6 : std_logic := '0';  -- Neurons/ReluNeuron.cs:25
  signal channel : unsigned(30 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:20
  signal channels : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:13
  signal firstCurrent : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:17
  signal firstKey : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:18
  signal maximum_s : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:15
  signal shiftCell : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:16
  signal timesteps : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:14
  signal current : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:23
  signal key : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:24
  signal shift : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:22
  signal t : unsigned(30 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:25
  signal done_flag : std_logic := '0';
  signal response : unsigned(31 downto 0);
  signal n10 : std_logic;
  signal in_idle : std_logic;
  signal in_s1_line13 : std_logic;
  signal in_s2_line13 : std_logic;
  signal in_s3_line14 : std_logic;
  signal in_s4_line15 : std_logic;
  signal in_s5_line16 : std_logic;
  signal in_s6_line17 : std_logic;
  signal in_s7_line18 : std_logic;
  signal in_s8_line22 : std_logic;
  signal in_s9_line27 : std_logic;
  signal in_s10_line27 : std_logic;
  signal in_s11_line27 : std_logic;
  signal in_s12_line20 : std_logic;
  signal n38 : std_logic;
  signal n41 : std_logic;
  signal n60 : std_logic;
  signal n61 : std_logic;
  signal n67 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n75 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n83 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n91 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n99 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n106 : std_logic;
  signal n113 : std_logic;
  signal channels_enable : std_logic;
  signal n129 : unsigned(31 downto 0);
  signal n130 : unsigned(31 downto 0);
  signal n132 : std_logic;
  signal n134 : std_logic;
  signal shift_enable : std_logic;
  signal n155 : unsigned(30 downto 0);
  signal n156 : unsigned(31 downto 0);
  signal all_s : unsigned(31 downto 0);
  signal n167 : unsigned(23 downto 0);
  signal all_s_2 : unsigned(23 downto 0);
  signal n180 : unsigned(15 downto 0);
  signal n205 : unsigned(11 downto 0);
  signal all_s_4 : unsigned(11 downto 0);
  signal n211 : unsigned(9 downto 0);
  signal all_s_3 : unsigned(9 downto 0);
  signal n221 : unsigned(8 downto 0);
  signal n224 : std_logic;
  signal n231 : std_logic;
  signal n234 : unsigned(9 downto 0);
  signal relu : unsigned(31 downto 0);
  signal value_kept_5_next : unsigned(30 downto 0);
  signal n252 : std_logic;
  signal n256 : unsigned(30 downto 0);
  signal n257 : unsigned(31 downto 0);
  signal n258 : std_logic;
  signal n260 : std_logic;
  signal n263 : std_logic;
  signal n264 : std_logic;
  signal n268 : std_logic;
  signal n270 : std_logic;
  signal n272 : std_logic;
  signal n276 : std_logic;
  signal n280 : std_logic;
  signal n288 : std_logic;
  signal n294 : std_logic;
  signal n296 : std_logic;
  signal n305 : std_logic;
  signal n308 : std_logic;
  signal n311 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal state_enable : std_logic;
  signal n327 : unsigned(31 downto 0);
  signal n330 : unsigned(31 downto 0);
  signal n332 : unsigned(31 downto 0);
  signal n333 : unsigned(31 downto 0);
  signal n338 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n346 : std_logic;
  signal n350 : std_logic;
  signal n353 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
  signal channel_enable : std_logic;
  signal current_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  n10 <= has_held_response or mem_rsp_valid;
  in_idle <= '1' when state = idle else '0';
  in_s1_line13 <= '1' when state = s1_line13 else '0';
  in_s2_line13 <= '1' when state = s2_line13 else '0';
  in_s3_line14 <= '1' when state = s3_line14 else '0';
  in_s4_line15 <= '1' when state = s4_line15 else '0';
  in_s5_line16 <= '1' when state = s5_line16 else '0';
  in_s6_line17 <= '1' when state = s6_line17 else '0';
  in_s7_line18 <= '1' when state = s7_line18 else '0';
  in_s8_line22 <= '1' when state = s8_line22 else '0';
  in_s9_line27 <= '1' when state = s9_line27 else '0';
  in_s10_line27 <= '1' when state = s10_line27 else '0';
  in_s11_line27 <= '1' when state = s11_line27 else '0';
  in_s12_line20 <= '1' when state = s12_line20 else '0';
  n38 <= in_idle and start;
  n41 <= '1' when n38 = '1' and unsigned(member) = "00000000" else '0';
  n60 <= not n10;
  n61 <= not mem_req_ready;
  n67 <= in_s2_line13 and (not in_s2_line13);
  cell_kept_enable <= in_s2_line13 and (not ((in_s2_line13 and n60) or (in_s2_line13 and n61)));
  n75 <= in_s3_line14 and (not in_s3_line14);
  cell_kept_2_enable <= in_s3_line14 and (not ((in_s3_line14 and n60) or (in_s3_line14 and n61)));
  n83 <= in_s4_line15 and (not in_s4_line15);
  cell_kept_3_enable <= in_s4_line15 and (not ((in_s4_line15 and n60) or (in_s4_line15 and n61)));
  n91 <= in_s5_line16 and (not in_s5_line16);
  cell_kept_4_enable <= in_s5_line16 and (not ((in_s5_line16 and n60) or (in_s5_line16 and n61)));
  n99 <= in_s6_line17 and (not in_s6_line17);
  cell_kept_5_enable <= in_s6_line17 and (not ((in_s6_line17 and n60) or (in_s6_line17 and n61)));
  n106 <= in_s7_line18 and value_kept;
  n113 <= in_s7_line18 and (not ((in_s7_line18 and n60) or (n106 and n61)));
  channels_enable <= n113 and value_kept;
  n129 <= resize(channel, 32);
  n130 <= firstCurrent + n129;  -- Neurons/ReluNeuron.cs:23
  n132 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/ReluNeuron.cs:25
  n134 <= in_s8_line22 and n132;
  shift_enable <= (in_s8_line22 and (not ((in_s8_line22 and n60) or (n134 and n61)))) and n132;
  n155 <= 31x"00000000" when signed(response) < signed(unsigned'(x"00000000")) else response(30 downto 0);  -- Core/Neuron.cs:40
  n156 <= n155 & '0';
  all_s <= resize(n156(31 downto 16), 32) when (shift(4 downto 0) and "10000") /= "00000" else n156;  -- Core/Neuron.cs:49
  n167 <= all_s(23 downto 0) and x"ffffff";  -- Core/Neuron.cs:51
  all_s_2 <= resize(n167(23 downto 8), 24) when (shift(3 downto 0) and "1000") /= "0000" else n167;  -- Core/Neuron.cs:49
  n180 <= all_s_2(15 downto 0) and x"ffff";  -- Core/Neuron.cs:51
  n205 <= all_kept_2(11 downto 0) and x"fff";  -- Core/Neuron.cs:51
  all_s_4 <= resize(n205(11 downto 2), 12) when value_kept_2 = '1' else n205;  -- Core/Neuron.cs:49
  n211 <= all_s_4(9 downto 0) and 10x"3ff";  -- Core/Neuron.cs:51
  all_s_3 <= resize(n211(9 downto 1), 10) when (shift(0) and '1') = '1' else n211;  -- Core/Neuron.cs:49
  n221 <= all_s_3(8 downto 0) and 9x"1ff";  -- Core/Neuron.cs:51
  n224 <= '1' when all_kept_2(15 downto 12) /= "0000" or shift_kept = '1' or all_kept(23 downto 16) /= "00000000" else '0';  -- Core/Neuron.cs:41
  n231 <= '1' when all_s_3(9) = '1' or all_s_4(11 downto 10) /= "00" or n224 = '1' or unsigned'(maximum_s(30 downto 0) & '0') < resize(n221, 32) else '0';  -- Core/Neuron.cs:43
  n234 <= resize(n221, 10) + 10x"001";  -- Core/Neuron.cs:43
  relu <= maximum_s when n231 = '1' else resize(n234(9 downto 1), 32);  -- Core/Neuron.cs:43
  value_kept_5_next <= t + 31x"00000001";  -- Neurons/ReluNeuron.cs:25
  n252 <= in_s11_line27 and (not (in_s11_line27 and n61));
  n256 <= channel + 31x"00000001";  -- Neurons/ReluNeuron.cs:20
  n257 <= resize(n256, 32);
  n258 <= '1' when signed(n257) < signed(channels) else '0';  -- Neurons/ReluNeuron.cs:20
  n260 <= in_s12_line20 and n258;
  n263 <= in_s12_line20 and (not (n260 and n61));
  n264 <= n263 and n258;
  n268 <= in_s1_line13 or in_s2_line13;
  n270 <= in_s3_line14 or in_s4_line15;
  n272 <= in_s5_line16 or in_s6_line17;
  n276 <= in_s10_line27 or in_s11_line27;
  n280 <= n272 or (in_s7_line18 or in_s9_line27);
  n288 <= in_s12_line20 or (in_s8_line22 or (n280 or (n276 or (n268 or n270))));
  n294 <= n270 or n272;
  n296 <= n294 or ((in_s7_line18 or in_s8_line22) or (in_s9_line27 or in_s2_line13));
  n305 <= ((in_s11_line27 or (in_s1_line13 or in_s10_line27)) or (n67 or n75)) or ((n83 or n91) or (n99 or (n106 and (not in_s7_line18))));
  n308 <= in_s2_line13 or n270;
  n311 <= (n308 or (n272 or (n106 and in_s7_line18))) or (n134 and in_s8_line22);
  mem_req_valid_value <= (((n134 and (not in_s8_line22)) or n305) or n260) or (n311 and n10);
  state_enable <= (n288 or n41) and (not ((n296 and n60) or (mem_req_valid_value and n61)));
  n327 <= value_kept_3 when state(0) = '1' else key;
  n330 <= cell_kept_4 when state(0) = '1' else x"00000005";
  n332 <=
    n330 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n333 <= x"00000002" when state(0) = '1' else x"00000001";
  n338 <=
    n130 when n134 = '1' else
    n327 when state(3) = '1' else
    n332 when state(2) = '1' else
    n333 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n338 when (n134 or (n294 or (n276 or (n106 or n268)))) = '1' else n257 + shiftCell;
  n346 <= ((in_s7_line18 and (not n106)) or (in_s9_line27 or n67)) or ((n75 or n83) or (n91 or n99));
  n350 <= (n308 or (n272 or (in_s7_line18 and n106))) or (in_s8_line22 and n134);
  n353 <= ((n346 or (in_s8_line22 and (not n134))) or (n350 and mem_req_ready)) and n10;
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  channel_enable <= n264 or channels_enable;
  current_enable <= n252 or shift_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not n353);
        done_flag <= (n113 and (not value_kept)) or ((n38 and (not n41)) or (n263 and (not n258)));
        if state_enable = '1' then
          if n288 = '1' then
            if in_s12_line20 = '1' then
              if n258 = '1' then
                state <= s8_line22;
              else
                state <= idle;
              end if;
            elsif in_s8_line22 = '1' then
              if n132 = '1' then
                state <= s9_line27;
              else
                state <= s12_line20;
              end if;
            elsif n280 = '1' then
              if n272 = '1' then
                if in_s5_line16 = '1' then
                  state <= s6_line17;
                else
                  state <= s7_line18;
                end if;
              elsif in_s7_line18 = '1' then
                if value_kept = '1' then
                  state <= s8_line22;
                else
                  state <= idle;
                end if;
              else
                state <= s10_line27;
              end if;
            elsif n276 = '1' then
              if in_s10_line27 = '1' then
                if value_kept_6 = '1' then
                  state <= s11_line27;
                else
                  state <= s12_line20;
                end if;
              else
                state <= s9_line27;
              end if;
            elsif n268 = '1' then
              if in_s1_line13 = '1' then
                state <= s2_line13;
              else
                state <= s3_line14;
              end if;
            elsif in_s3_line14 = '1' then
              state <= s4_line15;
            else
              state <= s5_line16;
            end if;
          else
            state <= s1_line13;
          end if;
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      if (channel_enable = '1') and not (n264 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n256;
      end if;
      if (current_enable = '1') and not (n252 = '1') then
        t <= 31x"00000000";
      elsif current_enable = '1' then
        t <= value_kept_5;
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
      if cell_kept_4_enable = '1' then
        cell_kept_4 <= response;
      end if;
      if cell_kept_5_enable = '1' then
        cell_kept_5 <= response;
      end if;
      if (in_s9_line27 and (not (in_s9_line27 and n60))) = '1' then
        shift_kept <= '1' when all_s(31 downto 24) /= "00000000" else '0';
        all_kept <= all_s_2;
        value_kept_2 <= '1' when (shift(1 downto 0) and "10") /= "00" else '0';
        value_kept_3 <= current + channels;
        value_kept_4 <= key + channels;
        value_kept_5 <= value_kept_5_next;
        value_kept_6 <= '1' when signed(resize(value_kept_5_next, 32)) < signed(timesteps) else '0';
        if (shift(2 downto 0) and "100") /= "000" then
          all_kept_2 <= resize(n180(15 downto 4), 16);
        else
          all_kept_2 <= n180;
        end if;
      end if;
      if channels_enable = '1' then
        channels <= cell_kept;
        firstCurrent <= cell_kept_5;
        firstKey <= response;
        maximum_s <= cell_kept_3;
        shiftCell <= cell_kept_4;
        timesteps <= cell_kept_2;
      end if;
      if current_enable = '1' then
        if n252 = '1' then
          current <= value_kept_3;
          key <= value_kept_4;
        else
          current <= n130;
          key <= n129 + firstKey;
        end if;
      end if;
      if shift_enable = '1' then
        shift <= response;
      end if;
    end if;
  end process;

  busy <= not in_idle;
  done <= done_flag;
  mem_req_address <= std_logic_vector(mem_req_address_value);
  mem_req_data <= std_logic_vector(relu);
  mem_req_valid <= mem_req_valid_value;
  mem_req_write <= in_s10_line27;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
