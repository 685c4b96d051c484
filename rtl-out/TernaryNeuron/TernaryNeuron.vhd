-- TernaryNeuron: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity TernaryNeuron is
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
end entity TernaryNeuron;

architecture rtl of TernaryNeuron is
  constant idle : unsigned(3 downto 0) := "0000";
  constant s1_line11 : unsigned(3 downto 0) := "0001";
  constant s2_line11 : unsigned(3 downto 0) := "0010";
  constant s3_line12 : unsigned(3 downto 0) := "0011";
  constant s4_line13 : unsigned(3 downto 0) := "0100";
  constant s5_line14 : unsigned(3 downto 0) := "0101";
  constant s6_line15 : unsigned(3 downto 0) := "0110";
  constant s7_line16 : unsigned(3 downto 0) := "0111";
  constant s8_line17 : unsigned(3 downto 0) := "1000";
  constant s9_line18 : unsigned(3 downto 0) := "1001";
  constant s10_line22 : unsigned(3 downto 0) := "1010";
  constant s11_line28 : unsigned(3 downto 0) := "1011";
  constant s12_line34 : unsigned(3 downto 0) := "1100";
  constant s13_line28 : unsigned(3 downto 0) := "1101";
  constant s14_line20 : unsigned(3 downto 0) := "1110";
  signal held_response : unsigned(31 downto 0) := (others => '0');
  signal has_held_response : std_logic := '0';
  signal state : unsigned(3 downto 0) := idle;
  signal cell_kept : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:11
  signal cell_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:12
  signal cell_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:13
  signal soft_s : std_logic := '0';  -- Neurons/NeuronVector.cs:14
  signal above : std_logic := '0';  -- Neurons/NeuronVector.cs:15
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:16
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:17
  signal value_kept : std_logic := '0';  -- Neurons/NeuronVector.cs:20
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:28
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:29
  signal value_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:30
  signal left_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:27
  signal value_kept_5 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_6 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_7 : unsigned(30 downto 0) := (others => '0');  -- Core/Neuron.cs:28
  signal value_kept_8 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:35
  signal value_kept_9 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:36
  signal value_kept_10 : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:26
  signal value_kept_11 : std_logic := '0';  -- Neurons/NeuronVector.cs:26
  signal channel : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:20
  signal channels : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:11
  signal firstCurrent : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:17
  signal firstSpike : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:18
  signal leak : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:13
  signal thresholdCell : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:16
  signal timesteps : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:12
  signal current : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:23
  signal membrane : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:25
  signal spike : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:24
  signal t : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:26
  signal theta : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:22
  signal done_flag : std_logic := '0';
  signal response : unsigned(31 downto 0);
  signal n10 : std_logic;
  signal in_idle : std_logic;
  signal in_s1_line11 : std_logic;
  signal in_s2_line11 : std_logic;
  signal in_s3_line12 : std_logic;
  signal in_s4_line13 : std_logic;
  signal in_s5_line14 : std_logic;
  signal in_s6_line15 : std_logic;
  signal in_s7_line16 : std_logic;
  signal in_s8_line17 : std_logic;
  signal in_s9_line18 : std_logic;
  signal in_s10_line22 : std_logic;
  signal in_s11_line28 : std_logic;
  signal in_s12_line34 : std_logic;
  signal in_s13_line28 : std_logic;
  signal in_s14_line20 : std_logic;
  signal n42 : std_logic;
  signal n45 : std_logic;
  signal soft_s_2 : std_logic;
  signal n70 : std_logic;
  signal n71 : std_logic;
  signal n77 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n85 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n93 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n101 : std_logic;
  signal soft_s_enable : std_logic;
  signal n109 : std_logic;
  signal above_enable : std_logic;
  signal n117 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n125 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n132 : std_logic;
  signal n139 : std_logic;
  signal n140 : std_logic;
  signal channels_enable : std_logic;
  signal n155 : unsigned(31 downto 0);
  signal n156 : unsigned(31 downto 0);
  signal n158 : std_logic;
  signal n160 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n183 : std_logic;
  signal n184 : std_logic;
  signal firesPositive : std_logic;
  signal n186 : std_logic;
  signal n187 : std_logic;
  signal firesNegative : std_logic;
  signal n190 : unsigned(31 downto 0);
  signal n193 : std_logic;
  signal left : unsigned(31 downto 0);
  signal n205 : unsigned(1 downto 0);
  signal value_kept_10_next : unsigned(30 downto 0);
  signal left_kept_enable : std_logic;
  signal n221 : std_logic;
  signal n225 : unsigned(30 downto 0);
  signal n226 : unsigned(31 downto 0);
  signal n227 : std_logic;
  signal n229 : std_logic;
  signal n232 : std_logic;
  signal n233 : std_logic;
  signal n237 : std_logic;
  signal n239 : std_logic;
  signal n241 : std_logic;
  signal n243 : std_logic;
  signal n245 : std_logic;
  signal n247 : std_logic;
  signal n249 : std_logic;
  signal n251 : std_logic;
  signal n253 : std_logic;
  signal n261 : std_logic;
  signal n267 : std_logic;
  signal n270 : std_logic;
  signal n280 : std_logic;
  signal n282 : std_logic;
  signal n284 : std_logic;
  signal n287 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal state_enable : std_logic;
  signal n305 : unsigned(31 downto 0);
  signal n307 : unsigned(31 downto 0);
  signal n309 : unsigned(31 downto 0);
  signal n311 : unsigned(31 downto 0);
  signal n312 : unsigned(31 downto 0);
  signal n317 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n326 : std_logic;
  signal n328 : std_logic;
  signal n331 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
  signal channel_enable : std_logic;
  signal current_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  n10 <= has_held_response or mem_rsp_valid;
  in_idle <= '1' when state = idle else '0';
  in_s1_line11 <= '1' when state = s1_line11 else '0';
  in_s2_line11 <= '1' when state = s2_line11 else '0';
  in_s3_line12 <= '1' when state = s3_line12 else '0';
  in_s4_line13 <= '1' when state = s4_line13 else '0';
  in_s5_line14 <= '1' when state = s5_line14 else '0';
  in_s6_line15 <= '1' when state = s6_line15 else '0';
  in_s7_line16 <= '1' when state = s7_line16 else '0';
  in_s8_line17 <= '1' when state = s8_line17 else '0';
  in_s9_line18 <= '1' when state = s9_line18 else '0';
  in_s10_line22 <= '1' when state = s10_line22 else '0';
  in_s11_line28 <= '1' when state = s11_line28 else '0';
  in_s12_line34 <= '1' when state = s12_line34 else '0';
  in_s13_line28 <= '1' when state = s13_line28 else '0';
  in_s14_line20 <= '1' when state = s14_line20 else '0';
  n42 <= in_idle and start;
  n45 <= '1' when n42 = '1' and unsigned(member) = "00000000" else '0';
  soft_s_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/NeuronVector.cs:14
  n70 <= not n10;
  n71 <= not mem_req_ready;
  n77 <= in_s2_line11 and (not in_s2_line11);
  cell_kept_enable <= in_s2_line11 and (not ((in_s2_line11 and n70) or (in_s2_line11 and n71)));
  n85 <= in_s3_line12 and (not in_s3_line12);
  cell_kept_2_enable <= in_s3_line12 and (not ((in_s3_line12 and n70) or (in_s3_line12 and n71)));
  n93 <= in_s4_line13 and (not in_s4_line13);
  cell_kept_3_enable <= in_s4_line13 and (not ((in_s4_line13 and n70) or (in_s4_line13 and n71)));
  n101 <= in_s5_line14 and (not in_s5_line14);
  soft_s_enable <= in_s5_line14 and (not ((in_s5_line14 and n70) or (in_s5_line14 and n71)));
  n109 <= in_s6_line15 and (not in_s6_line15);
  above_enable <= in_s6_line15 and (not ((in_s6_line15 and n70) or (in_s6_line15 and n71)));
  n117 <= in_s7_line16 and (not in_s7_line16);
  cell_kept_4_enable <= in_s7_line16 and (not ((in_s7_line16 and n70) or (in_s7_line16 and n71)));
  n125 <= in_s8_line17 and (not in_s8_line17);
  cell_kept_5_enable <= in_s8_line17 and (not ((in_s8_line17 and n70) or (in_s8_line17 and n71)));
  n132 <= in_s9_line18 and value_kept;
  n139 <= in_s9_line18 and (not ((in_s9_line18 and n70) or (n132 and n71)));
  n140 <= not n132;
  channels_enable <= n139 and value_kept;
  n155 <= resize(channel, 32);
  n156 <= firstCurrent + n155;  -- Neurons/NeuronVector.cs:23
  n158 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n160 <= in_s10_line22 and n158;
  theta_enable <= (in_s10_line22 and (not ((in_s10_line22 and n70) or (n160 and n71)))) and n158;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n183 <= '1' when signed(unsigned'(x"00000000")) < signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  n184 <= '1' when signed(unsigned'(x"00000000")) <= signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n183 when above = '1' else n184;  -- Core/Neuron.cs:9
  n186 <= '1' when signed(value_kept_4) < signed(unsigned'(x"00000000")) else '0';  -- Core/Neuron.cs:14
  n187 <= '1' when signed(value_kept_4) <= signed(unsigned'(x"00000000")) else '0';  -- Core/Neuron.cs:14
  firesNegative <= n186 when above = '1' else n187;  -- Core/Neuron.cs:14
  n190 <=  -- Core/Neuron.cs:26
    value_kept_3 when firesPositive = '1' else
    value_kept_4 when firesNegative = '1' else
    value_kept_2;
  n193 <= (firesPositive or firesNegative) and (not soft_s);  -- Core/Neuron.cs:27
  left <= x"00000000" when n193 = '1' else n190;  -- Core/Neuron.cs:27
  n205 <= "01" when firesPositive = '1' else unsigned'(1 downto 0 => firesNegative);  -- Neurons/NeuronVector.cs:34
  value_kept_10_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  left_kept_enable <= in_s12_line34 and (not (in_s12_line34 and n71));
  n221 <= in_s13_line28 and (not (in_s13_line28 and n71));
  n225 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n226 <= resize(n225, 32);
  n227 <= '1' when signed(n226) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n229 <= in_s14_line20 and n227;
  n232 <= in_s14_line20 and (not (n229 and n71));
  n233 <= n232 and n227;
  n237 <= in_s1_line11 or in_s2_line11;
  n239 <= in_s3_line12 or in_s4_line13;
  n241 <= in_s5_line14 or in_s6_line15;
  n243 <= in_s7_line16 or in_s8_line17;
  n245 <= in_s9_line18 or in_s11_line28;
  n247 <= in_s12_line34 or in_s13_line28;
  n249 <= n237 or n239;
  n251 <= n241 or n243;
  n253 <= n245 or n247;
  n261 <= in_s14_line20 or (in_s10_line22 or (n253 or (n249 or n251)));
  n267 <= n239 or n241;
  n270 <= (n243 or (in_s9_line18 or in_s10_line22)) or ((in_s11_line28 or in_s2_line11) or n267);
  n280 <= (n125 or (n132 and (not in_s9_line18))) or ((in_s13_line28 or (in_s1_line11 or in_s12_line34)) or (n77 or n85));
  n282 <= n280 or (((n93 or n101) or (n109 or n117)) or (n160 and (not in_s10_line22)));
  n284 <= in_s2_line11 or n239;
  n287 <= (n251 or ((n132 and in_s9_line18) or n284)) or (n160 and in_s10_line22);
  mem_req_valid_value <= (n282 or n229) or (n287 and n10);
  state_enable <= (n261 or n45) and (not ((n270 and n70) or (mem_req_valid_value and n71)));
  n305 <= value_kept_8 when state(0) = '1' else spike;
  n307 <=
    n305 when state(2) = '1' else
    cell_kept_4 when state(0) = '1' else
    x"00000007";
  n309 <= x"00000006" when state(0) = '1' else x"00000005";
  n311 <=
    n309 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n312 <= x"00000002" when state(0) = '1' else x"00000001";
  n317 <=
    n156 when n160 = '1' else
    n307 when state(3) = '1' else
    n311 when state(2) = '1' else
    n312 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n317 when (n160 or ((n243 or n247) or ((n132 or n237) or n267))) = '1' else n226 + thresholdCell;
  n326 <= (n117 or n125) or ((in_s9_line18 and n140) or (in_s11_line28 or n77));
  n328 <= (in_s10_line22 and (not n160)) or (((n85 or n93) or (n101 or n109)) or n326);
  n331 <= (n251 or ((in_s9_line18 and n132) or n284)) or (in_s10_line22 and n160);
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  channel_enable <= n233 or channels_enable;
  current_enable <= n221 or theta_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not ((n328 or (n331 and mem_req_ready)) and n10));
        done_flag <= (n139 and (not value_kept)) or ((n42 and (not n45)) or (n232 and (not n227)));
        if state_enable = '1' then
          if n261 = '1' then
            if in_s14_line20 = '1' then
              if n227 = '1' then
                state <= s10_line22;
              else
                state <= idle;
              end if;
            elsif in_s10_line22 = '1' then
              if n158 = '1' then
                state <= s11_line28;
              else
                state <= s14_line20;
              end if;
            elsif n253 = '1' then
              if n245 = '1' then
                if in_s9_line18 = '1' then
                  if value_kept = '1' then
                    state <= s10_line22;
                  else
                    state <= idle;
                  end if;
                else
                  state <= s12_line34;
                end if;
              elsif in_s12_line34 = '1' then
                if value_kept_11 = '1' then
                  state <= s13_line28;
                else
                  state <= s14_line20;
                end if;
              else
                state <= s11_line28;
              end if;
            elsif n249 = '1' then
              if n237 = '1' then
                if in_s1_line11 = '1' then
                  state <= s2_line11;
                else
                  state <= s3_line12;
                end if;
              elsif in_s3_line12 = '1' then
                state <= s4_line13;
              else
                state <= s5_line14;
              end if;
            elsif n241 = '1' then
              if in_s5_line14 = '1' then
                state <= s6_line15;
              else
                state <= s7_line16;
              end if;
            elsif in_s7_line16 = '1' then
              state <= s8_line17;
            else
              state <= s9_line18;
            end if;
          else
            state <= s1_line11;
          end if;
        end if;
      end if;
    end if;
  end process;

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      if (left_kept_enable = '1') and (n193 = '1') then
        left_kept <= x"00000000";
      elsif left_kept_enable = '1' then
        left_kept <= n190;
      end if;
      if (channel_enable = '1') and not (n233 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n225;
      end if;
      if (current_enable = '1') and not (n221 = '1') then
        membrane <= x"00000000";
        t <= 31x"00000000";
      elsif current_enable = '1' then
        if value_kept_5 = '1' then
          membrane <= left_kept;
        else
          membrane <= unsigned(resize(signed(value_kept_7), 32));
        end if;
        t <= value_kept_10;
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
      if (in_s11_line28 and (not (in_s11_line28 and n70))) = '1' then
        value_kept_2 <= value_kept_2_next;
        value_kept_3 <= value_kept_2_next - theta;
        value_kept_4 <= value_kept_2_next + theta;
        value_kept_5 <= '1' when leak = x"00000000" else '0';
        value_kept_6 <= '1' when leak = x"00000001" else '0';
        value_kept_8 <= current + channels;
        value_kept_9 <= spike + channels;
        value_kept_10 <= value_kept_10_next;
        value_kept_11 <= '1' when signed(resize(value_kept_10_next, 32)) < signed(timesteps) else '0';
      end if;
      if left_kept_enable = '1' then
        if value_kept_6 = '1' then
          value_kept_7 <= left(31 downto 1);
        else
          value_kept_7 <= unsigned(resize(signed(left(31 downto 2)), 31));
        end if;
      end if;
      if channels_enable = '1' then
        channels <= cell_kept;
        firstCurrent <= cell_kept_5;
        firstSpike <= response;
        leak <= cell_kept_3;
        thresholdCell <= cell_kept_4;
        timesteps <= cell_kept_2;
      end if;
      if current_enable = '1' then
        if n221 = '1' then
          current <= value_kept_8;
          spike <= value_kept_9;
        else
          current <= n156;
          spike <= n155 + firstSpike;
        end if;
      end if;
      if theta_enable = '1' then
        theta <= response;
      end if;
    end if;
  end process;

  busy <= not in_idle;
  done <= done_flag;
  mem_req_address <= std_logic_vector(mem_req_address_value);
  mem_req_data <= std_logic_vector(unsigned(resize(signed(n205), 32)));
  mem_req_valid <= mem_req_valid_value;
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
