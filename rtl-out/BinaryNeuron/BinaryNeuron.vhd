-- BinaryNeuron: generated from C# by Accel. Do not edit: change the C# and generate again.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity BinaryNeuron is
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
end entity BinaryNeuron;

architecture rtl of BinaryNeuron is
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
  signal left_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:27
  signal value_kept_4 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_5 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_6 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:35
  signal value_kept_7 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:36
  signal value_kept_8 : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:26
  signal value_kept_9 : std_logic := '0';  -- Neurons/NeuronVector.cs:26
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
  signal n68 : std_logic;
  signal n69 : std_logic;
  signal n73 : std_logic;
  signal n75 : std_logic;
  signal n78 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n82 : std_logic;
  signal n84 : std_logic;
  signal n87 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n91 : std_logic;
  signal n93 : std_logic;
  signal n96 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n100 : std_logic;
  signal n102 : std_logic;
  signal n105 : std_logic;
  signal soft_enable : std_logic;
  signal n109 : std_logic;
  signal n111 : std_logic;
  signal n114 : std_logic;
  signal above_enable : std_logic;
  signal n118 : std_logic;
  signal n120 : std_logic;
  signal n123 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n127 : std_logic;
  signal n129 : std_logic;
  signal n132 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n136 : std_logic;
  signal n139 : std_logic;
  signal n141 : std_logic;
  signal n143 : std_logic;
  signal channels_enable : std_logic;
  signal n157 : unsigned(31 downto 0);
  signal n158 : unsigned(31 downto 0);
  signal n160 : std_logic;
  signal n161 : std_logic;
  signal n164 : std_logic;
  signal n166 : std_logic;
  signal n168 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n181 : std_logic;
  signal n182 : std_logic;
  signal firesPositive : std_logic;
  signal n184 : unsigned(31 downto 0);
  signal n196 : unsigned(30 downto 0);
  signal value_kept_8_next : unsigned(30 downto 0);
  signal n205 : std_logic;
  signal value_kept_2_enable : std_logic;
  signal n210 : std_logic;
  signal n213 : std_logic;
  signal n219 : unsigned(30 downto 0);
  signal n220 : unsigned(31 downto 0);
  signal n221 : std_logic;
  signal n223 : std_logic;
  signal n224 : std_logic;
  signal n226 : std_logic;
  signal n231 : std_logic;
  signal n235 : std_logic;
  signal n239 : std_logic;
  signal n243 : std_logic;
  signal n245 : std_logic;
  signal n249 : std_logic;
  signal n253 : std_logic;
  signal n269 : std_logic;
  signal state_enable : std_logic;
  signal n278 : std_logic;
  signal n280 : std_logic;
  signal n282 : std_logic;
  signal n283 : std_logic;
  signal n285 : std_logic;
  signal n286 : std_logic;
  signal n289 : unsigned(31 downto 0);
  signal n291 : unsigned(31 downto 0);
  signal n293 : unsigned(31 downto 0);
  signal n295 : unsigned(31 downto 0);
  signal n297 : unsigned(31 downto 0);
  signal n298 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n301 : std_logic;
  signal n302 : std_logic;
  signal n303 : std_logic;
  signal n307 : std_logic;
  signal n309 : std_logic;
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
  n68 <= not (has_held_response or mem_rsp_valid);
  n69 <= not mem_req_ready;
  n73 <= in_s2_line11 and n68;
  n75 <= in_s2_line11 and (not n73);
  n78 <= n73 or (n75 and n69);
  cell_kept_enable <= in_s2_line11 and (not n78);
  n82 <= in_s3_line12 and n68;
  n84 <= in_s3_line12 and (not n82);
  n87 <= n82 or (n84 and n69);
  cell_kept_2_enable <= in_s3_line12 and (not n87);
  n91 <= in_s4_line13 and n68;
  n93 <= in_s4_line13 and (not n91);
  n96 <= n91 or (n93 and n69);
  cell_kept_3_enable <= in_s4_line13 and (not n96);
  n100 <= in_s5_line14 and n68;
  n102 <= in_s5_line14 and (not n100);
  n105 <= n100 or (n102 and n69);
  soft_enable <= in_s5_line14 and (not n105);
  n109 <= in_s6_line15 and n68;
  n111 <= in_s6_line15 and (not n109);
  n114 <= n109 or (n111 and n69);
  above_enable <= in_s6_line15 and (not n114);
  n118 <= in_s7_line16 and n68;
  n120 <= in_s7_line16 and (not n118);
  n123 <= n118 or (n120 and n69);
  cell_kept_4_enable <= in_s7_line16 and (not n123);
  n127 <= in_s8_line17 and n68;
  n129 <= in_s8_line17 and (not n127);
  n132 <= n127 or (n129 and n69);
  cell_kept_5_enable <= in_s8_line17 and (not n132);
  n136 <= in_s9_line18 and n68;
  n139 <= (in_s9_line18 and value_kept) and (not n136);
  n141 <= n136 or (n139 and n69);
  n143 <= in_s9_line18 and (not n141);
  channels_enable <= n143 and value_kept;
  n157 <= resize(channel, 32);
  n158 <= firstCurrent + n157;  -- Neurons/NeuronVector.cs:23
  n160 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n161 <= in_s10_line22 and n68;
  n164 <= (in_s10_line22 and n160) and (not n161);
  n166 <= n161 or (n164 and n69);
  n168 <= in_s10_line22 and (not n166);
  theta_enable <= n168 and n160;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n181 <= '1' when signed(unsigned'(x"00000000")) < signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  n182 <= '1' when signed(unsigned'(x"00000000")) <= signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n181 when above = '1' else n182;  -- Core/Neuron.cs:9
  n184 <= theta when firesPositive = '1' else x"00000000";  -- Core/Neuron.cs:26
  n196 <= left_kept(31 downto 1) when value_kept_5 = '1' else unsigned(resize(signed(left_kept(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_8_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n205 <= in_s11_line28 and n68;
  value_kept_2_enable <= in_s11_line28 and (not n205);
  n210 <= in_s12_line34 and n69;
  n213 <= in_s13_line28 and n69;
  n219 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n220 <= resize(n219, 32);
  n221 <= '1' when signed(n220) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n223 <= in_s14_line20 and n221;
  n224 <= n223 and n69;
  n226 <= in_s14_line20 and (not n224);
  n231 <= n45 or in_s1_line11;
  n235 <= in_s4_line13 or in_s5_line14;
  n239 <= in_s8_line17 or in_s9_line18;
  n243 <= in_s12_line34 or in_s13_line28;
  n245 <= n231 or (in_s2_line11 or in_s3_line12);
  n249 <= n239 or (in_s10_line22 or in_s11_line28);
  n253 <= n245 or (n235 or (in_s6_line15 or in_s7_line16));
  n269 <= (((in_s1_line11 and n69) or n78) or (n87 or n96)) or ((n105 or n114) or (n123 or n132));
  state_enable <= (n253 or (n249 or (n243 or in_s14_line20))) and (not (n269 or (((n141 or n166) or (n205 or n210)) or (n213 or n224))));
  n278 <= in_s1_line11 or n75;
  n280 <= n102 or n111;
  n282 <= n139 or n164;
  n283 <= n278 or (n84 or n93);
  n285 <= n282 or n243;
  n286 <= n283 or (n280 or (n120 or n129));
  n289 <= x"00000000" when in_s1_line11 = '1' else x"00000001";
  n291 <= x"00000004" when n102 = '1' else x"00000005";
  n293 <= cell_kept_4 when n139 = '1' else n158;
  n295 <=
    n289 when n278 = '1' else
    x"00000002" when n84 = '1' else
    x"00000003";
  n297 <=
    n293 when n282 = '1' else
    spike when in_s12_line34 = '1' else
    value_kept_6;
  n298 <=
    n295 when n283 = '1' else
    n291 when n280 = '1' else
    x"00000006" when n120 = '1' else
    x"00000007";
  mem_req_address_value <=
    n298 when n286 = '1' else
    n297 when n285 = '1' else
    n220 + thresholdCell;
  n301 <= (in_s2_line11 and cell_kept_enable) or (in_s3_line12 and cell_kept_2_enable);
  n302 <= (in_s4_line13 and cell_kept_3_enable) or (in_s5_line14 and soft_enable);
  n303 <= (in_s6_line15 and above_enable) or (in_s7_line16 and cell_kept_4_enable);
  n307 <= n303 or ((in_s8_line17 and cell_kept_5_enable) or (in_s9_line18 and n143));
  n309 <= ((n301 or n302) or n307) or ((in_s10_line22 and n168) or (in_s11_line28 and value_kept_2_enable));
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
        has_held_response <= (has_held_response or held_response_enable) and (not n309);
        done_flag <= ((n42 and (not n45)) or (n143 and (not value_kept))) or (n226 and (not n221));
        if state_enable = '1' then
          if n253 = '1' then
            if n245 = '1' then
              if n231 = '1' then
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
            elsif n235 = '1' then
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
          elsif n249 = '1' then
            if n239 = '1' then
              if in_s8_line17 = '1' then
                state <= s9_line18;
              elsif value_kept = '1' then
                state <= s10_line22;
              else
                state <= idle;
              end if;
            elsif in_s10_line22 = '1' then
              if n160 = '1' then
                state <= s11_line28;
              else
                state <= s14_line20;
              end if;
            else
              state <= s12_line34;
            end if;
          elsif n243 = '1' then
            if in_s12_line34 = '1' then
              if value_kept_9 = '1' then
                state <= s13_line28;
              else
                state <= s14_line20;
              end if;
            else
              state <= s11_line28;
            end if;
          elsif n221 = '1' then
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
        value_kept_4 <= '1' when leak = x"00000000" else '0';
        value_kept_5 <= '1' when leak = x"00000001" else '0';
        value_kept_6 <= current + channels;
        value_kept_7 <= spike + channels;
        value_kept_8 <= value_kept_8_next;
        value_kept_9 <= '1' when signed(resize(value_kept_8_next, 32)) < signed(timesteps) else '0';
      end if;
      if (in_s12_line34 and (not n210)) = '1' then
        if (firesPositive and (not soft)) = '1' then
          left_kept <= x"00000000";
        else
          left_kept <= value_kept_2 - n184;
        end if;
      end if;
      if (channels_enable or (n226 and n221)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n219;
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
      if (theta_enable or (in_s13_line28 and (not n213))) = '1' then
        if theta_enable = '1' then
          current <= n158;
          membrane <= x"00000000";
          spike <= n157 + firstSpike;
          t <= 31x"00000000";
        else
          current <= value_kept_6;
          spike <= value_kept_7;
          t <= value_kept_8;
          if value_kept_4 = '1' then
            membrane <= left_kept;
          else
            membrane <= unsigned(resize(signed(n196), 32));
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
  mem_req_data <= std_logic_vector(resize(unsigned'(0 => firesPositive), 32));
  mem_req_valid <= n286 or (n285 or n223);
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
