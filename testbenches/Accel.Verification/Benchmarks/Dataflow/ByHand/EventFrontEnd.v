// EventFrontEnd as one would write it by hand: same ports, same memory layout. A word is read once for each of the seven sets; four queues in LUT RAM take
// what it has in the set, and give an event per cycle each. Steps come first at the port.
module EventFrontEnd(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [127:0] mem_req_data,
  output [3:0] mem_req_mask, input mem_rsp_valid, output mem_rsp_ready, input [127:0] mem_rsp_data);

  // Requests: the header, then the words of a token seven times over.
  reg run, header, header_asked, shown, writing, all_asked;
  reg [3:0] last_word, word;
  reg [4:0] tokens_left;
  reg [2:0] set;
  reg [7:0] first, next, result_high;           // beats of the token and of the word
  reg [5:0] result_low;
  reg [4:0] under_way;
  wire [3:0] filled;                            // queues that are half full
  reg room;
  wire write = writing & ~shown;
  wire wants = run & (header ? ~header_asked : ~all_asked & (room | shown));
  assign mem_req_valid = write | wants;
  assign mem_req_write = write;
  wire [13:0] result = {result_high, result_low};
  wire [13:0] beat = header ? 14'd0 : write ? result : {6'd0, next} + 14'd1;
  assign mem_req_address = {16'd0, beat, 2'b00};
  assign mem_req_mask = 4'hf;
  assign mem_rsp_ready = 1;
  assign busy = run;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  wire asked = read_taken & ~header;
  wire arrives = mem_rsp_valid & ~header;
  reg over, last_write;                         // the last step has been packed
  wire stored = write & taken;
  wire set_asked = word == last_word;
  wire token_asked = set_asked & set == 6;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;
    room <= ~|filled & ~under_way[4] & ~under_way[3];
    if (rst) begin run <= 0; shown <= 0; end
    else if (start & ~run) begin
      run <= 1; header <= 1; header_asked <= 0; shown <= 0; all_asked <= 0; word <= 0; set <= 0; first <= 0; next <= 0; under_way <= 0;
    end
    else begin
      if (header & read_taken) header_asked <= 1;
      if (header & mem_rsp_valid) begin
        header <= 0; last_word <= mem_rsp_data[3:0] - 1; tokens_left <= mem_rsp_data[36:32];
      end
      if (asked) begin
        word <= set_asked ? 4'd0 : word + 1;
        next <= set_asked & ~token_asked ? first : next + 1;
        if (set_asked) set <= token_asked ? 3'd0 : set + 1;
        if (token_asked) begin first <= next + 1; tokens_left <= tokens_left - 1; if (tokens_left == 1) all_asked <= 1; end
      end
      under_way <= under_way + asked - arrives;
      if (stored & last_write) begin run <= 0; done <= 1; end
    end
  end

  // Answers, in the order of the requests: the set of the word, then the queues.
  reg [3:0] word0, word1;
  reg [2:0] set0;
  reg [4:0] tokens0;
  reg v1, end1, last1;
  reg [31:0] e;
  wire [31:0] a = mem_rsp_data[31:0], b = mem_rsp_data[63:32], c = mem_rsp_data[95:64], d = mem_rsp_data[127:96];
  wire set_ends = word0 == last_word;
  always @(posedge clk) begin
    if (header) begin word0 <= 0; set0 <= 0; tokens0 <= mem_rsp_data[36:32]; v1 <= 0; end
    else begin
      v1 <= arrives;
      if (arrives) begin
        word0 <= set_ends ? 4'd0 : word0 + 1;
        if (set_ends) set0 <= set0 == 6 ? 3'd0 : set0 + 1;
        if (set_ends & set0 == 6) tokens0 <= tokens0 - 1;
      end
    end
    word1 <= word0; end1 <= set_ends; last1 <= set0 == 6 & tokens0 == 1;
    case (set0)
      0: e <= a & b & c & d;
      1: e <= a & b & ~(c & d);
      2: e <= a & ~b;
      3: e <= b & ~a;
      4: e <= c & d & ~(a & b);
      5: e <= c & ~d;
      default: e <= d & ~c;
    endcase
  end

  // Events: one per queue, which stay until all queues have one or have come to the end of the set.
  wire [3:0] has, ends;
  wire lasts;                                   // of queue 0
  wire [35:0] rows;
  reg [3:0] waits;
  wire blocked = writing & ~stored;
  wire step = &(has | waits) & ~blocked;
  wire all_end = &(ends | waits);
  genvar g;
  generate
    for (g = 0; g < 4; g = g + 1) begin: queue
      wire [7:0] in = {e[28+g], e[24+g], e[20+g], e[16+g], e[12+g], e[8+g], e[4+g], e[g]};
      wire put = v1 & (end1 | |in);
      (* ram_style = "distributed" *) reg [13:0] words [0:31];
      reg [4:0] head, tail;
      reg [5:0] count;
      reg some;                                 // the queue is not empty
      assign filled[g] = count[4] | count[5];
      reg [7:0] bits;
      reg [3:0] at;
      reg ended, last, valid;
      wire [7:0] below = {|bits[6:0], |bits[5:0], |bits[4:0], |bits[3:0], |bits[2:0], |bits[1:0], bits[0], 1'b0};
      wire [7:0] rest = bits & below;
      wire [7:0] one = bits & ~below;
      wire is_taken = ~|rest;
      reg has_event, event_ends, event_last, event_idle;
      reg [6:0] row;
      wire uses = step & ~waits[g];
      wire moves = ~has_event | uses;           // an event leaves the bits
      wire get = some & (~valid | (moves & is_taken));
      wire [5:0] count_next = count + put - get;
      always @(posedge clk) begin
        if (header | ~run) begin head <= 0; tail <= 0; count <= 0; some <= 0; valid <= 0; has_event <= 0; end
        else begin
          if (put) tail <= tail + 1;
          if (get) head <= head + 1;
          count <= count_next;
          some <= |count_next;
          valid <= get | (valid & ~(moves & is_taken));
          has_event <= valid | (has_event & ~uses);
        end
        if (put) words[tail] <= {last1, end1, word1, in};
        if (get) {last, ended, at, bits} <= words[head]; else if (moves) bits <= rest;
        if (moves) begin
          event_idle <= ~|bits; event_ends <= ended & is_taken; event_last <= last;
          row <= {at, |one[7:4], one[7] | one[6] | one[3] | one[2], one[7] | one[5] | one[3] | one[1]};
        end
      end
      assign has[g] = has_event;
      assign ends[g] = event_ends;
      if (g == 0) assign lasts = event_last;
      assign rows[9*g +: 9] = {2'b00, row} | {9{event_idle | waits[g]}};
    end
  endgenerate

  // Two steps are a beat.
  reg odd;
  reg [36:0] even_step;
  reg [73:0] out;
  reg was_last;                                 // of the set whose end queue 0 has come to
  wire ending = all_end & (waits[0] ? was_last : lasts);
  wire [36:0] this_step = {all_end, rows};
  assign mem_req_data = {22'd0, out[73:64], 5'd0, out[63:37], 22'd0, out[36:27], 5'd0, out[26:0]};
  always @(posedge clk) begin
    if (header | ~run) begin waits <= 0; odd <= 0; writing <= 0; last_write <= 0; {result_high, result_low} <= 14'd257; end
    else begin
      writing <= (writing & ~stored) | (step & (odd | ending));
      if (step) begin
        waits <= all_end ? 4'd0 : waits | ends;
        odd <= ~odd & ~ending;
        last_write <= ending;
      end
      if (stored) {result_high, result_low} <= result + 1;
    end
    if (step & ~waits[0]) was_last <= lasts;
    if (step & ~odd) even_step <= this_step;
    if (step) out <= odd ? {this_step, even_step} : {1'b0, {36{1'b1}}, this_step};
  end
endmodule
