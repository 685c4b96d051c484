using Accel.Rtl;

namespace Accel.Host.Tests;

/// <summary>
/// A hand-made netlist with a memory port of several cells per beat: asks for four beats without waiting, adds 1 to every cell of their
/// answers, and writes the sums four beats further on, of each beat other cells.
/// </summary>
internal static class WideKernel
{
    internal const int Beats = 4;
    private const int BeatBits = 3;

    /// <summary>Makes the netlist.</summary>
    /// <param name="cells">C: cells per beat, a power of two of at least 2.</param>
    /// <param name="firstCell">Where the four beats begin that are read.</param>
    internal static Module Build(int cells, int firstCell = 0)
    {
        var m = new Module($"wide_kernel_{cells}");
        var start = m.Input("start", 1);
        m.Input("member", 8);
        var ready = m.Input("mem_req_ready", 1);
        var valid = m.Input("mem_rsp_valid", 1);
        var data = m.Input("mem_rsp_data", 32 * cells);
        Signal And(Signal a, Signal b) => m.Binary(Operator.And, a, b);
        Signal Is(Signal a, int n) => m.Binary(Operator.Equal, a, m.Constant(n, a.WidthBits));
        Signal Next(Signal a) => m.Binary(Operator.Add, a, m.Constant(1, a.WidthBits));

        // Counters of requested, answered and written beats; each stops at four.
        var busy = m.Register(1, 0, "busy");
        RegisterSignal requested = m.Register(BeatBits, 0, "requested"), answered = m.Register(BeatBits, 0, "answered"), written = m.Register(BeatBits, 0, "written");
        var requesting = And(busy, m.Not(Is(requested, Beats)));
        var answering = And(busy, m.Not(Is(answered, Beats)));
        var writing = And(And(busy, Is(answered, Beats)), m.Not(Is(written, Beats)));
        var done = And(busy, Is(written, Beats));
        m.Drive(busy, m.Multiplex(busy, m.Not(done), start));
        m.Drive(requested, m.Multiplex(done, m.Constant(0, BeatBits), Next(requested)), m.Binary(Operator.Or, done, And(requesting, ready)));
        m.Drive(answered, m.Multiplex(done, m.Constant(0, BeatBits), Next(answered)), m.Binary(Operator.Or, done, And(answering, valid)));
        m.Drive(written, m.Multiplex(done, m.Constant(0, BeatBits), Next(written)), m.Binary(Operator.Or, done, And(writing, ready)));

        var beats = m.Memory("beats", Beats, 32 * cells, MemoryStyle.Distributed);
        m.Write(beats, And(answering, valid), m.Slice(answered, 0, 2), data);
        var beat = m.Read(beats, m.Slice(written, 0, 2));
        Signal Sum(int cell) => m.Binary(Operator.Add, m.Slice(beat, 32 * cell, 32), m.Constant(1, 32));
        var address = m.Binary(
            Operator.Add,
            m.Constant(firstCell, 32),
            m.Shift(Operator.ShiftLeft, m.Extend(m.Multiplex(writing, m.Binary(Operator.Add, written, m.Constant(Beats, BeatBits)), requested), 32, false), m.Constant(Log2(cells), 5)));
        m.Output("busy", busy);
        m.Output("done", done);
        m.Output("mem_req_valid", m.Binary(Operator.Or, requesting, writing));
        m.Output("mem_req_write", writing);
        m.Output("mem_req_address", address);
        m.Output("mem_req_data", m.Concatenate([.. Enumerable.Range(0, cells).Reverse().Select(Sum)]));
        m.Output("mem_req_mask", m.Multiplex(Is(written, 0), m.Constant(Mask(0, cells), cells), m.Multiplex(
            Is(written, 1), m.Constant(Mask(1, cells), cells), m.Multiplex(Is(written, 2), m.Constant(Mask(2, cells), cells), m.Constant(Mask(3, cells), cells)))));
        m.Output("mem_rsp_ready", answering);
        return m;
    }

    /// <summary>What the memory holds after a run.</summary>
    internal static uint[] Expected(uint[] memory, int cells, int firstCell = 0)
    {
        uint[] result = [.. memory];
        for (int beat = 0; beat < Beats; beat++)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                int from = firstCell + (beat * cells) + cell, to = from + (Beats * cells);
                if ((Mask(beat, cells) >> cell & 1) != 0)
                {
                    result[to] = from < memory.Length ? memory[from] + 1 : 1;
                }
            }
        }

        return result;
    }

    /// <summary>Makes a netlist that copies one beat.</summary>
    internal static Module Copy(int cells, int from, int to)
    {
        var m = new Module("wide_copy");
        var start = m.Input("start", 1);
        m.Input("member", 8);
        var ready = m.Input("mem_req_ready", 1);
        var valid = m.Input("mem_rsp_valid", 1);
        var data = m.Input("mem_rsp_data", 32 * cells);
        var state = m.Register(3, 0, "state");
        var beat = m.Register(32 * cells, null, "beat");
        Signal Is(int n) => m.Binary(Operator.Equal, state, m.Constant(n, 3));
        Signal next = state;
        foreach (var (at, when) in new (int At, Signal When)[] { (0, start), (1, ready), (2, valid), (3, ready), (4, m.Constant(1, 1)) })
        {
            next = m.Multiplex(m.Binary(Operator.And, Is(at), when), m.Constant((at + 1) % 5, 3), next);
        }

        m.Drive(state, next);
        m.Drive(beat, data, m.Binary(Operator.And, Is(2), valid));
        m.Output("busy", m.Binary(Operator.NotEqual, state, m.Constant(0, 3)));
        m.Output("done", Is(4));
        m.Output("mem_req_valid", m.Binary(Operator.Or, Is(1), Is(3)));
        m.Output("mem_req_write", Is(3));
        m.Output("mem_req_address", m.Multiplex(Is(3), m.Constant(to, 32), m.Constant(from, 32)));
        m.Output("mem_req_data", beat);
        m.Output("mem_req_mask", m.Constant((1L << cells) - 1, cells));
        m.Output("mem_rsp_ready", Is(2));
        return m;
    }

    // All cells, the first, the last, none.
    private static long Mask(int beat, int cells) => beat switch { 0 => (1L << cells) - 1, 1 => 1, 2 => 1L << (cells - 1), _ => 0 };

    private static int Log2(int cells) => System.Numerics.BitOperations.Log2((uint)cells);
}
