using System.Globalization;

namespace Accel.Transformer.Tests.Proofs;

/// <summary>What several users of one memory may expect, in Verilog, around the arbiter between them.</summary>
/// <param name="users">Users.</param>
/// <param name="answers">Answers that each can leave waiting.</param>
internal sealed class ArbiterModel(int users, int answers)
{
    /// <summary>Bits of an address and of data.</summary>
    public const int Width = 2;

    // Each user keeps to what it asks until the memory has taken it. The memory answers reads in order, after a cycle or later. One read is
    // kept in mind: until the memory answers, and then until its user takes the answer.
    private const string Text = """
        module check(input clk, input rst, input [N-1:0] wants, input [N-1:0] wants_write, input [2*N-1:0] wants_address,
            input [2*N-1:0] wants_data, input [N-1:0] take, input ready, input answers, input [1:0] answer, input pick);
          reg [N-1:0] ask, write;
          reg [2*N-1:0] address, data;
          reg [7:0] open;
          wire answered = answers && open != 0;
          wire [N-1:0] shows, granted, has_answer, shown, is_next;
          wire valid, req_write;
          wire [1:0] req_address, req_data;
          wire [2*N-1:0] taken_data;
          wire [2*N*D-1:0] waiting;
          wire [8*N-1:0] reads_open, first, behind;
          wire [N-1:0] full, vacant, due;
          wire [O*B-1:0] owners;
          wire [7:0] head, tail;
          wire none;
          arbiter dut(.clk(clk), .rst(rst), .ask(ask), .write(write), .address(address), .data(data), .take(take), .ready(ready),
            .answered(answered), .answer(answer), .shows(shows), .granted(granted), .has_answer(has_answer), .valid(valid),
            .req_write(req_write), .req_address(req_address), .req_data(req_data), .taken_data(taken_data), .waiting(waiting),
            .reads_open(reads_open), .full(full), .first(first), .behind(behind), .vacant(vacant), .due(due), .owners(owners),
            .head(head), .tail(tail), .none(none), .shown(shown), .is_next(is_next));
          wire [N-1:0] takes = take & has_answer;
          wire any = |granted;
          wire asked = any && !req_write;
          reg was_shown, was_write;
          reg [1:0] was_address, was_data;
          reg [1:0] phase, kept;
          reg [1:0] who;
          reg [7:0] ahead;
          wire [8*N-1:0] count;
        COUNTS
          wire [7:0] own_count = count[{who, 3'b0} +: 8];
          wire [1:0] own_data = taken_data[{who, 1'b0} +: 2];
          wire [7:0] stored = open == 0 ? 0 : open - 1;
          wire [B2-1:0] at = head[B2-1:0] + ahead[B2-1:0] - 1;
          wire [LD-1:0] place = first[{who, 3'b0} +: LD] + ahead[LD-1:0];
          reg [7:0] own [0:N-1];
          integer i;
          always @(posedge clk) begin
            if (rst) begin
              ask <= 0; open <= 0; was_shown <= 0; phase <= 0;
            end else begin
              for (i = 0; i < N; i = i + 1) if (!ask[i] || granted[i]) begin
                ask[i] <= wants[i]; write[i] <= wants_write[i];
                address[2*i +: 2] <= wants_address[2*i +: 2]; data[2*i +: 2] <= wants_data[2*i +: 2];
              end
              open <= open + asked - answered;
              was_shown <= valid && !ready; was_write <= req_write; was_address <= req_address; was_data <= req_data;
              case (phase)
                0: if (asked && pick) begin phase <= 1; ahead <= open - answered; who <= GRANTEE; end
                1: if (answered) begin
                  ahead <= ahead != 0 ? ahead - 1 : own_count - takes[who];
                  if (ahead == 0) begin kept <= answer; phase <= 2; end
                end
                default: if (takes[who]) begin ahead <= ahead - 1; if (ahead == 0) phase <= 0; end
              endcase
            end
          end
          always @* if (!rst) begin
            // One at a time, of those that ask, and one whenever the memory takes something.
            assert((granted & (granted - 1)) == 0);
            assert((granted & ~shows) == 0);
            assert(valid == |shows);
            assert(any == (valid && ready));
            // What was shown and not taken is shown still.
            assert(!was_shown || (valid && req_write == was_write && req_address == was_address));
            assert(!was_shown || !was_write || req_data == was_data);
            // Whose answer comes next is known, and those behind wait in the queue.
            assert(open <= N*D && (due & (due - 1)) == 0 && |due == (open != 0));
            assert(none == (stored == 0) && tail[B2-1:0] == head[B2-1:0] + stored[B2-1:0]);
            // The answer to the read kept in mind goes to its user, after those to the user's reads before it.
            assert(phase <= 2 && (phase == 0 || who < N));
            assert(phase != 1 || (ahead < open && (ahead == 0 ? due[who] : OWNER == who)));
            assert(phase != 2 || (ahead < own_count && has_answer[who]));
            assert(phase != 2 || waiting[{who, place, 1'b0} +: 2] == kept);
            assert(!(phase == 2 && ahead == 0) || own_data == kept);
            // Each read that is open is one of theirs.
            assert(open == OPENED);
            // Who is shown, and who is next in the round: all behind the last one.
            assert(!is_next[0] && ((is_next << 1) & ~is_next & {N{1'b1}}) == 0);
            assert((shown & (shown - 1)) == 0 && |shown == was_shown);
        EACH
          end
        endmodule
        """;

    // A user's own: what it asks is what the memory is told, it waits for each other one once at most, and gets as many answers as it has
    // asked for.
    private const string User = """
            assert(!granted[I] || (req_write == write[I] && req_address == address[2*I +: 2]));
            assert(!granted[I] || !req_write || req_data == data[2*I +: 2]);
            assert(!shown[I] || (shows[I] && was_write == write[I] && was_address == address[2*I +: 2]));
            assert(!shown[I] || !was_write || was_data == data[2*I +: 2]);
            assert(!takes[I] || reads_open[8*I +: 8] != 0);
            assert(reads_open[8*I +: 8] <= D && reads_open[8*I +: 8] == count[8*I +: 8] + (OWNED));
            assert(full[I] == (reads_open[8*I +: 8] == D) && has_answer[I] == !vacant[I]);
            assert(!vacant[I] || behind[8*I +: LD] == first[8*I +: LD]);
            assert(!shows[I] || own[I] + (RANK) <= N - 1);
        """;

    /// <summary>The model.</summary>
    public string Write()
    {
        int owners = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)((users * answers) - 1));
        int bits = System.Numerics.BitOperations.Log2((uint)(users - 1)) + 1;
        int pointerBits = System.Numerics.BitOperations.Log2((uint)owners);
        string waits = string.Concat(Enumerable.Range(0, users).Select(i => Invariant(
            $"      own[{i}] <= rst || !shows[{i}] || granted[{i}] ? 0 : own[{i}] + any;\n")));
        string opened = string.Join(
            " + ", Enumerable.Range(0, users).Select(i => Invariant($"reads_open[8*{i} +: 8] - count[8*{i} +: 8]")));
        string grantee = string.Concat(Enumerable.Range(0, users - 1).Select(i => Invariant($"granted[{i}] ? {i} : ")));
        return Text.Replace("  integer i;\n", "  integer i;\n  always @(posedge clk) begin\n" + waits + "  end\n", StringComparison.Ordinal)
            .Replace("EACH", string.Join('\n', Enumerable.Range(0, users).Select(Each)), StringComparison.Ordinal)
            .Replace("COUNTS", string.Join('\n', Enumerable.Range(0, users).Select(Count)), StringComparison.Ordinal)
            .Replace("OPENED", opened, StringComparison.Ordinal)
            .Replace("GRANTEE", Invariant($"{grantee}{users - 1}"), StringComparison.Ordinal)
            .Replace("OWNER", Owner("at"), StringComparison.Ordinal)
            .Replace("B2", Invariant($"{pointerBits}"), StringComparison.Ordinal)
            .Replace("LD", Invariant($"{System.Numerics.BitOperations.Log2((uint)answers)}"), StringComparison.Ordinal)
            .Replace("O*B-1", Invariant($"{(owners * bits) - 1}"), StringComparison.Ordinal)
            .Replace("N*D", Invariant($"{users * answers}"), StringComparison.Ordinal)
            .Replace("check(", Invariant($"check#(parameter N = {users}, parameter D = {answers})("), StringComparison.Ordinal);

        // As many as lie between the pointers; where they meet, all or none.
        static string Count(int user) => Invariant($$"""
              assign count[8*{{user}} +: 8] = vacant[{{user}}] ? 0
                : behind[8*{{user}} +: LD] == first[8*{{user}} +: LD] ? D : (behind[8*{{user}} +: 8] - first[8*{{user}} +: 8]) & (D - 1);
            """);

        // No products in indices: each would be a multiplier to the solver.
        string Owner(string place) => bits == 1 ? $"owners[{place}]" : $"owners[{{{place}, 1'b0}} +: 2]";

        string Owned(int user) => string.Join(" + ", Enumerable.Range(0, owners).Select(k => Invariant(
            $"(8'd{k} < stored && {Owner(Invariant($"{{head[{pointerBits - 1}:0] + {pointerBits}'d{k}}}"))} == {user})"))
                .Append(Invariant($"due[{user}]")));

        string Each(int user) => User
            .Replace("[I]", Invariant($"[{user}]"), StringComparison.Ordinal)
            .Replace("*I ", Invariant($"*{user} "), StringComparison.Ordinal)
            .Replace("OWNED", Owned(user), StringComparison.Ordinal)
            .Replace("RANK", Rank(user), StringComparison.Ordinal);
    }

    // How many others the arbiter takes before a user, if all of them ask.
    private string Rank(int user)
    {
        string InRound(string isNext) => string.Join(" + ", Enumerable.Range(0, users).Where(k => k != user).Select(k =>
            k < user ? Invariant($"(is_next[{user}] ? {isNext}[{k}] : 1)") : Invariant($"(is_next[{user}] ? 1'b0 : {isNext}[{k}])")));
        // The one that is shown is taken first, and those behind it are next.
        string shown = string.Join(" : ", Enumerable.Range(0, users).Where(j => j != user).Select(j => Invariant(
            $"shown[{j}] ? {1 + (user > j ? user - j - 1 : users - 1 - j + user)}")));
        return Invariant($"shown[{user}] ? 0 : {shown} : {InRound("is_next")}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
