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
  signal held_response : unsigned(31 downto 0) := (others => '0');
  signal has_held_response : std_logic := '0';
  signal state : unsigned(3 downto 0) := "0000";
  signal cell_kept : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:11
  signal cell_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:12
  signal cell_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:13
  signal soft : std_logic := '0';  -- Neurons/NeuronVector.cs:14
  signal above : std_logic := '0';  -- Neurons/NeuronVector.cs:15
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:16
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:17
  signal value_kept : std_logic := '0';  -- Neurons/NeuronVector.cs:20
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:28
  signal value_kept_3 : std_logic := '0';  -- Core/Neuron.cs:9
  signal value_kept_4 : std_logic := '0';  -- Core/Neuron.cs:9
  signal value_kept_5 : std_logic := '0';  -- Core/Neuron.cs:14
  signal value_kept_6 : std_logic := '0';  -- Core/Neuron.cs:14
  signal left_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:27
  signal value_kept_7 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_8 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_9 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:35
  signal value_kept_10 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:36
  signal value_kept_11 : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:26
  signal value_kept_12 : std_logic := '0';  -- Neurons/NeuronVector.cs:26
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
  signal soft_2 : std_logic;
  signal n71 : std_logic;
  signal n72 : std_logic;
  signal n76 : std_logic;
  signal n78 : std_logic;
  signal n81 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n85 : std_logic;
  signal n87 : std_logic;
  signal n90 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n94 : std_logic;
  signal n96 : std_logic;
  signal n99 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n103 : std_logic;
  signal n105 : std_logic;
  signal n108 : std_logic;
  signal soft_enable : std_logic;
  signal n112 : std_logic;
  signal n114 : std_logic;
  signal n117 : std_logic;
  signal above_enable : std_logic;
  signal n121 : std_logic;
  signal n123 : std_logic;
  signal n126 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n130 : std_logic;
  signal n132 : std_logic;
  signal n135 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n139 : std_logic;
  signal n142 : std_logic;
  signal n144 : std_logic;
  signal n146 : std_logic;
  signal channels_enable : std_logic;
  signal n160 : unsigned(31 downto 0);
  signal n161 : unsigned(31 downto 0);
  signal n163 : std_logic;
  signal n164 : std_logic;
  signal n167 : std_logic;
  signal n169 : std_logic;
  signal n171 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n183 : unsigned(31 downto 0);
  signal n184 : unsigned(31 downto 0);
  signal firesPositive : std_logic;
  signal firesNegative : std_logic;
  signal n191 : unsigned(31 downto 0);
  signal n193 : unsigned(31 downto 0);
  signal n206 : unsigned(30 downto 0);
  signal n211 : unsigned(1 downto 0);
  signal value_kept_11_next : unsigned(30 downto 0);
  signal n219 : std_logic;
  signal value_kept_2_enable : std_logic;
  signal n223 : std_logic;
  signal n226 : std_logic;
  signal n232 : unsigned(30 downto 0);
  signal n233 : unsigned(31 downto 0);
  signal n234 : std_logic;
  signal n236 : std_logic;
  signal n237 : std_logic;
  signal n239 : std_logic;
  signal n244 : std_logic;
  signal n248 : std_logic;
  signal n252 : std_logic;
  signal n256 : std_logic;
  signal n258 : std_logic;
  signal n262 : std_logic;
  signal n266 : std_logic;
  signal n282 : std_logic;
  signal state_enable : std_logic;
  signal n291 : std_logic;
  signal n293 : std_logic;
  signal n295 : std_logic;
  signal n296 : std_logic;
  signal n298 : std_logic;
  signal n299 : std_logic;
  signal n302 : unsigned(31 downto 0);
  signal n304 : unsigned(31 downto 0);
  signal n306 : unsigned(31 downto 0);
  signal n308 : unsigned(31 downto 0);
  signal n310 : unsigned(31 downto 0);
  signal n311 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n314 : std_logic;
  signal n315 : std_logic;
  signal n316 : std_logic;
  signal n320 : std_logic;
  signal n322 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
  in_idle <= '1' when state = "0000" else '0';
  in_s1_line11 <= '1' when state = "0001" else '0';
  in_s2_line11 <= '1' when state = "0010" else '0';
  in_s3_line12 <= '1' when state = "0011" else '0';
  in_s4_line13 <= '1' when state = "0100" else '0';
  in_s5_line14 <= '1' when state = "0101" else '0';
  in_s6_line15 <= '1' when state = "0110" else '0';
  in_s7_line16 <= '1' when state = "0111" else '0';
  in_s8_line17 <= '1' when state = "1000" else '0';
  in_s9_line18 <= '1' when state = "1001" else '0';
  in_s10_line22 <= '1' when state = "1010" else '0';
  in_s11_line28 <= '1' when state = "1011" else '0';
  in_s12_line34 <= '1' when state = "1100" else '0';
  in_s13_line28 <= '1' when state = "1101" else '0';
  in_s14_line20 <= '1' when state = "1110" else '0';
  n42 <= in_idle and start;
  n45 <= '1' when n42 = '1' and unsigned(member) = "00000000" else '0';
  soft_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/NeuronVector.cs:14
  n71 <= not (has_held_response or mem_rsp_valid);
  n72 <= not mem_req_ready;
  n76 <= in_s2_line11 and n71;
  n78 <= in_s2_line11 and (not n76);
  n81 <= n76 or (n78 and n72);
  cell_kept_enable <= in_s2_line11 and (not n81);
  n85 <= in_s3_line12 and n71;
  n87 <= in_s3_line12 and (not n85);
  n90 <= n85 or (n87 and n72);
  cell_kept_2_enable <= in_s3_line12 and (not n90);
  n94 <= in_s4_line13 and n71;
  n96 <= in_s4_line13 and (not n94);
  n99 <= n94 or (n96 and n72);
  cell_kept_3_enable <= in_s4_line13 and (not n99);
  n103 <= in_s5_line14 and n71;
  n105 <= in_s5_line14 and (not n103);
  n108 <= n103 or (n105 and n72);
  soft_enable <= in_s5_line14 and (not n108);
  n112 <= in_s6_line15 and n71;
  n114 <= in_s6_line15 and (not n112);
  n117 <= n112 or (n114 and n72);
  above_enable <= in_s6_line15 and (not n117);
  n121 <= in_s7_line16 and n71;
  n123 <= in_s7_line16 and (not n121);
  n126 <= n121 or (n123 and n72);
  cell_kept_4_enable <= in_s7_line16 and (not n126);
  n130 <= in_s8_line17 and n71;
  n132 <= in_s8_line17 and (not n130);
  n135 <= n130 or (n132 and n72);
  cell_kept_5_enable <= in_s8_line17 and (not n135);
  n139 <= in_s9_line18 and n71;
  n142 <= (in_s9_line18 and value_kept) and (not n139);
  n144 <= n139 or (n142 and n72);
  n146 <= in_s9_line18 and (not n144);
  channels_enable <= n146 and value_kept;
  n160 <= resize(channel, 32);
  n161 <= firstCurrent + n160;  -- Neurons/NeuronVector.cs:23
  n163 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n164 <= in_s10_line22 and n71;
  n167 <= (in_s10_line22 and n163) and (not n164);
  n169 <= n164 or (n167 and n72);
  n171 <= in_s10_line22 and (not n169);
  theta_enable <= n171 and n163;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n183 <= value_kept_2_next - theta;  -- Neurons/NeuronVector.cs:29
  n184 <= value_kept_2_next + theta;  -- Neurons/NeuronVector.cs:30
  firesPositive <= value_kept_3 when above = '1' else value_kept_4;  -- Core/Neuron.cs:9
  firesNegative <= value_kept_5 when above = '1' else value_kept_6;  -- Core/Neuron.cs:14
  n191 <= theta when firesNegative = '1' else x"00000000";  -- Core/Neuron.cs:26
  n193 <= theta when firesPositive = '1' else unsigned(-signed(n191));  -- Core/Neuron.cs:26
  n206 <= left_kept(31 downto 1) when value_kept_8 = '1' else unsigned(resize(signed(left_kept(31 downto 2)), 31));  -- Core/Neuron.cs:28
  n211 <= "01" when firesPositive = '1' else unsigned'(1 downto 0 => firesNegative);  -- Neurons/NeuronVector.cs:34
  value_kept_11_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n219 <= in_s11_line28 and n71;
  value_kept_2_enable <= in_s11_line28 and (not n219);
  n223 <= in_s12_line34 and n72;
  n226 <= in_s13_line28 and n72;
  n232 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n233 <= resize(n232, 32);
  n234 <= '1' when signed(n233) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n236 <= in_s14_line20 and n234;
  n237 <= n236 and n72;
  n239 <= in_s14_line20 and (not n237);
  n244 <= n45 or in_s1_line11;
  n248 <= in_s4_line13 or in_s5_line14;
  n252 <= in_s8_line17 or in_s9_line18;
  n256 <= in_s12_line34 or in_s13_line28;
  n258 <= n244 or (in_s2_line11 or in_s3_line12);
  n262 <= n252 or (in_s10_line22 or in_s11_line28);
  n266 <= n258 or (n248 or (in_s6_line15 or in_s7_line16));
  n282 <= (((in_s1_line11 and n72) or n81) or (n90 or n99)) or ((n108 or n117) or (n126 or n135));
  state_enable <= (n266 or (n262 or (n256 or in_s14_line20))) and (not (n282 or (((n144 or n169) or (n219 or n223)) or (n226 or n237))));
  n291 <= in_s1_line11 or n78;
  n293 <= n105 or n114;
  n295 <= n142 or n167;
  n296 <= n291 or (n87 or n96);
  n298 <= n295 or n256;
  n299 <= n296 or (n293 or (n123 or n132));
  n302 <= x"00000000" when in_s1_line11 = '1' else x"00000001";
  n304 <= x"00000004" when n105 = '1' else x"00000005";
  n306 <= cell_kept_4 when n142 = '1' else n161;
  n308 <=
    n302 when n291 = '1' else
    x"00000002" when n87 = '1' else
    x"00000003";
  n310 <=
    n306 when n295 = '1' else
    spike when in_s12_line34 = '1' else
    value_kept_9;
  n311 <=
    n308 when n296 = '1' else
    n304 when n293 = '1' else
    x"00000006" when n123 = '1' else
    x"00000007";
  mem_req_address_value <=
    n311 when n299 = '1' else
    n310 when n298 = '1' else
    n233 + thresholdCell;
  n314 <= (in_s2_line11 and cell_kept_enable) or (in_s3_line12 and cell_kept_2_enable);
  n315 <= (in_s4_line13 and cell_kept_3_enable) or (in_s5_line14 and soft_enable);
  n316 <= (in_s6_line15 and above_enable) or (in_s7_line16 and cell_kept_4_enable);
  n320 <= n316 or ((in_s8_line17 and cell_kept_5_enable) or (in_s9_line18 and n146));
  n322 <= ((n314 or n315) or n320) or ((in_s10_line22 and n171) or (in_s11_line28 and value_kept_2_enable));
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= "0000";
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not n322);
        done_flag <= ((n42 and (not n45)) or (n146 and (not value_kept))) or (n239 and (not n234));
        if state_enable = '1' then
          if n266 = '1' then
            if n258 = '1' then
              if n244 = '1' then
                if n45 = '1' then
                  state <= "0001";
                else
                  state <= "0010";
                end if;
              elsif in_s2_line11 = '1' then
                state <= "0011";
              else
                state <= "0100";
              end if;
            elsif n248 = '1' then
              if in_s4_line13 = '1' then
                state <= "0101";
              else
                state <= "0110";
              end if;
            elsif in_s6_line15 = '1' then
              state <= "0111";
            else
              state <= "1000";
            end if;
          elsif n262 = '1' then
            if n252 = '1' then
              if in_s8_line17 = '1' then
                state <= "1001";
              elsif value_kept = '1' then
                state <= "1010";
              else
                state <= "0000";
              end if;
            elsif in_s10_line22 = '1' then
              if n163 = '1' then
                state <= "1011";
              else
                state <= "1110";
              end if;
            else
              state <= "1100";
            end if;
          elsif n256 = '1' then
            if in_s12_line34 = '1' then
              if value_kept_12 = '1' then
                state <= "1101";
              else
                state <= "1110";
              end if;
            else
              state <= "1011";
            end if;
          elsif n234 = '1' then
            state <= "1010";
          else
            state <= "0000";
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
      if value_kept_2_enable = '1' then
        value_kept_2 <= value_kept_2_next;
        value_kept_3 <= '1' when signed(unsigned'(x"00000000")) < signed(n183) else '0';
        value_kept_4 <= '1' when signed(unsigned'(x"00000000")) <= signed(n183) else '0';
        value_kept_5 <= '1' when signed(n184) < signed(unsigned'(x"00000000")) else '0';
        value_kept_6 <= '1' when signed(n184) <= signed(unsigned'(x"00000000")) else '0';
        value_kept_7 <= '1' when leak = x"00000000" else '0';
        value_kept_8 <= '1' when leak = x"00000001" else '0';
        value_kept_9 <= current + channels;
        value_kept_10 <= spike + channels;
        value_kept_11 <= value_kept_11_next;
        value_kept_12 <= '1' when signed(resize(value_kept_11_next, 32)) < signed(timesteps) else '0';
      end if;
      if (in_s12_line34 and (not n223)) = '1' then
        if ((firesPositive or firesNegative) and (not soft)) = '1' then
          left_kept <= x"00000000";
        else
          left_kept <= value_kept_2 - n193;
        end if;
      end if;
      if (channels_enable or (n239 and n234)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n232;
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
      if (theta_enable or (in_s13_line28 and (not n226))) = '1' then
        if theta_enable = '1' then
          current <= n161;
        else
          current <= value_kept_9;
        end if;
        if theta_enable = '1' then
          membrane <= x"00000000";
        elsif value_kept_7 = '1' then
          membrane <= left_kept;
        else
          membrane <= unsigned(resize(signed(n206), 32));
        end if;
        if theta_enable = '1' then
          spike <= n160 + firstSpike;
        else
          spike <= value_kept_10;
        end if;
        if theta_enable = '1' then
          t <= 31x"00000000";
        else
          t <= value_kept_11;
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
  mem_req_data <= std_logic_vector(unsigned(resize(signed(n211), 32)));
  mem_req_valid <= n299 or (n298 or n236);
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
