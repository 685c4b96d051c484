// NeuronUnit as one would write it by hand: same ports, same memory layout. Answers go straight into six stages, which stand still together while a pair
// of results waits for the port.
module NeuronUnit(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [127:0] mem_req_data,
  output [3:0] mem_req_mask, input mem_rsp_valid, output mem_rsp_ready, input [127:0] mem_rsp_data);

  reg run, header, header_asked, shown, storing;
  reg [10:0] asked, to_ask;
  reg [9:0] stored, to_store;
  wire write = storing & ~shown;
  wire wants = run & (header ? ~header_asked : to_ask != 0);
  assign mem_req_valid = write | wants;
  assign mem_req_write = write;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  wire [10:0] beat = write ? stored + 11'd1025 : asked;
  assign mem_req_address = {19'd0, beat, 2'b00};
  assign mem_req_mask = 4'hf;
  wire move = ~storing;                         // results of the stages may come
  assign mem_rsp_ready = move;
  wire arrives = mem_rsp_valid & move;
  wire finished = write & taken & to_store == 1;
  assign busy = run;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;
    if (rst) begin run <= 0; shown <= 0; end
    else if (start & ~run) begin run <= 1; header <= 1; header_asked <= 0; asked <= 0; stored <= 0; end
    else begin
      if (header & read_taken) header_asked <= 1;
      if (header & arrives) begin header <= 0; to_ask <= mem_rsp_data[10:0]; to_store <= mem_rsp_data[10:1]; end
      if (read_taken) asked <= asked + 1;
      if (~header & read_taken) to_ask <= to_ask - 1;
      if (write & taken) begin stored <= stored + 1; to_store <= to_store - 1; end
      if (finished) begin run <= 0; done <= 1; end
    end
  end

  wire signed [15:0] sum = mem_rsp_data[15:0], bias = mem_rsp_data[31:16];
  wire [31:0] flags = mem_rsp_data[63:32];
  reg signed [16:0] total1;
  reg [3:0] shift1, shift2;
  reg signed [19:0] old1, old2, h1, h2, h3, x2, theta1, theta2, theta3, theta4, current3, current4, current5, current6, u4, u5, over5, under5, left6;
  reg adds1, fresh1, fresh2, v1, v2, v3, v4, v5, v6;
  reg [4:0] mode1, mode2, mode3, mode4, mode5; // above, soft, ternary, leak
  reg [1:0] leak6;
  reg positive6, negative6;
  // The key: shifted right by one less, in two steps, then rounded and held at 15.
  reg [15:0] rectified2, part3;
  reg [1:0] fine3;
  reg none3, none4;
  reg [4:0] halves4;
  reg over4;
  reg [3:0] key5, key6;
  wire [3:0] less = shift2 - 4'd1;
  wire [15:0] coarse = less[3] ? (less[2] ? rectified2 >> 12 : rectified2 >> 8) : (less[2] ? rectified2 >> 4 : rectified2);
  wire [15:0] part = shift2 == 0 ? rectified2 : coarse;
  wire [15:0] fine = fine3[1] ? (fine3[0] ? part3 >> 3 : part3 >> 2) : (fine3[0] ? part3 >> 1 : part3);
  wire [5:0] rounded = halves4 + 5'd1;
  wire at_most = over5[19] | (mode5[4] & over5 == 0);
  wire at_least = ~under5[19] & (mode5[4] | under5 != 0);
  wire positive = ~at_most, negative = mode5[2] & ~at_least;
  always @(posedge clk) if (move) begin
    v1 <= mem_rsp_valid & ~header & run; total1 <= sum + bias; shift1 <= flags[23:20]; old1 <= flags[19:0]; adds1 <= flags[24]; fresh1 <= flags[25];
    mode1 <= {flags[26], flags[27], flags[28], flags[30:29]}; h1 <= mem_rsp_data[83:64]; theta1 <= mem_rsp_data[115:96];

    v2 <= v1; x2 <= total1 <<< shift1; old2 <= adds1 ? old1 : 20'sd0; h2 <= fresh1 ? 20'sd0 : h1; theta2 <= theta1; mode2 <= mode1;
    rectified2 <= total1[16] ? 16'd0 : total1[15:0]; shift2 <= shift1;

    v3 <= v2; current3 <= x2 + old2; h3 <= h2; theta3 <= theta2; mode3 <= mode2;
    part3 <= part; fine3 <= shift2 == 0 ? 2'd0 : less[1:0]; none3 <= shift2 == 0;

    v4 <= v3; u4 <= current3 + h3; current4 <= current3; theta4 <= theta3; mode4 <= mode3;
    halves4 <= fine[4:0]; over4 <= |fine[15:5] ; none4 <= none3;

    v5 <= v4; over5 <= u4 - theta4; under5 <= u4 + theta4; u5 <= u4; current5 <= current4; mode5 <= mode4;
    key5 <= none4 ? (over4 | halves4[4] ? 4'd15 : halves4[3:0]) : (over4 | rounded[5] ? 4'd15 : rounded[4:1]);

    v6 <= v5; current6 <= current5; positive6 <= positive; negative6 <= negative; leak6 <= mode5[1:0]; key6 <= key5;
    left6 <= (positive | negative) & ~mode5[3] ? 20'sd0 : positive ? over5 : negative ? under5 : u5;
  end
  wire [19:0] membrane = leak6 == 0 ? left6 : leak6 == 1 ? left6 >>> 1 : left6 >>> 2;
  wire [63:0] answer = {{12{membrane[19]}}, membrane, 4'd0, key6, 2'd0, negative6, positive6, current6};
  reg [63:0] first, second;
  reg odd;
  always @(posedge clk) begin
    if (~run) begin odd <= 0; storing <= 0; end
    else if (storing) begin if (write & taken) storing <= 0; end
    else if (v6) begin odd <= ~odd; storing <= odd; first <= second; second <= answer; end
  end
  assign mem_req_data = {second, first};
endmodule
