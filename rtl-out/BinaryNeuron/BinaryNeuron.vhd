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
  signal n60 : std_logic;
  signal n63 : std_logic;
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
  signal n178 : unsigned(31 downto 0);
  signal firesPositive : std_logic;
  signal n182 : unsigned(31 downto 0);
  signal left : unsigned(31 downto 0);
  signal n192 : unsigned(30 downto 0);
  signal value_kept_9_next : unsigned(30 downto 0);
  signal n201 : std_logic;
  signal value_kept_2_enable : std_logic;
  signal n206 : std_logic;
  signal n209 : std_logic;
  signal n213 : unsigned(30 downto 0);
  signal n214 : unsigned(31 downto 0);
  signal n215 : std_logic;
  signal n217 : std_logic;
  signal n218 : std_logic;
  signal n220 : std_logic;
  signal n225 : std_logic;
  signal n229 : std_logic;
  signal n233 : std_logic;
  signal n237 : std_logic;
  signal n239 : std_logic;
  signal n243 : std_logic;
  signal n247 : std_logic;
  signal n263 : std_logic;
  signal state_enable : std_logic;
  signal n272 : std_logic;
  signal n274 : std_logic;
  signal n276 : std_logic;
  signal n277 : std_logic;
  signal n279 : std_logic;
  signal n280 : std_logic;
  signal n283 : unsigned(31 downto 0);
  signal n285 : unsigned(31 downto 0);
  signal n287 : unsigned(31 downto 0);
  signal n289 : unsigned(31 downto 0);
  signal n291 : unsigned(31 downto 0);
  signal n292 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n295 : std_logic;
  signal n296 : std_logic;
  signal n297 : std_logic;
  signal n301 : std_logic;
  signal n303 : std_logic;
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
  n60 <= in_idle and start;
  n63 <= '1' when n60 = '1' and unsigned(member) = "00000000" else '0';
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
  n178 <= value_kept_2_next - theta;  -- Neurons/NeuronVector.cs:29
  firesPositive <= value_kept_3 when above = '1' else value_kept_4;  -- Core/Neuron.cs:9
  n182 <= theta when firesPositive = '1' else x"00000000";  -- Core/Neuron.cs:26
  left <= x"00000000" when (firesPositive and (not soft)) = '1' else value_kept_2 - n182;  -- Core/Neuron.cs:27
  n192 <= left(31 downto 1) when value_kept_6 = '1' else unsigned(resize(signed(left(31 downto 2)), 31));  -- Core/Neuron.cs:28
  value_kept_9_next <= t + 31x"00000001";  -- Neurons/NeuronVector.cs:26
  n201 <= in_s11_line28 and n69;
  value_kept_2_enable <= in_s11_line28 and (not n201);
  n206 <= in_s12_line34 and n70;
  n209 <= in_s13_line28 and n70;
  n213 <= channel + 31x"00000001";  -- Neurons/NeuronVector.cs:20
  n214 <= resize(n213, 32);
  n215 <= '1' when signed(n214) < signed(channels) else '0';  -- Neurons/NeuronVector.cs:20
  n217 <= in_s14_line20 and n215;
  n218 <= n217 and n70;
  n220 <= in_s14_line20 and (not n218);
  n225 <= n63 or in_s1_line11;
  n229 <= in_s4_line13 or in_s5_line14;
  n233 <= in_s8_line17 or in_s9_line18;
  n237 <= in_s12_line34 or in_s13_line28;
  n239 <= n225 or (in_s2_line11 or in_s3_line12);
  n243 <= n233 or (in_s10_line22 or in_s11_line28);
  n247 <= n239 or (n229 or (in_s6_line15 or in_s7_line16));
  n263 <= (((in_s1_line11 and n70) or n79) or (n88 or n97)) or ((n106 or n115) or (n124 or n133));
  state_enable <= (n247 or (n243 or (n237 or in_s14_line20))) and (not (n263 or (((n142 or n167) or (n201 or n206)) or (n209 or n218))));
  n272 <= in_s1_line11 or n76;
  n274 <= n103 or n112;
  n276 <= n140 or n165;
  n277 <= n272 or (n85 or n94);
  n279 <= n276 or n237;
  n280 <= n277 or (n274 or (n121 or n130));
  n283 <= x"00000000" when in_s1_line11 = '1' else x"00000001";
  n285 <= x"00000004" when n103 = '1' else x"00000005";
  n287 <= cell_kept_4 when n140 = '1' else n159;
  n289 <=
    n283 when n272 = '1' else
    x"00000002" when n85 = '1' else
    x"00000003";
  n291 <=
    n287 when n276 = '1' else
    spike when in_s12_line34 = '1' else
    value_kept_7;
  n292 <=
    n289 when n277 = '1' else
    n285 when n274 = '1' else
    x"00000006" when n121 = '1' else
    x"00000007";
  mem_req_address_value <=
    n292 when n280 = '1' else
    n291 when n279 = '1' else
    n214 + thresholdCell;
  n295 <= (in_s2_line11 and cell_kept_enable) or (in_s3_line12 and cell_kept_2_enable);
  n296 <= (in_s4_line13 and cell_kept_3_enable) or (in_s5_line14 and soft_enable);
  n297 <= (in_s6_line15 and above_enable) or (in_s7_line16 and cell_kept_4_enable);
  n301 <= n297 or ((in_s8_line17 and cell_kept_5_enable) or (in_s9_line18 and n144));
  n303 <= ((n295 or n296) or n301) or ((in_s10_line22 and n169) or (in_s11_line28 and value_kept_2_enable));
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
        has_held_response <= (has_held_response or held_response_enable) and (not n303);
        done_flag <= ((n60 and (not n63)) or (n144 and (not value_kept))) or (n220 and (not n215));
        if state_enable = '1' then
          if n247 = '1' then
            if n239 = '1' then
              if n225 = '1' then
                if n63 = '1' then
                  state <= "0001";
                else
                  state <= "0010";
                end if;
              elsif in_s2_line11 = '1' then
                state <= "0011";
              else
                state <= "0100";
              end if;
            elsif n229 = '1' then
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
          elsif n243 = '1' then
            if n233 = '1' then
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
          elsif n237 = '1' then
            if in_s12_line34 = '1' then
              if value_kept_10 = '1' then
                state <= "1101";
              else
                state <= "1110";
              end if;
            else
              state <= "1011";
            end if;
          elsif n215 = '1' then
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
        value_kept_3 <= '1' when signed(unsigned'(x"00000000")) < signed(n178) else '0';
        value_kept_4 <= '1' when signed(unsigned'(x"00000000")) <= signed(n178) else '0';
        value_kept_5 <= '1' when leak = x"00000000" else '0';
        value_kept_6 <= '1' when leak = x"00000001" else '0';
        value_kept_7 <= current + channels;
        value_kept_8 <= spike + channels;
        value_kept_9 <= value_kept_9_next;
        value_kept_10 <= '1' when signed(resize(value_kept_9_next, 32)) < signed(timesteps) else '0';
      end if;
      if (theta_enable or (in_s12_line34 and (not n206))) = '1' then
        if theta_enable = '1' then
          membrane <= x"00000000";
        elsif value_kept_5 = '1' then
          membrane <= left;
        else
          membrane <= unsigned(resize(signed(n192), 32));
        end if;
      end if;
      if (channels_enable or (n220 and n215)) = '1' then
        if channels_enable = '1' then
          channel <= 31x"00000000";
        else
          channel <= n213;
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
      if (theta_enable or (in_s13_line28 and (not n209))) = '1' then
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
  mem_req_valid <= n280 or (n279 or n217);
  mem_req_write <= in_s12_line34;
  mem_rsp_ready <= mem_rsp_ready_value;
end architecture rtl;
