namespace Accel.Rtl.Tests.Designs;

/// <summary>
/// A design of adjustable size that is like a generated accelerator: a state machine with many states, registers that only some states
/// load, and a datapath of lanes (masked adders into a tree, membranes in a memory) that works in one half of the states.
/// </summary>
internal static class BusyDesign
{
    public static Module Build(int states, int lanes)
    {
        var m = new Module("busy_design");
        var seed = m.Input("seed", 32);
        int stateBits = System.Numerics.BitOperations.Log2((uint)states) + 1;
        var state = m.Register(stateBits, 0, "state");
        Signal Is(int s) => m.Binary(Operator.Equal, state, m.Constant(s, stateBits));
        Signal next = m.Binary(Operator.Add, state, m.Constant(1, stateBits));
        next = m.Multiplex(Is(states - 1), m.Constant(0, stateBits), next);
        m.Drive(state, next);
        var random = m.Register(32, 1, "random");
        m.Drive(random, m.Binary(Operator.Add, m.Binary(Operator.Multiply, random, m.Constant(1664525, 32)), m.Binary(Operator.Xor, seed, m.Constant(1013904223, 32))));

        // Scalar part: a few registers, each loaded in several states with a value that differs by state.
        var scalars = Enumerable.Range(0, Math.Max(4, states / 8)).Select(i => m.Register(32, null, "scalar")).ToArray();
        var total = m.Register(32, 0, "total");
        for (int r = 0; r < scalars.Length; r++)
        {
            Signal value = scalars[r];
            Signal enable = m.Constant(0, 1);
            for (int s = r; s < states; s += scalars.Length)
            {
                var result = m.Binary((Operator)((int)Operator.Add + (s % 2)), scalars[(r + s) % scalars.Length], m.Binary(Operator.Xor, random, m.Constant((uint)s * 77, 32)));
                value = m.Multiplex(Is(s), result, value);
                enable = m.Binary(Operator.Or, enable, Is(s));
            }

            m.Drive(scalars[r], value, enable);
        }

        m.Drive(total, m.Binary(Operator.Add, total, scalars[0]), Is(states / 2));

        // Lanes: gated additions.
        var working = m.Slice(state, stateBits - 2, 1);
        var terms = new List<Signal>();
        for (int lane = 0; lane < lanes; lane++)
        {
            var memory = m.Memory("membrane", 64, 16);
            var address = m.Slice(random, lane % 20, 6);
            var membrane = m.Read(memory, address);
            var spike = m.Slice(random, lane % 32, 1);
            var weight = m.Slice(m.Binary(Operator.Xor, random, m.Constant((uint)lane * 2654435761, 32)), 8, 8);
            var sum = m.Binary(Operator.Add, membrane, m.Extend(m.Multiplex(spike, weight, m.Constant(0, 8)), 16, true));
            var fires = m.Binary(Operator.LessThanSigned, m.Constant(1000, 16), sum);
            var leaked = m.Multiplex(fires, m.Constant(0, 16), m.Shift(Operator.ShiftRightArithmetic, sum, m.Constant(1, 1)));
            m.Write(memory, working, address, leaked);
            terms.Add(m.Extend(sum, 24, true));
        }

        while (terms.Count > 1)
        {
            terms = [.. terms.Chunk(2).Select(pair =>
            {
                var sum = m.Register(24, null, "tree");
                m.Drive(sum, pair.Length == 2 ? m.Binary(Operator.Add, pair[0], pair[1]) : pair[0], working);
                return (Signal)sum;
            })];
        }

        m.Output("total", total);
        m.Output("tree", terms.Count > 0 ? terms[0] : m.Constant(0, 24));
        m.Output("mix", m.Concatenate([.. scalars.Take(2)]));
        return m;
    }
}
