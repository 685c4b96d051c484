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
  signal value_kept_5 : std_logic := '0';  -- Core/Neuron.cs:28
  signal value_kept_6 : std_logic := '0';  -- Core/Neuron.cs:28
  signal membrane : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:25
  signal value_kept_7 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:35
  signal value_kept_8 : unsigned(31 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:36
  signal value_kept_9 : unsigned(30 downto 0) := (others => '0');  -- Neurons/NeuronVector.cs:26
  signal value_kept_10 : std_logic := '0';  -- Neurons/NeuronVector.cs:26
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
  signal n69 : std_logic;
  signal n70 : std_logic;
  signal n74 : std_logic;
  signal n76 : std_logic;
  signal n79 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n83 : std_logic;
  signal n85 : std_logic;
  signal n88 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n92 : std_logic;
  signal n94 : std_logic;
  signal n97 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n101 : std_logic;
  signal n103 : std_logic;
  signal n106 : std_logic;
  signal soft_enable : std_logic;
  signal n110 : std_logic;
  signal n112 : std_logic;
  signal n115 : std_logic;
  signal above_enable : std_logic;
  signal n119 : std_logic;
  signal n121 : std_logic;
  signal n124 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n128 : std_logic;
  signal n130 : std_logic;
  signal n133 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n137 : std_logic;
  signal n140 : std_logic;
  signal n142 : std_logic;
  signal n144 : std_logic;
  signal channels_enable : std_logic;
  signal n158 : unsigned(31 downto 0);
  signal n159 : unsigned(31 downto 0);
  signal n161 : std_logic;
  signal n162 : std_logic;
  signal n165 : std_logic;
  signal n167 : std_logic;
  signal n169 : std_logic;
  signal theta_enable : std_logic;
  signal value_kept_2_next : unsigned(31 downto 0);
  signal n180 : unsigned(31 downto 0);
  signal firesPositive : std_logic;
  signal n184 : unsigned(31 downto 0);
  signal left : unsigned(31 downto 0);
  signal n194 : unsigned(30 downto 0);
  signal value_kept_9_next : unsigned(30 downto 0);
  signal n203 : std_logic;
  signal value_kept_2_enable : std_logic;
  signal n208 : std_logic;
  signal n211 : std_logic;
  signal n217 : unsigned(30 downto 0);
  signal n218 : unsigned(31 downto 0);
  signal n219 : std_logic;
  signal n221 : std_logic;
  signal n222 : std_logic;
  signal n224 : std_logic;
  signal n229 : std_logic;
  signal n233 : std_logic;
  signal n237 : std_logic;
  signal n241 : std_logic;
  signal n243 : std_logic;
  signal n247 : std_logic;
  signal n251 : std_logic;
  signal n267 : std_logic;
  signal state_enable : std_logic;
  signal n276 : std_logic;
  signal n278 : std_logic;
  signal n280 : std_logic;
  signal n281 : std_logic;
  signal n283 : std_logic;
  signal n284 : std_logic;
  signal n287 : unsigned(31 downto 0);
  signal n289 : unsigned(31 downto 0);
  signal n291 : unsigned(31 downto 0);
  signal n293 : unsigned(31 downto 0);
  signal n295 : unsigned(31 downto 0);
  signal n296 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n299 : std_logic;
  signal n300 : std_logic;
  signal n301 : std_logic;
  signal n305 : std_logic;
  signal n307 : std_logic;
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
  n69 <= not (has_held_response or mem_rsp_valid);
  n70 <= not mem_req_ready;
  n74 <= in_s2_line11 and n69;
  n76 <= in_s2_line11 and (not n74);
  n79 <= n74 or (n76 and n70);
  cell_kept_enable <= in_s2_line11 and (not n79);
  n83 <= in_s3_line12 and n69;
  n85 <= in_s3_line12 and (not n83);
  n88 <= n83 or (n85 and n70);
  cell_kept_2_enable <= in_s3_line12 and (not n88);
  n92 <= in_s4_line13 and n69;
  n94 <= in_s4_line13 and (not n92);
  n97 <= n92 or (n94 and n70);
  cell_kept_3_enable <= in_s4_line13 and (not n97);
  n101 <= in_s5_line14 and n69;
  n103 <= in_s5_line14 and (not n101);
  n106 <= n101 or (n103 and n70);
  soft_enable <= in_s5_line14 and (not n106);
  n110 <= in_s6_line15 and n69;
  n112 <= in_s6_line15 and (not n110);
  n115 <= n110 or (n112 and n70);
  above_enable <= in_s6_line15 and (not n115);
  n119 <= in_s7_line16 and n69;
  n121 <= in_s7_line16 and (not n119);
  n124 <= n119 or (n121 and n70);
  cell_kept_4_enable <= in_s7_line16 and (not n124);
  n128 <= in_s8_line17 and n69;
  n130 <= in_s8_line17 and (not n128);
  n133 <= n128 or (n130 and n70);
  cell_kept_5_enable <= in_s8_line17 and (not n133);
  n137 <= in_s9_line18 and n69;
  n140 <= (in_s9_line18 and value_kept) and (not n137);
  n142 <= n137 or (n140 and n70);
  n144 <= in_s9_line18 and (not n142);
  channels_enable <= n144 and value_kept;
  n158 <= resize(channel, 32);
  n159 <= firstCurrent + n158;  -- Neurons/NeuronVector.cs:23
  n161 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/NeuronVector.cs:26
  n162 <= in_s10_line22 and n69;
  n165 <= (in_s10_line22 and n161) and (not n162);
  n167 <= n162 or (n165 and n70);
  n169 <= in_s10_line22 and (not n167);
  theta_enable <= n169 and n161;
  value_kept_2_next <= response + membrane;  -- Neurons/NeuronVector.cs:28
  n180 <= value_kept_2_next - theta;  -- Neurons/NeuronVector.cs:29
  firesPositive <= value_kept_3 when above = '1' else value_kept_4;  -- Core/Neuron.cs:9
  n184 <= theta when firesPositive = '1' else x"00000000";  -- Core/Neuron.cs:26
  left <= x"00000000" when (firesPositive and (not soft)) = '1' else value_kept_2 - n184;  -- Core/Neuron.cs:27
  n194 <= left(31 downto 1) when value_kept_6 = '1' else unsigned(resize(signed(left(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_9_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n203 <= in_s11_line28 and n69;
  value_kept_2_enable <= in_s11_line28 and (not n203);
  n208 <= in_s12_line34 and n70;
  n211 <= in_s13_line28 and n70;
  n217 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n218 <= resize(n217, 32);
  n219 <= '1' when signed(n218) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n221 <= in_s14_line20 and n219;
  n222 <= n221 and n70;
  n224 <= in_s14_line20 and (not n222);
  n229 <= n45 or in_s1_line11;
  n233 <= in_s4_line13 or in_s5_line14;
  n237 <= in_s8_line17 or in_s9_line18;
  n241 <= in_s12_line34 or in_s13_line28;
  n243 <= n229 or (in_s2_line11 or in_s3_line12);
  n247 <= n237 or (in_s10_line22 or in_s11_line28);
  n251 <= n243 or (n233 or (in_s6_line15 or in_s7_line16));
  n267 <= (((in_s1_line11 and n70) or n79) or (n88 or n97)) or ((n106 or n115) or (n124 or n133));
  state_enable <= (n251 or (n247 or (n241 or in_s14_line20))) and (not (n267 or (((n142 or n167) or (n203 or n208)) or (n211 or n222))));
  n276 <= in_s1_line11 or n76;
  n278 <= n103 or n112;
  n280 <= n140 or n165;
  n281 <= n276 or (n85 or n94);
  n283 <= n280 or n241;
  n284 <= n281 or (n278 or (n121 or n130));
  n287 <= x"00000000" when in_s1_line11 = '1' else x"00000001";
  n289 <= x"00000004" when n103 = '1' else x"00000005";
  n291 <= cell_kept_4 when n140 = '1' else n159;
  n293 <=
    n287 when n276 = '1' else
    x"00000002" when n85 = '1' else
    x"00000003";
  n295 <=
    n291 when n280 = '1' else
    spike when in_s12_line34 = '1' else
    value_kept_7;
  n296 <=
    n293 when n281 = '1' else
    n289 when n278 = '1' else
    x"00000006" when n121 = '1' else
    x"00000007";
  mem_req_address_value <=
    n296 when n284 = '1' else
    n295 when n283 = '1' else
    n218 + thresholdCell;
  n299 <= (in_s2_line11 and cell_kept_enable) or (in_s3_line12 and cell_kept_2_enable);
  n300 <= (in_s4_line13 and cell_kept_3_enable) or (in_s5_line14 and soft_enable);
  n301 <= (in_s6_line15 and above_enable) or (in_s7_line16 and cell_kept_4_enable);
  n305 <= n301 or ((in_s8_line17 and cell_kept_5_enable) or (in_s9_line18 and n144));
  n307 <= ((n299 or n300) or n305) or ((in_s10_line22 and n169) or (in_s11_line28 and value_kept_2_enable));
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
        has_held_response <= (has_held_response or held_response_enable) and (not n307);
        done_flag <= ((n42 and (not n45)) or (n144 and (not value_kept))) or (n224 and (not n219));
        if state_enable = '1' then
          if n251 = '1' then
            if n243 = '1' then
              if n229 = '1' then
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
            elsif n233 = '1' then
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
          elsif n247 = '1' then
            if n237 = '1' then
              if in_s8_line17 = '1' then
                state <= "1001";
              elsif value_kept = '1' then
                state <= "1010";
              else
                state <= "0000";
              end if;
            elsif in_s10_line22 = '1' then
              if n161 = '1' then
                state <= "1011";
              else
                state <= "1110";
              end if;
            else
              state <= "1100";
            end if;
          elsif n241 = '1' then
            if in_s12_line34 = '1' then
              if value_kept_10 = '1' then
                state <= "1101";
              else
                state <= "1110";
              end if;
            else
              state <= "1011";
            end if;
          elsif n219 = '1' then
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
        value_kept_3 <= '1' when signed(unsigned'(x"00000000")) < signed(n180) else '0';
        value_kept_4 <= '1' when signed(unsigned'(x"00000000")) <= signed(n180) else '0';
        value_kept_5 <= '1' when leak = x"00000000" else '0';
        value_kept_6 <= '1' when leak = x"00000001" else '0';
        value_kept_7 <= current + channels;
        value_kept_8 <= spike + channels;
        value_kept_9 <= value_kept_9_next;
        value_kept_10 <= '1' when signed(resize(value_kept_9_next, 32)) < signed(timesteps) else '0';
      end if;
      if (theta_enable or (in_s12_line34 and (not n208))) = '1' then
        if theta_enable = '1' then
          membrane <= x"00000000";
        elsif value_kept_5 = '1' then
          membrane <= left;
        else
          membrane <= unsigned(resize(signed(n194), 32));
        end if;
      end if;
      if (channels_enable or (n224 and n219)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n217;
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
      if (theta_enable or (in_s13_line28 and (not n211))) = '1' then
        if theta_enable = '1' then
          current <= n159;
        else
          current <= value_kept_7;
        end if;
        if theta_enable = '1' then
          spike <= n158 + firstSpike;
        else
          spike <= value_kept_8;
        end if;
        if theta_enable = '1' then
          t <= 31x"00000000";
        else
          t <= value_kept_9;
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
  mem_req_valid <= n284 or (n283 or n221);
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
