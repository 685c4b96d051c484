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
  signal halves_kept : unsigned(31 downto 0) := (others => '0');  -- Core/Neuron.cs:40
  signal value_kept_2 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:28
  signal value_kept_3 : unsigned(31 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:29
  signal value_kept_4 : unsigned(30 downto 0) := (others => '0');  -- Neurons/ReluNeuron.cs:25
  signal value_kept_5 : std_logic := '0';  -- Neurons/ReluNeuron.cs:25
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
  signal n57 : std_logic;
  signal n58 : std_logic;
  signal n64 : std_logic;
  signal cell_kept_enable : std_logic;
  signal n72 : std_logic;
  signal cell_kept_2_enable : std_logic;
  signal n80 : std_logic;
  signal cell_kept_3_enable : std_logic;
  signal n88 : std_logic;
  signal cell_kept_4_enable : std_logic;
  signal n96 : std_logic;
  signal cell_kept_5_enable : std_logic;
  signal n103 : std_logic;
  signal n110 : std_logic;
  signal channels_enable : std_logic;
  signal n126 : unsigned(31 downto 0);
  signal n127 : unsigned(31 downto 0);
  signal n129 : std_logic;
  signal n131 : std_logic;
  signal shift_enable : std_logic;
  signal rectified : unsigned(30 downto 0);
  signal n161 : unsigned(31 downto 0);
  signal relu : unsigned(31 downto 0);
  signal value_kept_4_next : unsigned(30 downto 0);
  signal n179 : std_logic;
  signal n183 : unsigned(30 downto 0);
  signal n184 : unsigned(31 downto 0);
  signal n185 : std_logic;
  signal n187 : std_logic;
  signal n190 : std_logic;
  signal n191 : std_logic;
  signal n195 : std_logic;
  signal n197 : std_logic;
  signal n199 : std_logic;
  signal n203 : std_logic;
  signal n207 : std_logic;
  signal n215 : std_logic;
  signal n221 : std_logic;
  signal n223 : std_logic;
  signal n232 : std_logic;
  signal n235 : std_logic;
  signal n238 : std_logic;
  signal mem_req_valid_value : std_logic;
  signal state_enable : std_logic;
  signal n254 : unsigned(31 downto 0);
  signal n257 : unsigned(31 downto 0);
  signal n259 : unsigned(31 downto 0);
  signal n260 : unsigned(31 downto 0);
  signal n265 : unsigned(31 downto 0);
  signal mem_req_address_value : unsigned(31 downto 0);
  signal n273 : std_logic;
  signal n277 : std_logic;
  signal n280 : std_logic;
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
  n57 <= not n10;
  n58 <= not mem_req_ready;
  n64 <= in_s2_line13 and (not in_s2_line13);
  cell_kept_enable <= in_s2_line13 and (not ((in_s2_line13 and n57) or (in_s2_line13 and n58)));
  n72 <= in_s3_line14 and (not in_s3_line14);
  cell_kept_2_enable <= in_s3_line14 and (not ((in_s3_line14 and n57) or (in_s3_line14 and n58)));
  n80 <= in_s4_line15 and (not in_s4_line15);
  cell_kept_3_enable <= in_s4_line15 and (not ((in_s4_line15 and n57) or (in_s4_line15 and n58)));
  n88 <= in_s5_line16 and (not in_s5_line16);
  cell_kept_4_enable <= in_s5_line16 and (not ((in_s5_line16 and n57) or (in_s5_line16 and n58)));
  n96 <= in_s6_line17 and (not in_s6_line17);
  cell_kept_5_enable <= in_s6_line17 and (not ((in_s6_line17 and n57) or (in_s6_line17 and n58)));
  n103 <= in_s7_line18 and value_kept;
  n110 <= in_s7_line18 and (not ((in_s7_line18 and n57) or (n103 and n58)));
  channels_enable <= n110 and value_kept;
  n126 <= resize(channel, 32);
  n127 <= firstCurrent + n126;  -- Neurons/ReluNeuron.cs:23
  n129 <= '1' when signed(unsigned'(x"00000000")) < signed(timesteps) else '0';  -- Neurons/ReluNeuron.cs:25
  n131 <= in_s8_line22 and n129;
  shift_enable <= (in_s8_line22 and (not ((in_s8_line22 and n57) or (n131 and n58)))) and n129;
  rectified <= 31x"00000000" when signed(response) < signed(unsigned'(x"00000000")) else response(30 downto 0);  -- Core/Neuron.cs:39
  n161 <= halves_kept + x"00000001";  -- Core/Neuron.cs:41
  relu <= maximum_s when unsigned'(maximum_s(30 downto 0) & '0') < halves_kept else resize(n161(31 downto 1), 32);  -- Core/Neuron.cs:41
  value_kept_4_next <= t + 31x"00000001";  -- Neurons/ReluNeuron.cs:25
  n179 <= in_s11_line27 and (not (in_s11_line27 and n58));
  n183 <= channel + 31x"00000001";  -- Neurons/ReluNeuron.cs:20
  n184 <= resize(n183, 32);
  n185 <= '1' when signed(n184) < signed(channels) else '0';  -- Neurons/ReluNeuron.cs:20
  n187 <= in_s12_line20 and n185;
  n190 <= in_s12_line20 and (not (n187 and n58));
  n191 <= n190 and n185;
  n195 <= in_s1_line13 or in_s2_line13;
  n197 <= in_s3_line14 or in_s4_line15;
  n199 <= in_s5_line16 or in_s6_line17;
  n203 <= in_s10_line27 or in_s11_line27;
  n207 <= n199 or (in_s7_line18 or in_s9_line27);
  n215 <= in_s12_line20 or (in_s8_line22 or (n207 or (n203 or (n195 or n197))));
  n221 <= n197 or n199;
  n223 <= n221 or ((in_s7_line18 or in_s8_line22) or (in_s9_line27 or in_s2_line13));
  n232 <= ((in_s11_line27 or (in_s1_line13 or in_s10_line27)) or (n64 or n72)) or ((n80 or n88) or (n96 or (n103 and (not in_s7_line18))));
  n235 <= in_s2_line13 or n197;
  n238 <= (n235 or (n199 or (n103 and in_s7_line18))) or (n131 and in_s8_line22);
  mem_req_valid_value <= (((n131 and (not in_s8_line22)) or n232) or n187) or (n238 and n10);
  state_enable <= (n215 or n41) and (not ((n223 and n57) or (mem_req_valid_value and n58)));
  n254 <= value_kept_2 when state(0) = '1' else key;
  n257 <= cell_kept_4 when state(0) = '1' else x"00000005";
  n259 <=
    n257 when state(1) = '1' else
    x"00000004" when state(0) = '1' else
    x"00000003";
  n260 <= x"00000002" when state(0) = '1' else x"00000001";
  n265 <=
    n127 when n131 = '1' else
    n254 when state(3) = '1' else
    n259 when state(2) = '1' else
    n260 when state(1) = '1' else
    x"00000000";
  mem_req_address_value <= n265 when (n131 or (n221 or (n203 or (n103 or n195)))) = '1' else n184 + shiftCell;
  n273 <= ((in_s7_line18 and (not n103)) or (in_s9_line27 or n64)) or ((n72 or n80) or (n88 or n96));
  n277 <= (n235 or (n199 or (in_s7_line18 and n103))) or (in_s8_line22 and n131);
  n280 <= ((n273 or (in_s8_line22 and (not n131))) or (n277 and mem_req_ready)) and n10;
  mem_rsp_ready_value <= not has_held_response;
  held_response_enable <= mem_rsp_ready_value and mem_rsp_valid;
  channel_enable <= n191 or channels_enable;
  current_enable <= n179 or shift_enable;

  control : process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        has_held_response <= '0';
        state <= idle;
        done_flag <= '0';
      else
        has_held_response <= (has_held_response or held_response_enable) and (not n280);
        done_flag <= (n110 and (not value_kept)) or ((n38 and (not n41)) or (n190 and (not n185)));
        if state_enable = '1' then
          if n215 = '1' then
            if in_s12_line20 = '1' then
              if n185 = '1' then
                state <= s8_line22;
              else
                state <= idle;
              end if;
            elsif in_s8_line22 = '1' then
              if n129 = '1' then
                state <= s9_line27;
              else
                state <= s12_line20;
              end if;
            elsif n207 = '1' then
              if n199 = '1' then
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
            elsif n203 = '1' then
              if in_s10_line27 = '1' then
                if value_kept_5 = '1' then
                  state <= s11_line27;
                else
                  state <= s12_line20;
                end if;
              else
                state <= s9_line27;
              end if;
            elsif n195 = '1' then
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
      if (channel_enable = '1') and not (n191 = '1') then
        channel <= 31x"00000000";
      elsif channel_enable = '1' then
        channel <= n183;
      end if;
      if (current_enable = '1') and not (n179 = '1') then
        t <= 31x"00000000";
      elsif current_enable = '1' then
        t <= value_kept_4;
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
      if (in_s9_line27 and (not (in_s9_line27 and n57))) = '1' then
        halves_kept <= shift_right(unsigned'(rectified & '0'), to_integer((shift(4 downto 0) and "11111")));
        value_kept_2 <= current + channels;
        value_kept_3 <= key + channels;
        value_kept_4 <= value_kept_4_next;
        value_kept_5 <= '1' when signed(resize(value_kept_4_next, 32)) < signed(timesteps) else '0';
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
        if n179 = '1' then
          current <= value_kept_2;
          key <= value_kept_3;
        else
          current <= n127;
          key <= n126 + firstKey;
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
