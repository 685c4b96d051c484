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
  signal soft_s : std_logic := '0';  -- Neurons/NeuronVector.cs:14
  signal above : std_logic := '0';  -- Neurons/NeuronVector.cs:15
  signal cell_kept_4 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:16
  signal cell_kept_5 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:17
  signal value_kept : std_logic := '0';  -- Neurons/NeuronVector.cs:20
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:28
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:29
  signal value_kept_4 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_5 : std_logic := '0';  -- Core/Neuron.cs:28
  signal membrane : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:25
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
  signal n68 : std_logic;
  signal n69 : std_logic;
  signal n75 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n83 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n91 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n99 : std_logic;
  signal soft_s_enable : std_logic;
  signal n107 : std_logic;
  signal above_enable : std_logic;
  signal n115 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n123 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n130 : std_logic;
  signal n137 : std_logic;
  signal n138 : std_logic;
  signal channels_enable : std_logic;
  signal n153 : unsigned(31 downto 0);
  signal n154 : unsigned(31 downto 0);
  signal n156 : std_logic;
  signal n158 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n179 : std_logic;
  signal n180 : std_logic;
  signal firesPositive : std_logic;
  signal left : unsigned(31 downto 0);
  signal n191 : unsigned(30 downto 0);
  signal value_kept_8_next : unsigned(30 downto 0);
  signal n206 : std_logic;
  signal n209 : std_logic;
  signal n213 : unsigned(30 downto 0);
  signal n214 : unsigned(31 downto 0);
  signal n215 : std_logic;
  signal n217 : std_logic;
  signal n220 : std_logic;
  signal n221 : std_logic;
  signal n225 : std_logic;
  signal n227 : std_logic;
  signal n229 : std_logic;
  signal n231 : std_logic;
  signal n233 : std_logic;
  signal n235 : std_logic;
  signal n237 : std_logic;
  signal n239 : std_logic;
  signal n241 : std_logic;
  signal n249 : std_logic;
  signal n255 : std_logic;
  signal n258 : std_logic;
  signal n268 : std_logic;
  signal n270 : std_logic;
  signal n272 : std_logic;
  signal n275 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal state_enable : std_logic;
  signal n293 : unsigned(31 downto 0);
  signal n295 : unsigned(31 downto 0);
  signal n297 : unsigned(31 downto 0);
  signal n299 : unsigned(31 downto 0);
  signal n300 : unsigned(31 downto 0);
  signal n305 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n314 : std_logic;
  signal n316 : std_logic;
  signal n319 : std_logic;
  signal mem_rsp_ready_value : std_logic;
  signal held_response_enable : std_logic;
  signal membrane_enable : std_logic;
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
  n68 <= not n10;
  n69 <= not mem_req_ready;
  n75 <= in_s2_line11 and (not in_s2_line11);
  cell_kept_enable <= in_s2_line11 and (not ((in_s2_line11 and n68) or (in_s2_line11 and n69)));
  n83 <= in_s3_line12 and (not in_s3_line12);
  cell_kept_2_enable <= in_s3_line12 and (not ((in_s3_line12 and n68) or (in_s3_line12 and n69)));
  n91 <= in_s4_line13 and (not in_s4_line13);
  cell_kept_3_enable <= in_s4_line13 and (not ((in_s4_line13 and n68) or (in_s4_line13 and n69)));
  n99 <= in_s5_line14 and (not in_s5_line14);
  soft_s_enable <= in_s5_line14 and (not ((in_s5_line14 and n68) or (in_s5_line14 and n69)));
  n107 <= in_s6_line15 and (not in_s6_line15);
  above_enable <= in_s6_line15 and (not ((in_s6_line15 and n68) or (in_s6_line15 and n69)));
  n115 <= in_s7_line16 and (not in_s7_line16);
  cell_kept_4_enable <= in_s7_line16 and (not ((in_s7_line16 and n68) or (in_s7_line16 and n69)));
  n123 <= in_s8_line17 and (not in_s8_line17);
  cell_kept_5_enable <= in_s8_line17 and (not ((in_s8_line17 and n68) or (in_s8_line17 and n69)));
  n130 <= in_s9_line18 and value_kept;
  n137 <= in_s9_line18 and (not ((in_s9_line18 and n68) or (n130 and n69)));
  n138 <= not n130;
  channels_enable <= n137 and value_kept;
  n153 <= resize(channel, 32);
  n154 <= firstCurrent + n153;  -- Neurons/NeuronVector.cs:23
  n156 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n158 <= in_s10_line22 and n156;
  theta_enable <= (in_s10_line22 and (not ((in_s10_line22 and n68) or (n158 and n69)))) and n156;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n179 <= '1' when signed(unsigned'(x"00000000")) < signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  n180 <= '1' when signed(unsigned'(x"00000000")) <= signed(value_kept_3) else '0';  -- Core/Neuron.cs:9
  firesPositive <= n179 when above = '1' else n180;  -- Core/Neuron.cs:9
  left <=  -- Core/Neuron.cs:27
    x"00000000" when (firesPositive and (not soft_s)) = '1' else
    value_kept_3 when firesPositive = '1' else
    value_kept_2;
  n191 <= left(31 downto 1) when value_kept_5 = '1' else unsigned(resize(signed(left(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_8_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n206 <= in_s12_line34 and (not (in_s12_line34 and n69));
  n209 <= in_s13_line28 and (not (in_s13_line28 and n69));
  n213 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n214 <= resize(n213, 32);
  n215 <= '1' when signed(n214) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n217 <= in_s14_line20 and n215;
  n220 <= in_s14_line20 and (not (n217 and n69));
  n221 <= n220 and n215;
  n225 <= in_s1_line11 or in_s2_line11;
  n227 <= in_s3_line12 or in_s4_line13;
  n229 <= in_s5_line14 or in_s6_line15;
  n231 <= in_s7_line16 or in_s8_line17;
  n233 <= in_s9_line18 or in_s11_line28;
  n235 <= in_s12_line34 or in_s13_line28;
  n237 <= n225 or n227;
  n239 <= n229 or n231;
  n241 <= n233 or n235;
  n249 <= in_s14_line20 or (in_s10_line22 or (n241 or (n237 or n239)));
  n255 <= n227 or n229;
  n258 <= (n231 or (in_s9_line18 or in_s10_line22)) or ((in_s11_line28 or in_s2_line11) or n255);
  n268 <= (n123 or (n130 and (not in_s9_line18))) or ((in_s13_line28 or (in_s1_line11 or in_s12_line34)) or (n75 or n83));
  n270 <= n268 or (((n91 or n99) or (n107 or n115)) or (n158 and (not in_s10_line22)));
  n272 <= in_s2_line11 or n227;
  n275 <= (n239 or ((n130 and in_s9_line18) or n272)) or (n158 and in_s10_line22);
  mem_req_valid_value <= (n270 or n217) or (n275 and n10);
  state_enable <= (n249 or n45) and (not ((n258 and n68) or (mem_req_valid_value and n69)));
  n293 <= value_kept_6 when state(0) = '1' else spike;
  n295 <=
    n293 when state(2) = '1' else
    cell_kept_4 when state(0) = '1' else
    x"00000007";
  n297 <= x"00000006" when state(0) = '1' else x"00000005";
  n299 <=
    n297 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n300 <= x"00000002" when state(0) = '1' else x"00000001";
  n305 <=
    n154 when n158 = '1' else
    n295 when state(3) = '1' else
    n299 when state(2) = '1' else
    n300 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n305 when (n158 or ((n231 or n235) or ((n130 or n225) or n255))) = '1' else n214 + thresholdCell;
  n314 <= (n115 or n123) or ((in_s9_line18 and n138) or (in_s11_line28 or n75));
  n316 <= (in_s10_line22 and (not n158)) or (((n83 or n91) or (n99 or n107)) or n314);
  n319 <= (n239 or ((in_s9_line18 and n130) or n272)) or (in_s10_line22 and n158);
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  membrane_enable <= n206 or theta_enable;
  channel_enable <= n221 or channels_enable;
  current_enable <= n209 or theta_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not ((n316 or (n319 and mem_req_ready)) and n10));
        done_flag <= (n137 and (not value_kept)) or ((n42 and (not n45)) or (n220 and (not n215)));
        if state_enable = '1' then
          if n249 = '1' then
            if in_s14_line20 = '1' then
              if n215 = '1' then
                state <= s10_line22;
              else
                state <= idle;
              end if;
            elsif in_s10_line22 = '1' then
              if n156 = '1' then
                state <= s11_line28;
              else
                state <= s14_line20;
              end if;
            elsif n241 = '1' then
              if n233 = '1' then
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
                if value_kept_9 = '1' then
                  state <= s13_line28;
                else
                  state <= s14_line20;
                end if;
              else
                state <= s11_line28;
              end if;
            elsif n237 = '1' then
              if n225 = '1' then
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
            elsif n229 = '1' then
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
      if (membrane_enable = '1') and not (n206 = '1') then
        membrane <= x"00000000";
      elsif membrane_enable = '1' then
        if value_kept_4 = '1' then
          membrane <= left;
        else
          membrane <= unsigned(resize(signed(n191), 32));
        end if;
      end if;
      if (channel_enable = '1') and not (n221 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n213;
      end if;
      if (current_enable = '1') and not (n209 = '1') then
        t <= 31x"00000000";
      elsif current_enable = '1' then
        t <= value_kept_8;
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
      if (in_s11_line28 and (not (in_s11_line28 and n68))) = '1' then
        value_kept_2 <= value_kept_2_next;
        value_kept_3 <= value_kept_2_next - theta;
        value_kept_4 <= '1' when leak = x"00000000" else '0';
        value_kept_5 <= '1' when leak = x"00000001" else '0';
        value_kept_6 <= current + channels;
        value_kept_7 <= spike + channels;
        value_kept_8 <= value_kept_8_next;
        value_kept_9 <= '1' when signed(resize(value_kept_8_next, 32)) < signed(timesteps) else '0';
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
        if n209 = '1' then
          current <= value_kept_6;
          spike <= value_kept_7;
        else
          current <= n154;
          spike <= n153 + firstSpike;
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
  mem_req_valid <= mem_req_valid_value;
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
