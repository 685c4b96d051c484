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
  signal rectified_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:38
  signal halves_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:39
  signal value_kept_2 : std_logic := '0';  -- Core/Neuron.cs:40
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
  signal n59 : std_logic;
  signal n60 : std_logic;
  signal n66 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n74 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n82 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n90 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n98 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n105 : std_logic;
  signal n112 : std_logic;
  signal channels_enable : std_logic;
  signal n128 : unsigned(31 downto 0);
  signal n129 : unsigned(31 downto 0);
  signal n131 : std_logic;
  signal n133 : std_logic;
  signal shift_enable : std_logic;
  signal n152 : std_logic;
  signal rectified : unsigned(31 downto 0);
  signal n160 : unsigned(31 downto 0);
  signal rounded : unsigned(31 downto 0);
  signal relu : unsigned(31 downto 0);
  signal value_kept_5_next : unsigned(30 downto 0);
  signal rectified_kept_enable : std_logic;
  signal n180 : std_logic;
  signal n184 : unsigned(30 downto 0);
  signal n185 : unsigned(31 downto 0);
  signal n186 : std_logic;
  signal n188 : std_logic;
  signal n191 : std_logic;
  signal n192 : std_logic;
  signal n196 : std_logic;
  signal n198 : std_logic;
  signal n200 : std_logic;
  signal n204 : std_logic;
  signal n208 : std_logic;
  signal n216 : std_logic;
  signal n222 : std_logic;
  signal n224 : std_logic;
  signal n233 : std_logic;
  signal n236 : std_logic;
  signal n239 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal state_enable : std_logic;
  signal n255 : unsigned(31 downto 0);
  signal n258 : unsigned(31 downto 0);
  signal n260 : unsigned(31 downto 0);
  signal n261 : unsigned(31 downto 0);
  signal n266 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n274 : std_logic;
  signal n278 : std_logic;
  signal n281 : std_logic;
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
  n59 <= not n10;
  n60 <= not mem_req_ready;
  n66 <= in_s2_line13 and (not in_s2_line13);
  cell_kept_enable <= in_s2_line13 and (not ((in_s2_line13 and n59) or (in_s2_line13 and n60)));
  n74 <= in_s3_line14 and (not in_s3_line14);
  cell_kept_2_enable <= in_s3_line14 and (not ((in_s3_line14 and n59) or (in_s3_line14 and n60)));
  n82 <= in_s4_line15 and (not in_s4_line15);
  cell_kept_3_enable <= in_s4_line15 and (not ((in_s4_line15 and n59) or (in_s4_line15 and n60)));
  n90 <= in_s5_line16 and (not in_s5_line16);
  cell_kept_4_enable <= in_s5_line16 and (not ((in_s5_line16 and n59) or (in_s5_line16 and n60)));
  n98 <= in_s6_line17 and (not in_s6_line17);
  cell_kept_5_enable <= in_s6_line17 and (not ((in_s6_line17 and n59) or (in_s6_line17 and n60)));
  n105 <= in_s7_line18 and value_kept;
  n112 <= in_s7_line18 and (not ((in_s7_line18 and n59) or (n105 and n60)));
  channels_enable <= n112 and value_kept;
  n128 <= resize(channel, 32);
  n129 <= firstCurrent + n128;  -- Neurons/ReluNeuron.cs:23
  n131 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/ReluNeuron.cs:25
  n133 <= in_s8_line22 and n131;
  shift_enable <= (in_s8_line22 and (not ((in_s8_line22 and n59) or (n133 and n60)))) and n131;
  n152 <= '1' when signed(response) < signed(unsigned'(x"00000000")) else '0';  -- Core/Neuron.cs:38
  rectified <= x"00000000" when n152 = '1' else response;  -- Core/Neuron.cs:38
  n160 <= halves_kept + x"00000001";  -- Core/Neuron.cs:40
  rounded <= rectified_kept when value_kept_2 = '1' else unsigned(resize(signed(n160(31 downto 1)), 32));  -- Core/Neuron.cs:40
  relu <= maximum_s when signed(maximum_s) < signed(rounded) else rounded;  -- Core/Neuron.cs:41
  value_kept_5_next <= t + 31x"00000001";  -- Neurons/ReluNeuron.cs:25
  rectified_kept_enable <= in_s9_line27 and (not (in_s9_line27 and n59));
  n180 <= in_s11_line27 and (not (in_s11_line27 and n60));
  n184 <= channel + 31x"00000001";  -- Neurons/ReluNeuron.cs:20
  n185 <= resize(n184, 32);
  n186 <= '1' when signed(n185) < signed(channels) else '0';  -- Neurons/ReluNeuron.cs:20
  n188 <= in_s12_line20 and n186;
  n191 <= in_s12_line20 and (not (n188 and n60));
  n192 <= n191 and n186;
  n196 <= in_s1_line13 or in_s2_line13;
  n198 <= in_s3_line14 or in_s4_line15;
  n200 <= in_s5_line16 or in_s6_line17;
  n204 <= in_s10_line27 or in_s11_line27;
  n208 <= n200 or (in_s7_line18 or in_s9_line27);
  n216 <= in_s12_line20 or (in_s8_line22 or (n208 or (n204 or (n196 or n198))));
  n222 <= n198 or n200;
  n224 <= n222 or ((in_s7_line18 or in_s8_line22) or (in_s9_line27 or in_s2_line13));
  n233 <= ((in_s11_line27 or (in_s1_line13 or in_s10_line27)) or (n66 or n74)) or ((n82 or n90) or (n98 or (n105 and (not in_s7_line18))));
  n236 <= in_s2_line13 or n198;
  n239 <= (n236 or (n200 or (n105 and in_s7_line18))) or (n133 and in_s8_line22);
  mem_req_valid_value <= (((n133 and (not in_s8_line22)) or n233) or n188) or (n239 and n10);
  state_enable <= (n216 or n41) and (not ((n224 and n59) or (mem_req_valid_value and n60)));
  n255 <= value_kept_3 when state(0) = '1' else key;
  n258 <= cell_kept_4 when state(0) = '1' else x"00000005";
  n260 <=
    n258 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n261 <= x"00000002" when state(0) = '1' else x"00000001";
  n266 <=
    n129 when n133 = '1' else
    n255 when state(3) = '1' else
    n260 when state(2) = '1' else
    n261 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n266 when (n133 or (n222 or (n204 or (n105 or n196)))) = '1' else n185 + shiftCell;
  n274 <= ((in_s7_line18 and (not n105)) or (in_s9_line27 or n66)) or ((n74 or n82) or (n90 or n98));
  n278 <= (n236 or (n200 or (in_s7_line18 and n105))) or (in_s8_line22 and n133);
  n281 <= ((n274 or (in_s8_line22 and (not n133))) or (n278 and mem_req_ready)) and n10;
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  channel_enable <= n192 or channels_enable;
  current_enable <= n180 or shift_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not n281);
        done_flag <= (n112 and (not value_kept)) or ((n38 and (not n41)) or (n191 and (not n186)));
        if state_enable = '1' then
          if n216 = '1' then
            if in_s12_line20 = '1' then
              if n186 = '1' then
                state <= s8_line22;
              else
                state <= idle;
              end if;
            elsif in_s8_line22 = '1' then
              if n131 = '1' then
                state <= s9_line27;
              else
                state <= s12_line20;
              end if;
            elsif n208 = '1' then
              if n200 = '1' then
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
            elsif n204 = '1' then
              if in_s10_line27 = '1' then
                if value_kept_6 = '1' then
                  state <= s11_line27;
                else
                  state <= s12_line20;
                end if;
              else
                state <= s9_line27;
              end if;
            elsif n196 = '1' then
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
      if (rectified_kept_enable = '1') and (n152 = '1') then
        rectified_kept <= x"00000000";
      elsif rectified_kept_enable = '1' then
        rectified_kept <= response;
      end if;
      if (channel_enable = '1') and not (n192 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n184;
      end if;
      if (current_enable = '1') and not (n180 = '1') then
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
      if rectified_kept_enable = '1' then
        halves_kept <= unsigned(shift_right(signed(rectified), to_integer(((shift(4 downto 0) + "11111") and "11111"))));
        value_kept_2 <= '1' when shift = x"00000000" else '0';
        value_kept_3 <= current + channels;
        value_kept_4 <= key + channels;
        value_kept_5 <= value_kept_5_next;
        value_kept_6 <= '1' when signed(resize(value_kept_5_next, 32)) < signed(timesteps) else '0';
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
        if n180 = '1' then
          current <= value_kept_3;
          key <= value_kept_4;
        else
          current <= n129;
          key <= n128 + firstKey;
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
