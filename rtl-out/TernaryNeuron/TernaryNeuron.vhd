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
  signal soft : std_logic := '0';  -- Neurons/NeuronVector.cs:14
  signal above : std_logic := '0';  -- Neurons/NeuronVector.cs:15
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:16
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:17
  signal value_kept : std_logic := '0';  -- Neurons/NeuronVector.cs:20
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:28
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:29
  signal value_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:30
  signal value_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:26
  signal value_kept_6 : std_logic := '0';  -- Core/Neuron.cs:27
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
  signal n70 : std_logic;
  signal n71 : std_logic;
  signal n75 : std_logic;
  signal n77 : std_logic;
  signal n80 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n84 : std_logic;
  signal n86 : std_logic;
  signal n89 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n93 : std_logic;
  signal n95 : std_logic;
  signal n98 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n102 : std_logic;
  signal n104 : std_logic;
  signal n107 : std_logic;
  signal soft_enable : std_logic;
  signal n111 : std_logic;
  signal n113 : std_logic;
  signal n116 : std_logic;
  signal above_enable : std_logic;
  signal n120 : std_logic;
  signal n122 : std_logic;
  signal n125 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n129 : std_logic;
  signal n131 : std_logic;
  signal n134 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n138 : std_logic;
  signal n141 : std_logic;
  signal n143 : std_logic;
  signal n145 : std_logic;
  signal channels_enable : std_logic;
  signal n159 : unsigned(31 downto 0);
  signal n160 : unsigned(31 downto 0);
  signal n162 : std_logic;
  signal n163 : std_logic;
  signal n166 : std_logic;
  signal n168 : std_logic;
  signal n170 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n184 : std_logic;
  signal n185 : std_logic;
  signal firesPositive : std_logic;
  signal n187 : std_logic;
  signal n188 : std_logic;
  signal firesNegative : std_logic;
  signal n190 : unsigned(31 downto 0);
  signal left : unsigned(31 downto 0);
  signal n203 : unsigned(30 downto 0);
  signal n208 : unsigned(1 downto 0);
  signal value_kept_11_next : unsigned(30 downto 0);
  signal n216 : std_logic;
  signal value_kept_2_enable : std_logic;
  signal n220 : std_logic;
  signal n223 : std_logic;
  signal n229 : unsigned(30 downto 0);
  signal n230 : unsigned(31 downto 0);
  signal n231 : std_logic;
  signal n233 : std_logic;
  signal n234 : std_logic;
  signal n236 : std_logic;
  signal n241 : std_logic;
  signal n245 : std_logic;
  signal n249 : std_logic;
  signal n253 : std_logic;
  signal n255 : std_logic;
  signal n259 : std_logic;
  signal n263 : std_logic;
  signal n279 : std_logic;
  signal state_enable : std_logic;
  signal n288 : std_logic;
  signal n290 : std_logic;
  signal n292 : std_logic;
  signal n293 : std_logic;
  signal n295 : std_logic;
  signal n296 : std_logic;
  signal n299 : unsigned(31 downto 0);
  signal n301 : unsigned(31 downto 0);
  signal n303 : unsigned(31 downto 0);
  signal n305 : unsigned(31 downto 0);
  signal n307 : unsigned(31 downto 0);
  signal n308 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n311 : std_logic;
  signal n312 : std_logic;
  signal n313 : std_logic;
  signal n317 : std_logic;
  signal n319 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
begin
  response <= held_response when has_held_response = '1' else unsigned(mem_rsp_data);
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
  soft_2 <= '1' when response /= x"00000000" else '0';  -- Neurons/NeuronVector.cs:14
  n70 <= not (has_held_response or mem_rsp_valid);
  n71 <= not mem_req_ready;
  n75 <= in_s2_line11 and n70;
  n77 <= in_s2_line11 and (not n75);
  n80 <= n75 or (n77 and n71);
  cell_kept_enable <= in_s2_line11 and (not n80);
  n84 <= in_s3_line12 and n70;
  n86 <= in_s3_line12 and (not n84);
  n89 <= n84 or (n86 and n71);
  cell_kept_2_enable <= in_s3_line12 and (not n89);
  n93 <= in_s4_line13 and n70;
  n95 <= in_s4_line13 and (not n93);
  n98 <= n93 or (n95 and n71);
  cell_kept_3_enable <= in_s4_line13 and (not n98);
  n102 <= in_s5_line14 and n70;
  n104 <= in_s5_line14 and (not n102);
  n107 <= n102 or (n104 and n71);
  soft_enable <= in_s5_line14 and (not n107);
  n111 <= in_s6_line15 and n70;
  n113 <= in_s6_line15 and (not n111);
  n116 <= n111 or (n113 and n71);
  above_enable <= in_s6_line15 and (not n116);
  n120 <= in_s7_line16 and n70;
  n122 <= in_s7_line16 and (not n120);
  n125 <= n120 or (n122 and n71);
  cell_kept_4_enable <= in_s7_line16 and (not n125);
  n129 <= in_s8_line17 and n70;
  n131 <= in_s8_line17 and (not n129);
  n134 <= n129 or (n131 and n71);
  cell_kept_5_enable <= in_s8_line17 and (not n134);
  n138 <= in_s9_line18 and n70;
  n141 <= (in_s9_line18 and value_kept) and (not n138);
  n143 <= n138 or (n141 and n71);
  n145 <= in_s9_line18 and (not n143);
  channels_enable <= n145 and value_kept;
  n159 <= resize(channel, 32);
  n160 <= firstCurrent + n159;  -- Neurons/NeuronVector.cs:23
  n162 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n163 <= in_s10_line22 and n70;
  n166 <= (in_s10_line22 and n162) and (not n163);
  n168 <= n163 or (n166 and n71);
  n170 <= in_s10_line22 and (not n168);
  theta_enable <= n170 and n162;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n184 <= '1' when signed(unsigned'(x"00000000")) < signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  n185 <= '1' when signed(unsigned'(x"00000000")) <= signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n184 when above = '1' else n185;  -- Core/Neuron.cs:9
  n187 <= '1' when signed(value_kept_4) < signed(unsigned'(x"00000000")) else '0';  -- Core/Neuron.cs:14
  n188 <= '1' when signed(value_kept_4) <= signed(unsigned'(x"00000000")) else '0';  -- Core/Neuron.cs:14
  firesNegative <= n187 when above = '1' else n188;  -- Core/Neuron.cs:14
  n190 <= theta when firesNegative = '1' else x"00000000";  -- Core/Neuron.cs:26
  left <= x"00000000" when value_kept_6 = '1' else value_kept_2 - value_kept_5;  -- Core/Neuron.cs:27
  n203 <= left(31 downto 1) when value_kept_8 = '1' else unsigned(resize(signed(left(31 downto 2)), 31));  -- Core/Neuron.cs:28
  n208 <= "01" when firesPositive = '1' else unsigned'(1 downto 0 => firesNegative);  -- Neurons/NeuronVector.cs:34
  value_kept_11_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n216 <= in_s11_line28 and n70;
  value_kept_2_enable <= in_s11_line28 and (not n216);
  n220 <= in_s12_line34 and n71;
  n223 <= in_s13_line28 and n71;
  n229 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n230 <= resize(n229, 32);
  n231 <= '1' when signed(n230) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n233 <= in_s14_line20 and n231;
  n234 <= n233 and n71;
  n236 <= in_s14_line20 and (not n234);
  n241 <= n45 or in_s1_line11;
  n245 <= in_s4_line13 or in_s5_line14;
  n249 <= in_s8_line17 or in_s9_line18;
  n253 <= in_s12_line34 or in_s13_line28;
  n255 <= n241 or (in_s2_line11 or in_s3_line12);
  n259 <= n249 or (in_s10_line22 or in_s11_line28);
  n263 <= n255 or (n245 or (in_s6_line15 or in_s7_line16));
  n279 <= (((in_s1_line11 and n71) or n80) or (n89 or n98)) or ((n107 or n116) or (n125 or n134));
  state_enable <= (n263 or (n259 or (n253 or in_s14_line20))) and (not (n279 or (((n143 or n168) or (n216 or n220)) or (n223 or n234))));
  n288 <= in_s1_line11 or n77;
  n290 <= n104 or n113;
  n292 <= n141 or n166;
  n293 <= n288 or (n86 or n95);
  n295 <= n292 or n253;
  n296 <= n293 or (n290 or (n122 or n131));
  n299 <= x"00000000" when in_s1_line11 = '1' else x"00000001";
  n301 <= x"00000004" when n104 = '1' else x"00000005";
  n303 <= cell_kept_4 when n141 = '1' else n160;
  n305 <=
    n299 when n288 = '1' else
    x"00000002" when n86 = '1' else
    x"00000003";
  n307 <=
    n303 when n292 = '1' else
    spike when in_s12_line34 = '1' else
    value_kept_9;
  n308 <=
    n305 when n293 = '1' else
    n301 when n290 = '1' else
    x"00000006" when n122 = '1' else
    x"00000007";
  mem_req_address_value <=
    n308 when n296 = '1' else
    n307 when n295 = '1' else
    n230 + thresholdCell;
  n311 <= (in_s2_line11 and cell_kept_enable) or (in_s3_line12 and cell_kept_2_enable);
  n312 <= (in_s4_line13 and cell_kept_3_enable) or (in_s5_line14 and soft_enable);
  n313 <= (in_s6_line15 and above_enable) or (in_s7_line16 and cell_kept_4_enable);
  n317 <= n313 or ((in_s8_line17 and cell_kept_5_enable) or (in_s9_line18 and n145));
  n319 <= ((n311 or n312) or n317) or ((in_s10_line22 and n170) or (in_s11_line28 and value_kept_2_enable));
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
        has_held_response <= (has_held_response or held_response_enable) and (not n319);
        done_flag <= ((n42 and (not n45)) or (n145 and (not value_kept))) or (n236 and (not n231));
        if state_enable = '1' then
          if n263 = '1' then
            if n255 = '1' then
              if n241 = '1' then
                if n45 = '1' then
                  state <= s1_line11;
                else
                  state <= s2_line11;
                end if;
              elsif in_s2_line11 = '1' then
                state <= s3_line12;
              else
                state <= s4_line13;
              end if;
            elsif n245 = '1' then
              if in_s4_line13 = '1' then
                state <= s5_line14;
              else
                state <= s6_line15;
              end if;
            elsif in_s6_line15 = '1' then
              state <= s7_line16;
            else
              state <= s8_line17;
            end if;
          elsif n259 = '1' then
            if n249 = '1' then
              if in_s8_line17 = '1' then
                state <= s9_line18;
              elsif value_kept = '1' then
                state <= s10_line22;
              else
                state <= idle;
              end if;
            elsif in_s10_line22 = '1' then
              if n162 = '1' then
                state <= s11_line28;
              else
                state <= s14_line20;
              end if;
            else
              state <= s12_line34;
            end if;
          elsif n253 = '1' then
            if in_s12_line34 = '1' then
              if value_kept_12 = '1' then
                state <= s13_line28;
              else
                state <= s14_line20;
              end if;
            else
              state <= s11_line28;
            end if;
          elsif n231 = '1' then
            state <= s10_line22;
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
      if value_kept_2_enable = '1' then
        value_kept_2 <= value_kept_2_next;
        value_kept_3 <= value_kept_2_next - theta;
        value_kept_4 <= value_kept_2_next + theta;
        value_kept_7 <= '1' when leak = x"00000000" else '0';
        value_kept_8 <= '1' when leak = x"00000001" else '0';
        value_kept_9 <= current + channels;
        value_kept_10 <= spike + channels;
        value_kept_11 <= value_kept_11_next;
        value_kept_12 <= '1' when signed(resize(value_kept_11_next, 32)) < signed(timesteps) else '0';
      end if;
      if (in_s12_line34 and (not n220)) = '1' then
        if firesPositive = '1' then
          value_kept_5 <= theta;
        else
          value_kept_5 <= unsigned(-signed(n190));
        end if;
        value_kept_6 <= (firesPositive or firesNegative) and (not soft);
      end if;
      if (channels_enable or (n236 and n231)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n229;
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
      if (theta_enable or (in_s13_line28 and (not n223))) = '1' then
        if theta_enable = '1' then
          current <= n160;
          membrane <= x"00000000";
          spike <= n159 + firstSpike;
          t <= 31x"00000000";
        else
          current <= value_kept_9;
          spike <= value_kept_10;
          t <= value_kept_11;
          if value_kept_7 = '1' then
            membrane <= left;
          else
            membrane <= unsigned(resize(signed(n203), 32));
          end if;
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
  mem_req_data <= std_logic_vector(unsigned(resize(signed(n208), 32)));
  mem_req_valid <= n296 or (n295 or n233);
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
