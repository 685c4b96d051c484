// Convolution3x3 as one would write it by hand: same ports, same memory layout. A cell of four pixels is shifted out while the next one is fetched; the
// window needs a sum per column and a sum per row; two rows wait in LUT RAM. Results come first at the port.
module Convolution3x3(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [31:0] mem_req_data,
  input mem_rsp_valid, output mem_rsp_ready, input [31:0] mem_rsp_data);

  reg run, header, promised, has_waiting, storing, shown, last_waiting, last, all_asked;
  reg [10:0] asked, cells, stored;
  reg [31:0] four, waiting, packing, packed_cell;
  reg [3:0] left;                               // pixels of the register, one bit each
  wire write = storing & ~shown;
  wire wants = run & ~promised & ~all_asked;
  assign mem_req_valid = wants | write;
  assign mem_req_write = write;
  assign mem_req_address = {20'd0, write, ~write & ~header, write ? stored[9:0] : asked[9:0]};
  assign mem_req_data = packed_cell;
  assign mem_rsp_ready = 1;
  assign busy = run;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  wire stored_now = write & taken;
  wire go;                                      // a pixel enters the window
  wire free = ~left[1] & (go | ~left[0]);
  wire loads = free & has_waiting;
  reg ending;                                   // the last cell has been packed
  wire [10:0] cells_now = header ? mem_rsp_data[10:0] : cells;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;      // a read that was shown stays
    if (rst) begin run <= 0; shown <= 0; end
    else if (start & ~run) begin
      run <= 1; header <= 1; asked <= 0; all_asked <= 0; promised <= 0; has_waiting <= 0; left <= 0; stored <= 0; shown <= 0;
    end
    else begin
      if (read_taken & ~header) asked <= asked + 1;
      promised <= (promised | read_taken) & ~(loads | (mem_rsp_valid & header));
      if (mem_rsp_valid) begin header <= 0; cells <= cells_now; all_asked <= asked == cells_now; end
      has_waiting <= (has_waiting & ~loads) | (mem_rsp_valid & ~header);
      if (loads) left <= 4'hf; else if (go) left <= left >> 1;
      if (stored_now) stored <= stored + 1;
      if (stored_now & ending) begin run <= 0; done <= 1; end
    end
    if (mem_rsp_valid) begin waiting <= mem_rsp_data; last_waiting <= asked == cells; end
    if (loads) begin four <= waiting; last <= last_waiting; end else if (go) four <= {8'd0, four[31:8]};
  end

  // Stage 1 reads the lines, stage 2 adds a column, stage 3 a window.
  reg [5:0] column;
  reg [1:0] row;
  (* ram_style = "distributed" *) reg [15:0] lines [0:63];
  wire [15:0] line = lines[column];
  wire blocked;
  assign go = left[0] & ~blocked;
  reg v1, v2, v3, whole1, whole2, last1, last2, last3;
  reg [7:0] above1, top1, pixel1, blurred3;
  reg [9:0] right, middle, oldest;
  wire [11:0] all = (oldest + right) + {middle, 1'b0};
  reg [1:0] at;
  wire packs = v3 & at == 3;
  assign blocked = packs & storing & ~stored_now;
  always @(posedge clk) begin
    if (~run) begin column <= 0; row <= 0; v1 <= 0; v2 <= 0; v3 <= 0; at <= 0; storing <= 0; ending <= 0; end
    else begin
      if (~blocked) begin
        v1 <= left[0]; whole1 <= row[1] & |column[5:1]; last1 <= last & ~left[1];
        v2 <= v1; whole2 <= v1 & whole1; last2 <= last1;
        v3 <= whole2; last3 <= last2;
        if (go) begin column <= column + 1; if (&column & ~row[1]) row <= row + 1; end
        if (v3) at <= at + 1;
        if (packs) ending <= last3;
      end
      storing <= (storing & ~stored_now) | packs;
    end
    if (~blocked) begin
      if (go) lines[column] <= {line[7:0], four[7:0]};
      top1 <= line[15:8]; above1 <= line[7:0]; pixel1 <= four[7:0];
      if (v1) begin right <= (top1 + pixel1) + {above1, 1'b0}; middle <= right; oldest <= middle; end
      blurred3 <= all[11:4];
      if (v3) packing <= {blurred3, packing[31:8]};
      if (packs) packed_cell <= {blurred3, packing[31:8]};
    end
  end
endmodule
