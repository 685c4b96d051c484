// SortedMerge as one would write it by hand: same ports, same memory layout. Each run has a beat ahead in registers, shifted out a number at a time;
// the port serves results first, then the run that has less.
module SortedMerge(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [127:0] mem_req_data,
  output [3:0] mem_req_mask, input mem_rsp_valid, output mem_rsp_ready, input [127:0] mem_rsp_data);

  reg run, header;
  wire [1:0] pop;
  wire [31:0] x, y;
  wire has_x, has_y;
  wire want_one, want_other;
  reg storing, shown, shown_other, shown_header;
  wire write = storing & ~shown;
  wire other = shown ? shown_other : ~want_one;
  reg header_asked;
  wire wants = header ? ~header_asked & run : want_one | want_other;
  assign mem_req_valid = write | wants;
  assign mem_req_write = write;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  reg [8:0] result, total;
  reg [7:0] next_one, next_other, end_one, end_other;
  wire [9:0] beat = header ? 10'd0 : write ? 10'd257 + result : other ? 10'd129 + next_other : 10'd1 + next_one;
  assign mem_req_address = {20'd0, beat, 2'b00};
  assign mem_req_mask = 4'hf;
  reg [127:0] out;
  assign mem_req_data = out;
  assign mem_rsp_ready = 1;
  assign busy = run;

  // Whose answer comes next: a read is under way at most for each run.
  reg [1:0] owners, under_way;
  wire answer = mem_rsp_valid;
  wire owner = owners[0];
  wire finished;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;
    if (~shown) shown_other <= other;
    if (rst) begin run <= 0; shown <= 0; end
    else if (start & ~run) begin run <= 1; header <= 1; header_asked <= 0; shown <= 0; end
    else begin
      if (header & read_taken) header_asked <= 1;
      if (header & answer) header <= 0;
      if (finished) begin run <= 0; done <= 1; end
    end
    if (header & answer) begin end_one <= mem_rsp_data[7:0]; end_other <= mem_rsp_data[39:32]; total <= mem_rsp_data[7:0] + mem_rsp_data[39:32]; end
    if (header) begin next_one <= 0; next_other <= 0; end
    else if (read_taken) begin if (other) next_other <= next_other + 1; else next_one <= next_one + 1; end
  end
  // A queue of one bit an answer.
  wire read_asked = read_taken & ~header;
  wire answered = answer & ~header;
  wire behind = under_way[1] | under_way[0] & ~answered;
  always @(posedge clk) begin
    if (~run) under_way <= 0; else under_way <= under_way + read_asked - answered;
    if (answered) owners[0] <= owners[1];
    if (read_asked & behind) owners[1] <= other;
    if (read_asked & ~behind) owners[0] <= other;
  end
  feeder one(clk, ~run | header, answered & ~owner, mem_rsp_data, next_one == end_one, read_asked & ~other, pop[0], x, has_x, want_one);
  feeder second(clk, ~run | header, answered & owner, mem_rsp_data, next_other == end_other, read_asked & other, pop[1], y, has_y, want_other);

  wire first = $signed(x) <= $signed(y);
  wire blocked = storing & ~(write & taken);
  reg [1:0] at;
  wire go = has_x & has_y & ~blocked & ~header & run & result_left;
  wire result_left = sent != total;
  reg [8:0] sent;                               // beats that were merged
  assign pop = {go & ~first, go & first};
  always @(posedge clk) begin
    if (~run | header) begin at <= 0; storing <= 0; result <= 0; sent <= 0; end
    else begin
      if (write & taken) begin storing <= 0; result <= result + 1; end
      if (go) begin out <= {first ? x : y, out[127:32]}; at <= at + 1; if (at == 3) begin storing <= 1; sent <= sent + 1; end end
    end
  end
  assign finished = run & ~header & result == total;
endmodule

// A run: the beat that is being shifted out, and one that waits behind it or was asked for.
module feeder(input clk, input clear, input arrives, input [127:0] beat, input all_asked, input asked, input pop, output [31:0] head, output has, output wants);
  reg [127:0] shifting, waiting;
  reg [3:0] left;                               // one bit per number
  reg has_waiting, promised;
  wire free = ~left[1] & (pop | ~left[0]);
  wire loads = free & has_waiting;
  assign wants = ~all_asked & ~promised & ~clear;
  assign has = left[0];
  assign head = shifting[31:0];
  // Behind the run comes a number that is larger than any, for ever.
  wire past = all_asked & ~promised & ~has_waiting & free;
  always @(posedge clk) begin
    if (clear) begin left <= 0; has_waiting <= 0; promised <= 0; end
    else begin
      promised <= (promised | asked) & ~loads;
      has_waiting <= (has_waiting & ~loads) | arrives;
      if (loads) left <= 4'hf; else if (past) left <= 4'h1; else if (pop) left <= left >> 1;
    end
    if (loads) shifting <= waiting; else if (past) shifting[31:0] <= 32'h7fffffff; else if (pop) shifting <= {32'd0, shifting[127:32]};
    if (arrives) waiting <= beat;
  end
endmodule
