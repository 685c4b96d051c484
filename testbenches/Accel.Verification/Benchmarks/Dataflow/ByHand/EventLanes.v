// EventLanes as one would write it by hand: same ports, same memory layout. Four banks of block RAM with output registers, a tree of two levels, and an
// accumulator whose addend is chosen by the LUT in front of its carry chain. A bubble and a stall hold the accumulators by their enables.
module EventLanes(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [127:0] mem_req_data,
  output [3:0] mem_req_mask, input mem_rsp_valid, output mem_rsp_ready, input [127:0] mem_rsp_data);

  // Requests: the header, the weights, then steps, of which eight beats may wait; results come first.
  reg run, header, header_asked, weights, shown, writing;
  reg [13:0] to_ask, to_load;                   // beats of the phase
  reg [9:0] step_beats;
  reg [10:0] to_write;
  reg [13:0] address;
  reg [9:0] result;
  reg [3:0] promised;                           // beats of steps asked for and not yet begun
  reg [8:0] row;
  reg [3:0] column;
  wire write = writing & ~shown;
  wire wants = run & (header ? ~header_asked : to_ask != 0 & (weights | ~promised[3]));
  assign mem_req_valid = write | wants;
  assign mem_req_write = write;
  assign mem_req_address = {16'd0, write ? {4'd0, result} + 14'd513 : address, 2'b00};
  assign mem_req_mask = 4'hf;
  assign mem_rsp_ready = 1;
  assign busy = run;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  wire begins;                                  // a beat of steps leaves the queue
  wire finished = run & ~header & ~weights & to_ask == 0 & promised == 0 & to_write == 0;
  wire weights_end = weights & mem_rsp_valid & to_load == 1;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;
    if (rst) begin run <= 0; shown <= 0; weights <= 0; end
    else if (start & ~run) begin run <= 1; header <= 1; header_asked <= 0; shown <= 0; address <= 0; row <= 0; column <= 0; promised <= 0; to_ask <= 0; end
    else begin
      if (header & read_taken) header_asked <= 1;
      if (header & mem_rsp_valid) begin
        header <= 0; weights <= 1; address <= 14'd1537;
        to_ask <= {mem_rsp_data[9:0], 4'd0}; to_load <= {mem_rsp_data[9:0], 4'd0};
        step_beats <= mem_rsp_data[42:33]; to_write <= {mem_rsp_data[71:64], 3'd0};
      end
      else if (weights_end) begin weights <= 0; address <= 1; to_ask <= step_beats; end
      else if (read_taken & ~header) begin address <= address + 1; to_ask <= to_ask - 1; end
      if (weights & mem_rsp_valid) begin to_load <= to_load - 1; column <= column + 1; if (&column) row <= row + 1; end
      if (~header & ~weights) promised <= promised + read_taken - begins;
      if (finished) begin run <= 0; done <= 1; end
      if (write & taken) to_write <= to_write - 1;
    end
  end

  // The queue of beats, two steps each.
  (* ram_style = "distributed" *) reg [99:0] queue [0:7];
  reg [2:0] head, tail;
  reg [3:0] waiting;
  reg [99:0] pair;
  reg [1:0] left;
  wire move;                                    // the lanes go on
  wire arrives = mem_rsp_valid & ~header & ~weights;
  assign begins = waiting != 0 & (~left[0] | (move & ~left[1]));
  always @(posedge clk) begin
    if (~run) begin head <= 0; tail <= 0; waiting <= 0; left <= 0; end
    else begin
      if (arrives) tail <= tail + 1;
      if (begins) head <= head + 1;
      waiting <= waiting + arrives - begins;
      if (begins) left <= 2'b11; else if (move) left <= left >> 1;
    end
    if (arrives) queue[tail] <= {mem_rsp_data[109:64], 4'd0, mem_rsp_data[45:0], 4'd0};
    if (begins) pair <= queue[head]; else if (move) pair <= {50'd0, pair[99:50]};
  end
  // A step: three rows, then the fourth with the flags.
  wire [35:0] rows = {pair[44:36], pair[30:4]};
  wire [4:0] flags = pair[49:45];

  // Row addresses; block RAM; its output registers; the tree's two levels; the accumulators.
  reg [8:0] a0, a1, a2, a3;
  reg [5:0] c1, c2, c3, c4, c5;                 // valid, saves, keeps second, keeps first, addend
  reg reading;
  reg [2:0] part;
  reg part_ends;
  wire saves5 = c5[5] & c5[4];
  assign move = ~(saves5 & reading);
  wire add = c5[5] & move;
  always @(posedge clk) begin
    if (~run) begin c1 <= 0; c2 <= 0; c3 <= 0; c4 <= 0; c5 <= 0; end
    else if (move) begin c1 <= {left[0], flags}; c2 <= c1; c3 <= c2; c4 <= c3; c5 <= c4; end
    if (move) begin a0 <= rows[8:0]; a1 <= rows[17:9]; a2 <= rows[26:18]; a3 <= rows[35:27]; end
  end
  wire [1023:0] saved_all;
  genvar p, l;
  generate
    for (p = 0; p < 4; p = p + 1) begin: part_of
      (* ram_style = "block" *) reg [127:0] m0 [0:511];
      (* ram_style = "block" *) reg [127:0] m1 [0:511];
      (* ram_style = "block" *) reg [127:0] m2 [0:511];
      (* ram_style = "block" *) reg [127:0] m3 [0:511];
      reg [127:0] q0, q1, q2, q3, r0, r1, r2, r3;
      wire load = mem_rsp_valid & weights & column[1:0] == p;
      always @(posedge clk) begin
        if (load & column[3:2] == 0) m0[row] <= mem_rsp_data;
        if (load & column[3:2] == 1) m1[row] <= mem_rsp_data;
        if (load & column[3:2] == 2) m2[row] <= mem_rsp_data;
        if (load & column[3:2] == 3) m3[row] <= mem_rsp_data;
        if (move) begin q0 <= m0[a0]; q1 <= m1[a1]; q2 <= m2[a2]; q3 <= m3[a3]; r0 <= q0; r1 <= q1; r2 <= q2; r3 <= q3; end
      end
      for (l = 0; l < 16; l = l + 1) begin: lane
        wire signed [7:0] w0 = r0[8*l +: 8], w1 = r1[8*l +: 8], w2 = r2[8*l +: 8], w3 = r3[8*l +: 8];
        reg signed [8:0] s0, s1;
        reg signed [9:0] tree;
        reg signed [15:0] sum, first, second, saved;
        wire signed [15:0] addend = c5[1] ? (c5[0] ? second : first) : (c5[0] ? sum : 16'sd0);
        wire signed [15:0] next = tree + addend;
        always @(posedge clk) begin
          if (move) begin s0 <= w0 + w1; s1 <= w2 + w3; tree <= s0 + s1; end
          if (add) sum <= next;
          if (add & c5[2]) first <= next;
          if (add & c5[3]) second <= next;
          if (add & c5[4]) saved <= next;
        end
        assign saved_all[256*p + 16*l +: 16] = saved;
      end
    end
  endgenerate

  // Readout: eight lanes per beat.
  reg [127:0] out;
  assign mem_req_data = out;
  wire room = ~writing | (write & taken);
  always @(posedge clk) begin
    if (~run) begin reading <= 0; writing <= 0; result <= 0; part <= 0; end
    else begin
      if (saves5 & move) reading <= 1; else if (reading & room & &part) reading <= 0;
      if (reading & room) part <= part + 1;
      writing <= (writing & ~(write & taken)) | reading;
      if (write & taken) result <= result + 1;
    end
    if (reading & room) out <= saved_all[128*part +: 128];
  end
endmodule
