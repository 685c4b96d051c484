// MatrixProduct as one would write it by hand: same ports, same memory layout. The two buffers of a factor are the halves of one block RAM; the sums of a
// tile are copied at its end and written while the next tile is multiplied. Results come first at the port.
module MatrixProduct(
  input clk, input rst, input start, input [7:0] member, output busy, output reg done,
  output mem_req_valid, input mem_req_ready, output mem_req_write, output [31:0] mem_req_address, output [127:0] mem_req_data,
  output [3:0] mem_req_mask, input mem_rsp_valid, output mem_rsp_ready, input [127:0] mem_rsp_data);

  // Requests: the header, then for each tile the beats of both panels.
  reg run, header, header_asked, shown, writing;
  reg open;                                     // a tile is being asked for
  reg all_asked, second, last_column, last_row;
  reg [4:0] columns, columns_left, rows_left;
  reg [5:0] quarter, beats_left;
  reg [9:0] first_next, first_row, second_next, result;
  reg [1:0] owned;                              // buffers asked for and not yet multiplied
  wire write = writing & ~shown;
  wire wants = run & (header ? ~header_asked : open);
  assign mem_req_valid = write | wants;
  assign mem_req_write = write;
  wire [10:0] beat = header ? 11'd0 : write ? 11'd1025 + result : second ? 11'd513 + second_next : 11'd1 + first_next;
  assign mem_req_address = {19'd0, beat, 2'b00};
  assign mem_req_mask = 4'hf;
  assign mem_rsp_ready = 1;
  assign busy = run;
  wire taken = mem_req_valid & mem_req_ready;
  wire read_taken = taken & ~write;
  wire panel_ends = beats_left == 1;
  wire opens = ~open & ~all_asked & ~owned[1] & ~header & run;
  wire frees;                                   // a tile's last words were read
  wire idle;                                    // nothing is being multiplied
  wire finished = run & ~header & all_asked & owned == 0 & idle & ~writing;
  always @(posedge clk) begin
    done <= 0;
    shown <= wants & ~read_taken & ~write;
    if (rst) begin run <= 0; shown <= 0; end
    else if (start & ~run) begin
      run <= 1; header <= 1; header_asked <= 0; shown <= 0; open <= 0; all_asked <= 0; second <= 0; owned <= 0;
      first_next <= 0; first_row <= 0; second_next <= 0;
    end
    else begin
      if (header & read_taken) header_asked <= 1;
      if (header & mem_rsp_valid) begin
        header <= 0; rows_left <= mem_rsp_data[4:0]; columns <= mem_rsp_data[36:32]; columns_left <= mem_rsp_data[36:32];
        quarter <= mem_rsp_data[69:64]; beats_left <= mem_rsp_data[69:64];
      end
      last_column <= columns_left == 1; last_row <= rows_left == 1;
      owned <= owned + opens - frees;
      if (opens) open <= 1;
      if (read_taken & ~header) begin
        beats_left <= panel_ends ? quarter : beats_left - 1;
        if (panel_ends) second <= ~second;
        if (~second) begin
          first_next <= panel_ends & ~last_column ? first_row : first_next + 1;
          if (panel_ends & last_column) first_row <= first_next + 1;
        end
        else begin
          second_next <= panel_ends & last_column ? 10'd0 : second_next + 1;
          if (panel_ends) begin
            open <= 0;
            columns_left <= last_column ? columns : columns_left - 1;
            if (last_column) rows_left <= rows_left - 1;
            if (last_column & last_row) all_asked <= 1;
          end
        end
      end
      if (finished) begin run <= 0; done <= 1; end
    end
  end

  // Answers fill the buffers.
  (* ram_style = "block" *) reg [127:0] firsts [0:63];
  (* ram_style = "block" *) reg [127:0] seconds [0:63];
  reg fill_half, fill_second;
  reg [4:0] fill_beat, last_beat;
  wire fills = mem_rsp_valid & ~header;
  wire fill_ends = fill_beat == last_beat;
  wire filled = fills & fill_second & fill_ends;
  always @(posedge clk) begin
    if (header) begin fill_half <= 0; fill_second <= 0; fill_beat <= 0; last_beat <= mem_rsp_data[68:64] - 1; end
    else if (fills) begin
      fill_beat <= fill_ends ? 5'd0 : fill_beat + 1;
      if (fill_ends) fill_second <= ~fill_second;
      if (filled) fill_half <= ~fill_half;
    end
    if (fills & ~fill_second) firsts[{fill_half, fill_beat}] <= mem_rsp_data;
    if (fills & fill_second) seconds[{fill_half, fill_beat}] <= mem_rsp_data;
  end

  // Block RAM; a word of four bytes; products; sums.
  reg half;
  reg [1:0] full;
  reg [6:0] place;
  reg [1:0] at1;
  reg v1, v2, v3, v4, first1, first2, first3, last1, last2, last3, last4;
  reg [127:0] f1, s1;
  reg [31:0] f2, s2;
  wire move;
  wire go = full != 0 & move;
  wire ends = place[6:2] == last_beat & &place[1:0];
  assign frees = go & ends;
  always @(posedge clk) begin
    if (header | ~run) begin half <= 0; full <= 0; place <= 0; v1 <= 0; v2 <= 0; v3 <= 0; v4 <= 0; last4 <= 0; end
    else begin
      full <= full + filled - frees;
      if (frees) half <= ~half;
      if (go) place <= ends ? 7'd0 : place + 1;
      if (move) begin v1 <= go; v2 <= v1; v3 <= v2; v4 <= v3; last4 <= v3 & last3; end
    end
    if (move) begin
      f1 <= firsts[{half, place[6:2]}]; s1 <= seconds[{half, place[6:2]}]; at1 <= place[1:0];
      first1 <= place == 0; first2 <= first1; first3 <= first2;
      last1 <= ends; last2 <= last1; last3 <= last2;
      f2 <= f1[32*at1 +: 32]; s2 <= s1[32*at1 +: 32];
    end
  end
  assign idle = ~(v1 | v2 | v3 | v4);

  // The copy of a tile's sums, a row a beat.
  reg [1:0] row;
  wire row_taken = write & taken;
  wire ready = ~writing | (row_taken & &row);
  assign move = ~last4 | ready;
  wire [127:0] saved_all [0:3];                  // a row with its sums' signs
  genvar r, c;
  generate
    for (r = 0; r < 4; r = r + 1) begin: row_of
      for (c = 0; c < 4; c = c + 1) begin: column_of
        reg signed [15:0] product;
        reg signed [22:0] sum, saved;
        always @(posedge clk) begin
          if (move) product <= $signed(f2[8*r +: 8]) * $signed(s2[8*c +: 8]);
          if (move & v3) sum <= product + (first3 ? 23'sd0 : sum);
          if (last4 & ready) saved <= sum;
        end
        assign saved_all[r][32*c +: 32] = {{9{saved[22]}}, saved};
      end
    end
  endgenerate
  assign mem_req_data = row[1] ? (row[0] ? saved_all[3] : saved_all[2]) : (row[0] ? saved_all[1] : saved_all[0]);
  always @(posedge clk) begin
    if (~run) begin writing <= 0; row <= 0; result <= 0; end
    else begin
      writing <= (writing & ~(row_taken & &row)) | last4;
      if (row_taken) begin row <= row + 1; result <= result + 1; end
    end
  end
endmodule
