// Block RAM of the 7 series for simulation, written from UG473 (7 Series FPGAs Memory Resources) and UG953 (RAMB18E1, RAMB36E1): what Yosys's memory
// mapping uses of it. Yosys's own cells_sim.v has these two modules with their ports only.
//
// Modelled: all widths, true and simple dual port, byte enables, the three write modes, enable and synchronous reset of the output latches, initial
// contents, the cascade of two RAMB36E1 to 64 K x 1. What a real block leaves undefined is X here: a read of bits that the other port writes in
// the same cycle, unless that port is READ_FIRST, and bits that both ports write. Refused, since no kernel needs them: output registers, ECC,
// inverted pins, ports with two clocks, writes with an unknown enable or address.

// Both ports beside one array of bytes with parity. A word of w >= 9 bits is w / 9 bytes; a narrower one lies within a byte and has no parity.
module accel_block_ram #(
    parameter ADDRESS_BITS = 15,  // of a bit without parity
    parameter LANES = 8,  // bytes of the widest port
    parameter [(1 << ADDRESS_BITS) - 1:0] INIT = 0,
    parameter [(1 << ADDRESS_BITS) / 8 - 1:0] INITP = 0,
    parameter integer READ_WIDTH_A = 0, READ_WIDTH_B = 0, WRITE_WIDTH_A = 0, WRITE_WIDTH_B = 0,
    parameter MODE_A = "WRITE_FIRST", MODE_B = "WRITE_FIRST",
    parameter [9 * LANES - 1:0] START_A = 0, START_B = 0, RESET_A = 0, RESET_B = 0
) (
    input clk_a, clk_b, enable_a, enable_b, reset_a, reset_b,
    input [ADDRESS_BITS - 1:0] address_a, address_b,
    input [LANES - 1:0] write_a, write_b,
    input [9 * LANES - 1:0] data_a, data_b,  // {parity, byte} for each lane
    output reg [9 * LANES - 1:0] out_a, out_b
);
  localparam BYTES = (1 << ADDRESS_BITS) / 8;
  localparam USES_A = READ_WIDTH_A != 0 || WRITE_WIDTH_A != 0;
  localparam USES_B = READ_WIDTH_B != 0 || WRITE_WIDTH_B != 0;

  reg [8:0] cells[0:BYTES - 1];

  function integer bytes_of(input integer width);
    bytes_of = width < 9 ? 1 : width / 9;
  endfunction

  function integer first_byte(input integer width, input [ADDRESS_BITS - 1:0] address);
    first_byte = address / 8 / bytes_of(width) * bytes_of(width);
  endfunction

  // The bits of a byte that belong to the word.
  function [8:0] bits_of(input integer width, input [ADDRESS_BITS - 1:0] address);
    bits_of = width >= 9 ? 9'h1ff : ((1 << width) - 1) << (address % 8 / width * width);
  endfunction

  // The bits of byte `at` that a port writes.
  function [8:0] written(input integer width, input [ADDRESS_BITS - 1:0] address, input [LANES - 1:0] lanes, input integer at);
    integer lane;
    begin
      lane = width == 0 ? -1 : at - first_byte(width, address);
      written = lane >= 0 && lane < bytes_of(width) && lanes[lane] ? bits_of(width, address) : 9'h000;
    end
  endfunction

  // `a` where the mask is 1, else `b`, bit by bit: X in the one that is not chosen does not matter.
  function [8:0] merge(input [8:0] mask, input [8:0] a, input [8:0] b);
    integer i;
    for (i = 0; i < 9; i = i + 1) merge[i] = mask[i] ? a[i] : b[i];
  endfunction

  // What a port reads of a byte: its content before and after the writes of this cycle, its own writes and those of the other port.
  function [8:0] seen(input [8:0] old, input [8:0] now, input [8:0] own, input [8:0] other, input writes_first, input other_reads_first);
    begin
      seen = writes_first ? merge(own, now, old) : old;
      seen = other_reads_first ? seen : merge(other, 9'hx, seen);
    end
  endfunction

  wire clk = USES_A ? clk_a : clk_b;
  wire [LANES - 1:0] lanes_a = WRITE_WIDTH_A == 0 ? 0 : write_a & {LANES{enable_a}};
  wire [LANES - 1:0] lanes_b = WRITE_WIDTH_B == 0 ? 0 : write_b & {LANES{enable_b}};
  reg [9 * LANES - 1:0] before_a, before_b;
  reg [8:0] cell_a, cell_b;
  reg [255:0] row;
  reg [31:0] row_parity;
  integer i, first;

  initial begin
    for (i = 0; i < BYTES; i = i + 1) begin
      // Row by row, as a slice of the whole constant costs its whole length.
      if (i % 32 == 0) row = INIT[8 * i +: 256];
      if (i % 32 == 0) row_parity = INITP[i +: 32];
      cells[i] = {row_parity[i % 32], row[8 * (i % 32) +: 8]};
    end
    out_a = START_A;
    out_b = START_B;
  end

  always @(posedge clk) begin
    if (USES_A && USES_B && clk_a !== clk_b) begin
      $display("ERROR %m: the ports have two clocks");
      $finish;
    end
    if (^lanes_a === 1'bx || ^lanes_b === 1'bx || (lanes_a != 0 && ^address_a === 1'bx) || (lanes_b != 0 && ^address_b === 1'bx)) begin
      $display("ERROR %m: a write with an unknown enable or address");
      $finish;
    end
    for (i = 0; i < bytes_of(READ_WIDTH_A); i = i + 1) before_a[9 * i +: 9] = cells[first_byte(READ_WIDTH_A, address_a) + i];
    for (i = 0; i < bytes_of(READ_WIDTH_B); i = i + 1) before_b[9 * i +: 9] = cells[first_byte(READ_WIDTH_B, address_b) + i];
    if (lanes_a != 0) begin
      first = first_byte(WRITE_WIDTH_A, address_a);
      for (i = 0; i < bytes_of(WRITE_WIDTH_A); i = i + 1)
        cells[first + i] = merge(written(WRITE_WIDTH_A, address_a, lanes_a, first + i),
            WRITE_WIDTH_A >= 9 ? data_a[9 * i +: 9] : data_a[8:0] << (address_a % 8 / WRITE_WIDTH_A * WRITE_WIDTH_A), cells[first + i]);
    end
    if (lanes_b != 0) begin
      first = first_byte(WRITE_WIDTH_B, address_b);
      for (i = 0; i < bytes_of(WRITE_WIDTH_B); i = i + 1) begin
        cells[first + i] = merge(written(WRITE_WIDTH_B, address_b, lanes_b, first + i),
            WRITE_WIDTH_B >= 9 ? data_b[9 * i +: 9] : data_b[8:0] << (address_b % 8 / WRITE_WIDTH_B * WRITE_WIDTH_B), cells[first + i]);
        cells[first + i] = merge(written(WRITE_WIDTH_A, address_a, lanes_a, first + i) & written(WRITE_WIDTH_B, address_b, lanes_b, first + i),
            9'hx, cells[first + i]);
      end
    end
    if (READ_WIDTH_A != 0 && enable_a !== 1'b0) begin
      if (reset_a === 1'b1) out_a <= RESET_A;
      else if (MODE_A != "NO_CHANGE" || lanes_a == 0)
        for (i = 0; i < bytes_of(READ_WIDTH_A); i = i + 1) begin
          first = first_byte(READ_WIDTH_A, address_a) + i;
          cell_a = seen(before_a[9 * i +: 9], cells[first], written(WRITE_WIDTH_A, address_a, lanes_a, first),
              written(WRITE_WIDTH_B, address_b, lanes_b, first), MODE_A == "WRITE_FIRST", MODE_B == "READ_FIRST");
          out_a[9 * i +: 9] <= READ_WIDTH_A >= 9 ? cell_a : cell_a >> (address_a % 8 / READ_WIDTH_A * READ_WIDTH_A);
        end
    end
    if (READ_WIDTH_B != 0 && enable_b !== 1'b0) begin
      if (reset_b === 1'b1) out_b <= RESET_B;
      else if (MODE_B != "NO_CHANGE" || lanes_b == 0)
        for (i = 0; i < bytes_of(READ_WIDTH_B); i = i + 1) begin
          first = first_byte(READ_WIDTH_B, address_b) + i;
          cell_b = seen(before_b[9 * i +: 9], cells[first], written(WRITE_WIDTH_B, address_b, lanes_b, first),
              written(WRITE_WIDTH_A, address_a, lanes_a, first), MODE_B == "WRITE_FIRST", MODE_A == "READ_FIRST");
          out_b[9 * i +: 9] <= READ_WIDTH_B >= 9 ? cell_b : cell_b >> (address_b % 8 / READ_WIDTH_B * READ_WIDTH_B);
        end
    end
  end
endmodule

// 18 Kbit. Simple dual port, a port is up to 36 bits wide: A reads on both output buses, B writes from both input buses.
module RAMB18E1 (
    input CLKARDCLK, CLKBWRCLK, ENARDEN, ENBWREN, REGCEAREGCE, REGCEB, RSTRAMARSTRAM, RSTRAMB, RSTREGARSTREG, RSTREGB,
    input [13:0] ADDRARDADDR, ADDRBWRADDR,
    input [15:0] DIADI, DIBDI,
    input [1:0] DIPADIP, DIPBDIP,
    input [1:0] WEA,
    input [3:0] WEBWE,
    output [15:0] DOADO, DOBDO,
    output [1:0] DOPADOP, DOPBDOP
);
  parameter [255:0] INIT_00 = 0, INIT_01 = 0, INIT_02 = 0, INIT_03 = 0;
  parameter [255:0] INIT_04 = 0, INIT_05 = 0, INIT_06 = 0, INIT_07 = 0;
  parameter [255:0] INIT_08 = 0, INIT_09 = 0, INIT_0A = 0, INIT_0B = 0;
  parameter [255:0] INIT_0C = 0, INIT_0D = 0, INIT_0E = 0, INIT_0F = 0;
  parameter [255:0] INIT_10 = 0, INIT_11 = 0, INIT_12 = 0, INIT_13 = 0;
  parameter [255:0] INIT_14 = 0, INIT_15 = 0, INIT_16 = 0, INIT_17 = 0;
  parameter [255:0] INIT_18 = 0, INIT_19 = 0, INIT_1A = 0, INIT_1B = 0;
  parameter [255:0] INIT_1C = 0, INIT_1D = 0, INIT_1E = 0, INIT_1F = 0;
  parameter [255:0] INIT_20 = 0, INIT_21 = 0, INIT_22 = 0, INIT_23 = 0;
  parameter [255:0] INIT_24 = 0, INIT_25 = 0, INIT_26 = 0, INIT_27 = 0;
  parameter [255:0] INIT_28 = 0, INIT_29 = 0, INIT_2A = 0, INIT_2B = 0;
  parameter [255:0] INIT_2C = 0, INIT_2D = 0, INIT_2E = 0, INIT_2F = 0;
  parameter [255:0] INIT_30 = 0, INIT_31 = 0, INIT_32 = 0, INIT_33 = 0;
  parameter [255:0] INIT_34 = 0, INIT_35 = 0, INIT_36 = 0, INIT_37 = 0;
  parameter [255:0] INIT_38 = 0, INIT_39 = 0, INIT_3A = 0, INIT_3B = 0;
  parameter [255:0] INIT_3C = 0, INIT_3D = 0, INIT_3E = 0, INIT_3F = 0;
  parameter [255:0] INITP_00 = 0, INITP_01 = 0, INITP_02 = 0, INITP_03 = 0;
  parameter [255:0] INITP_04 = 0, INITP_05 = 0, INITP_06 = 0, INITP_07 = 0;
  parameter [17:0] INIT_A = 0, INIT_B = 0, SRVAL_A = 0, SRVAL_B = 0;
  parameter integer READ_WIDTH_A = 0, READ_WIDTH_B = 0, WRITE_WIDTH_A = 0, WRITE_WIDTH_B = 0, DOA_REG = 0, DOB_REG = 0;
  parameter RAM_MODE = "TDP", WRITE_MODE_A = "WRITE_FIRST", WRITE_MODE_B = "WRITE_FIRST";
  parameter INIT_FILE = "NONE", SIM_DEVICE = "7SERIES", SIM_COLLISION_CHECK = "ALL", RDADDR_COLLISION_HWCONFIG = "DELAYED_WRITE";
  parameter RSTREG_PRIORITY_A = "RSTREG", RSTREG_PRIORITY_B = "RSTREG";
  parameter IS_CLKARDCLK_INVERTED = 0, IS_CLKBWRCLK_INVERTED = 0, IS_ENARDEN_INVERTED = 0, IS_ENBWREN_INVERTED = 0;
  parameter IS_RSTRAMARSTRAM_INVERTED = 0, IS_RSTRAMB_INVERTED = 0, IS_RSTREGARSTREG_INVERTED = 0, IS_RSTREGB_INVERTED = 0;

  localparam IS_WIDE_READ = RAM_MODE == "SDP" && READ_WIDTH_A == 36;
  localparam IS_WIDE_WRITE = RAM_MODE == "SDP" && WRITE_WIDTH_B == 36;

  initial
    if (DOA_REG != 0 || DOB_REG != 0 || INIT_FILE != "NONE" || IS_CLKARDCLK_INVERTED || IS_CLKBWRCLK_INVERTED || IS_ENARDEN_INVERTED
        || IS_ENBWREN_INVERTED || IS_RSTRAMARSTRAM_INVERTED || IS_RSTRAMB_INVERTED) begin
      $display("ERROR %m: a parameter that the model does not have");
      $finish;
    end

  // The parity bits lie above all data bits in the primitive's buses and values, and beside their bytes in the array.
  function [35:0] paired(input [3:0] parity, input [31:0] data);
    integer i;
    for (i = 0; i < 4; i = i + 1) paired[9 * i +: 9] = {parity[i], data[8 * i +: 8]};
  endfunction

  function [35:0] value(input integer width, input is_wide, input [17:0] low, input [17:0] high);
    value = is_wide ? paired({high[17:16], low[17:16]}, {high[15:0], low[15:0]})
        : width < 9 ? low : paired(low >> (width / 9 * 8), low & ((64'd1 << (width / 9 * 8)) - 1));
  endfunction

  wire [35:0] out_a, out_b;
  wire [35:0] data_b = IS_WIDE_WRITE ? paired({DIPBDIP, DIPADIP}, {DIBDI, DIADI}) : paired(DIPBDIP, DIBDI);
  assign DOADO = {out_a[16:9], out_a[7:0]};
  assign DOBDO = IS_WIDE_READ ? {out_a[34:27], out_a[25:18]} : {out_b[16:9], out_b[7:0]};
  assign DOPADOP = {out_a[17], out_a[8]};
  assign DOPBDOP = IS_WIDE_READ ? {out_a[35], out_a[26]} : {out_b[17], out_b[8]};

  accel_block_ram #(
      .ADDRESS_BITS(14), .LANES(4),
      .INIT({
        INIT_3F, INIT_3E, INIT_3D, INIT_3C, INIT_3B, INIT_3A, INIT_39, INIT_38,
        INIT_37, INIT_36, INIT_35, INIT_34, INIT_33, INIT_32, INIT_31, INIT_30,
        INIT_2F, INIT_2E, INIT_2D, INIT_2C, INIT_2B, INIT_2A, INIT_29, INIT_28,
        INIT_27, INIT_26, INIT_25, INIT_24, INIT_23, INIT_22, INIT_21, INIT_20,
        INIT_1F, INIT_1E, INIT_1D, INIT_1C, INIT_1B, INIT_1A, INIT_19, INIT_18,
        INIT_17, INIT_16, INIT_15, INIT_14, INIT_13, INIT_12, INIT_11, INIT_10,
        INIT_0F, INIT_0E, INIT_0D, INIT_0C, INIT_0B, INIT_0A, INIT_09, INIT_08,
        INIT_07, INIT_06, INIT_05, INIT_04, INIT_03, INIT_02, INIT_01, INIT_00}),
      .INITP({
        INITP_07, INITP_06, INITP_05, INITP_04, INITP_03, INITP_02, INITP_01, INITP_00}),
      .READ_WIDTH_A(READ_WIDTH_A), .READ_WIDTH_B(READ_WIDTH_B), .WRITE_WIDTH_A(WRITE_WIDTH_A), .WRITE_WIDTH_B(WRITE_WIDTH_B),
      .MODE_A(WRITE_MODE_A), .MODE_B(WRITE_MODE_B),
      .START_A(value(READ_WIDTH_A, IS_WIDE_READ, INIT_A, INIT_B)), .START_B(value(READ_WIDTH_B, 1'b0, INIT_B, 0)),
      .RESET_A(value(READ_WIDTH_A, IS_WIDE_READ, SRVAL_A, SRVAL_B)), .RESET_B(value(READ_WIDTH_B, 1'b0, SRVAL_B, 0))
  ) ram (
      .clk_a(CLKARDCLK), .clk_b(CLKBWRCLK), .enable_a(ENARDEN), .enable_b(ENBWREN), .reset_a(RSTRAMARSTRAM), .reset_b(RSTRAMB),
      .address_a(ADDRARDADDR[13:0]), .address_b(ADDRBWRADDR[13:0]), .write_a({2'b0, WEA}), .write_b(WEBWE),
      .data_a(paired(DIPADIP, DIADI)), .data_b(data_b), .out_a(out_a), .out_b(out_b)
  );
endmodule

// 36 Kbit. Simple dual port, a port is up to 72 bits wide: A reads on both output buses, B writes from both input buses.
module RAMB36E1 (
    input CLKARDCLK, CLKBWRCLK, ENARDEN, ENBWREN, REGCEAREGCE, REGCEB, RSTRAMARSTRAM, RSTRAMB, RSTREGARSTREG, RSTREGB,
    input CASCADEINA, CASCADEINB,
    output CASCADEOUTA, CASCADEOUTB,
    input INJECTDBITERR, INJECTSBITERR,
    output DBITERR, SBITERR,
    output [7:0] ECCPARITY,
    output [8:0] RDADDRECC,
    input [15:0] ADDRARDADDR, ADDRBWRADDR,
    input [31:0] DIADI, DIBDI,
    input [3:0] DIPADIP, DIPBDIP,
    input [3:0] WEA,
    input [7:0] WEBWE,
    output [31:0] DOADO, DOBDO,
    output [3:0] DOPADOP, DOPBDOP
);
  parameter [255:0] INIT_00 = 0, INIT_01 = 0, INIT_02 = 0, INIT_03 = 0;
  parameter [255:0] INIT_04 = 0, INIT_05 = 0, INIT_06 = 0, INIT_07 = 0;
  parameter [255:0] INIT_08 = 0, INIT_09 = 0, INIT_0A = 0, INIT_0B = 0;
  parameter [255:0] INIT_0C = 0, INIT_0D = 0, INIT_0E = 0, INIT_0F = 0;
  parameter [255:0] INIT_10 = 0, INIT_11 = 0, INIT_12 = 0, INIT_13 = 0;
  parameter [255:0] INIT_14 = 0, INIT_15 = 0, INIT_16 = 0, INIT_17 = 0;
  parameter [255:0] INIT_18 = 0, INIT_19 = 0, INIT_1A = 0, INIT_1B = 0;
  parameter [255:0] INIT_1C = 0, INIT_1D = 0, INIT_1E = 0, INIT_1F = 0;
  parameter [255:0] INIT_20 = 0, INIT_21 = 0, INIT_22 = 0, INIT_23 = 0;
  parameter [255:0] INIT_24 = 0, INIT_25 = 0, INIT_26 = 0, INIT_27 = 0;
  parameter [255:0] INIT_28 = 0, INIT_29 = 0, INIT_2A = 0, INIT_2B = 0;
  parameter [255:0] INIT_2C = 0, INIT_2D = 0, INIT_2E = 0, INIT_2F = 0;
  parameter [255:0] INIT_30 = 0, INIT_31 = 0, INIT_32 = 0, INIT_33 = 0;
  parameter [255:0] INIT_34 = 0, INIT_35 = 0, INIT_36 = 0, INIT_37 = 0;
  parameter [255:0] INIT_38 = 0, INIT_39 = 0, INIT_3A = 0, INIT_3B = 0;
  parameter [255:0] INIT_3C = 0, INIT_3D = 0, INIT_3E = 0, INIT_3F = 0;
  parameter [255:0] INIT_40 = 0, INIT_41 = 0, INIT_42 = 0, INIT_43 = 0;
  parameter [255:0] INIT_44 = 0, INIT_45 = 0, INIT_46 = 0, INIT_47 = 0;
  parameter [255:0] INIT_48 = 0, INIT_49 = 0, INIT_4A = 0, INIT_4B = 0;
  parameter [255:0] INIT_4C = 0, INIT_4D = 0, INIT_4E = 0, INIT_4F = 0;
  parameter [255:0] INIT_50 = 0, INIT_51 = 0, INIT_52 = 0, INIT_53 = 0;
  parameter [255:0] INIT_54 = 0, INIT_55 = 0, INIT_56 = 0, INIT_57 = 0;
  parameter [255:0] INIT_58 = 0, INIT_59 = 0, INIT_5A = 0, INIT_5B = 0;
  parameter [255:0] INIT_5C = 0, INIT_5D = 0, INIT_5E = 0, INIT_5F = 0;
  parameter [255:0] INIT_60 = 0, INIT_61 = 0, INIT_62 = 0, INIT_63 = 0;
  parameter [255:0] INIT_64 = 0, INIT_65 = 0, INIT_66 = 0, INIT_67 = 0;
  parameter [255:0] INIT_68 = 0, INIT_69 = 0, INIT_6A = 0, INIT_6B = 0;
  parameter [255:0] INIT_6C = 0, INIT_6D = 0, INIT_6E = 0, INIT_6F = 0;
  parameter [255:0] INIT_70 = 0, INIT_71 = 0, INIT_72 = 0, INIT_73 = 0;
  parameter [255:0] INIT_74 = 0, INIT_75 = 0, INIT_76 = 0, INIT_77 = 0;
  parameter [255:0] INIT_78 = 0, INIT_79 = 0, INIT_7A = 0, INIT_7B = 0;
  parameter [255:0] INIT_7C = 0, INIT_7D = 0, INIT_7E = 0, INIT_7F = 0;
  parameter [255:0] INITP_00 = 0, INITP_01 = 0, INITP_02 = 0, INITP_03 = 0;
  parameter [255:0] INITP_04 = 0, INITP_05 = 0, INITP_06 = 0, INITP_07 = 0;
  parameter [255:0] INITP_08 = 0, INITP_09 = 0, INITP_0A = 0, INITP_0B = 0;
  parameter [255:0] INITP_0C = 0, INITP_0D = 0, INITP_0E = 0, INITP_0F = 0;
  parameter [35:0] INIT_A = 0, INIT_B = 0, SRVAL_A = 0, SRVAL_B = 0;
  parameter integer READ_WIDTH_A = 0, READ_WIDTH_B = 0, WRITE_WIDTH_A = 0, WRITE_WIDTH_B = 0, DOA_REG = 0, DOB_REG = 0;
  parameter RAM_MODE = "TDP", WRITE_MODE_A = "WRITE_FIRST", WRITE_MODE_B = "WRITE_FIRST";
  parameter INIT_FILE = "NONE", SIM_DEVICE = "7SERIES", SIM_COLLISION_CHECK = "ALL", RDADDR_COLLISION_HWCONFIG = "DELAYED_WRITE";
  parameter RSTREG_PRIORITY_A = "RSTREG", RSTREG_PRIORITY_B = "RSTREG";
  parameter IS_CLKARDCLK_INVERTED = 0, IS_CLKBWRCLK_INVERTED = 0, IS_ENARDEN_INVERTED = 0, IS_ENBWREN_INVERTED = 0;
  parameter IS_RSTRAMARSTRAM_INVERTED = 0, IS_RSTRAMB_INVERTED = 0, IS_RSTREGARSTREG_INVERTED = 0, IS_RSTREGB_INVERTED = 0;
  parameter RAM_EXTENSION_A = "NONE", RAM_EXTENSION_B = "NONE", EN_ECC_READ = "FALSE", EN_ECC_WRITE = "FALSE";

  localparam IS_WIDE_READ = RAM_MODE == "SDP" && READ_WIDTH_A == 72;
  localparam IS_WIDE_WRITE = RAM_MODE == "SDP" && WRITE_WIDTH_B == 72;

  initial
    if (DOA_REG != 0 || DOB_REG != 0 || INIT_FILE != "NONE" || EN_ECC_READ != "FALSE" || EN_ECC_WRITE != "FALSE" || IS_CLKARDCLK_INVERTED || IS_CLKBWRCLK_INVERTED || IS_ENARDEN_INVERTED
        || IS_ENBWREN_INVERTED || IS_RSTRAMARSTRAM_INVERTED || IS_RSTRAMB_INVERTED) begin
      $display("ERROR %m: a parameter that the model does not have");
      $finish;
    end

  // The parity bits lie above all data bits in the primitive's buses and values, and beside their bytes in the array.
  function [71:0] paired(input [7:0] parity, input [63:0] data);
    integer i;
    for (i = 0; i < 8; i = i + 1) paired[9 * i +: 9] = {parity[i], data[8 * i +: 8]};
  endfunction

  function [71:0] value(input integer width, input is_wide, input [35:0] low, input [35:0] high);
    value = is_wide ? paired({high[35:32], low[35:32]}, {high[31:0], low[31:0]})
        : width < 9 ? low : paired(low >> (width / 9 * 8), low & ((64'd1 << (width / 9 * 8)) - 1));
  endfunction

  wire [71:0] out_a, out_b;
  wire [71:0] data_b = IS_WIDE_WRITE ? paired({DIPBDIP, DIPADIP}, {DIBDI, DIADI}) : paired(DIPBDIP, DIBDI);

  // Of a cascade, the address's top bit says which of the two blocks is meant; the upper one hands on what the lower one has read.
  wire is_on_a = RAM_EXTENSION_A == "NONE" || ADDRARDADDR[15] == (RAM_EXTENSION_A == "UPPER");
  wire is_on_b = RAM_EXTENSION_B == "NONE" || ADDRBWRADDR[15] == (RAM_EXTENSION_B == "UPPER");
  reg reads_a = 0, reads_b = 0;
  always @(posedge CLKARDCLK) if (ENARDEN) reads_a <= ADDRARDADDR[15];
  always @(posedge CLKBWRCLK) if (ENBWREN) reads_b <= ADDRBWRADDR[15];
  wire takes_a = RAM_EXTENSION_A == "UPPER" && !reads_a;
  wire takes_b = RAM_EXTENSION_B == "UPPER" && !reads_b;
  assign CASCADEOUTA = out_a[0];
  assign CASCADEOUTB = out_b[0];
  assign DOADO = takes_a ? CASCADEINA : {out_a[34:27], out_a[25:18], out_a[16:9], out_a[7:0]};
  assign DOBDO = IS_WIDE_READ ? {out_a[70:63], out_a[61:54], out_a[52:45], out_a[43:36]} : takes_b ? CASCADEINB : {out_b[34:27], out_b[25:18], out_b[16:9], out_b[7:0]};
  assign DOPADOP = {out_a[35], out_a[26], out_a[17], out_a[8]};
  assign DOPBDOP = IS_WIDE_READ ? {out_a[71], out_a[62], out_a[53], out_a[44]} : {out_b[35], out_b[26], out_b[17], out_b[8]};

  accel_block_ram #(
      .ADDRESS_BITS(15), .LANES(8),
      .INIT({
        INIT_7F, INIT_7E, INIT_7D, INIT_7C, INIT_7B, INIT_7A, INIT_79, INIT_78,
        INIT_77, INIT_76, INIT_75, INIT_74, INIT_73, INIT_72, INIT_71, INIT_70,
        INIT_6F, INIT_6E, INIT_6D, INIT_6C, INIT_6B, INIT_6A, INIT_69, INIT_68,
        INIT_67, INIT_66, INIT_65, INIT_64, INIT_63, INIT_62, INIT_61, INIT_60,
        INIT_5F, INIT_5E, INIT_5D, INIT_5C, INIT_5B, INIT_5A, INIT_59, INIT_58,
        INIT_57, INIT_56, INIT_55, INIT_54, INIT_53, INIT_52, INIT_51, INIT_50,
        INIT_4F, INIT_4E, INIT_4D, INIT_4C, INIT_4B, INIT_4A, INIT_49, INIT_48,
        INIT_47, INIT_46, INIT_45, INIT_44, INIT_43, INIT_42, INIT_41, INIT_40,
        INIT_3F, INIT_3E, INIT_3D, INIT_3C, INIT_3B, INIT_3A, INIT_39, INIT_38,
        INIT_37, INIT_36, INIT_35, INIT_34, INIT_33, INIT_32, INIT_31, INIT_30,
        INIT_2F, INIT_2E, INIT_2D, INIT_2C, INIT_2B, INIT_2A, INIT_29, INIT_28,
        INIT_27, INIT_26, INIT_25, INIT_24, INIT_23, INIT_22, INIT_21, INIT_20,
        INIT_1F, INIT_1E, INIT_1D, INIT_1C, INIT_1B, INIT_1A, INIT_19, INIT_18,
        INIT_17, INIT_16, INIT_15, INIT_14, INIT_13, INIT_12, INIT_11, INIT_10,
        INIT_0F, INIT_0E, INIT_0D, INIT_0C, INIT_0B, INIT_0A, INIT_09, INIT_08,
        INIT_07, INIT_06, INIT_05, INIT_04, INIT_03, INIT_02, INIT_01, INIT_00}),
      .INITP({
        INITP_0F, INITP_0E, INITP_0D, INITP_0C, INITP_0B, INITP_0A, INITP_09, INITP_08,
        INITP_07, INITP_06, INITP_05, INITP_04, INITP_03, INITP_02, INITP_01, INITP_00}),
      .READ_WIDTH_A(READ_WIDTH_A), .READ_WIDTH_B(READ_WIDTH_B), .WRITE_WIDTH_A(WRITE_WIDTH_A), .WRITE_WIDTH_B(WRITE_WIDTH_B),
      .MODE_A(WRITE_MODE_A), .MODE_B(WRITE_MODE_B),
      .START_A(value(READ_WIDTH_A, IS_WIDE_READ, INIT_A, INIT_B)), .START_B(value(READ_WIDTH_B, 1'b0, INIT_B, 0)),
      .RESET_A(value(READ_WIDTH_A, IS_WIDE_READ, SRVAL_A, SRVAL_B)), .RESET_B(value(READ_WIDTH_B, 1'b0, SRVAL_B, 0))
  ) ram (
      .clk_a(CLKARDCLK), .clk_b(CLKBWRCLK), .enable_a(ENARDEN), .enable_b(ENBWREN), .reset_a(RSTRAMARSTRAM), .reset_b(RSTRAMB),
      .address_a(ADDRARDADDR[14:0]), .address_b(ADDRBWRADDR[14:0]), .write_a({4'b0, WEA & {4{is_on_a}}}), .write_b(WEBWE & {8{is_on_b}}),
      .data_a(paired(DIPADIP, DIADI)), .data_b(data_b), .out_a(out_a), .out_b(out_b)
  );
endmodule
