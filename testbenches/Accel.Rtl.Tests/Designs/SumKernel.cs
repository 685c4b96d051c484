namespace Accel.Rtl.Tests.Designs;

/// <summary>
/// A kernel built by hand on the kernel memory port. Cell 0 holds n; for i in 1..n it reads cell i, adds it to a running sum and writes the
/// sum to cell 100 + i. With member 1 it writes the exclusive or of the sum and i instead.
/// </summary>
internal static class SumKernel
{
    private const int Idle = 0, ReadCount = 1, AwaitCount = 2, Test = 3, Read = 4, Await = 5, Write = 6, Finish = 7;

    public static Module Build(string name = "sum_kernel")
    {
        var m = new Module(name) { Summary = "Running sums of the cells 1..n." };
        var start = m.Input("start", 1);
        var member = m.Input("member", 8);
        var ready = m.Input("mem_req_ready", 1);
        var valid = m.Input("mem_rsp_valid", 1);
        var data = m.Input("mem_rsp_data", 32);
        var state = m.Register(3, 0, "state", new SourceLocation("SumKernel.cs", 10));
        var count = m.Register(32, null, "count", new SourceLocation("SumKernel.cs", 11));
        var index = m.Register(32, null, "index", new SourceLocation("SumKernel.cs", 12));
        var sum = m.Register(32, null, "sum", new SourceLocation("SumKernel.cs", 13));
        var mode = m.Register(1, null, "mode", new SourceLocation("SumKernel.cs", 14));
        string[] names = ["idle", "read_count", "await_count", "test", "read", "await", "write", "finish"];
        Signal Go(int number)
        {
            var constant = m.Constant(number, 3);
            constant.NameHint = "state_" + names[number];
            return constant;
        }

        Signal In(int number) => m.Binary(Operator.Equal, state, Go(number));
        Signal And(Signal a, Signal b) => m.Binary(Operator.And, a, b);
        Signal Or(params Signal[] parts) => parts.Aggregate((a, b) => m.Binary(Operator.Or, a, b));

        var more = m.Binary(Operator.LessOrEqualUnsigned, index, count);
        Signal next = state;
        void On(Signal condition, Signal to) => next = m.Multiplex(condition, to, next);
        On(And(In(Idle), start), Go(ReadCount));
        On(And(In(ReadCount), ready), Go(AwaitCount));
        On(And(In(AwaitCount), valid), Go(Test));
        On(In(Test), m.Multiplex(more, Go(Read), Go(Finish)));
        On(And(In(Read), ready), Go(Await));
        On(And(In(Await), valid), Go(Write));
        On(And(In(Write), ready), Go(Test));
        On(In(Finish), Go(Idle));
        m.Drive(state, next);
        m.Drive(count, data, And(In(AwaitCount), valid));
        m.Drive(mode, m.Slice(member, 0, 1), And(In(Idle), start));
        var one = m.Constant(1, 32);
        m.Drive(index, m.Multiplex(In(Idle), one, m.Binary(Operator.Add, index, one)), Or(And(In(Idle), start), And(In(Write), ready)));
        m.Drive(sum, m.Multiplex(In(Idle), m.Constant(0, 32), m.Binary(Operator.Add, sum, data)), Or(And(In(Idle), start), And(In(Await), valid)));

        m.Output("busy", m.Binary(Operator.NotEqual, state, m.Constant(Idle, 3)));
        m.Output("done", In(Finish));
        m.Output("mem_req_valid", Or(In(ReadCount), In(Read), In(Write)));
        m.Output("mem_req_write", In(Write));
        var target = m.Binary(Operator.Add, index, m.Constant(100, 32));
        m.Output("mem_req_address", m.Multiplex(In(ReadCount), m.Constant(0, 32), m.Multiplex(In(Write), target, index)));
        m.Output("mem_req_data", m.Multiplex(mode, m.Binary(Operator.Xor, sum, index), sum));
        m.Output("mem_rsp_ready", m.Constant(1, 1));
        m.Assert(In(Write), m.Binary(Operator.LessOrEqualUnsigned, index, count), "index is at most count", new SourceLocation("SumKernel.cs", 20));
        return m;
    }

    /// <summary>What the memory holds after a run.</summary>
    public static uint[] Expected(uint[] memory, int member)
    {
        var result = (uint[])memory.Clone();
        uint sum = 0;
        for (uint i = 1; i <= memory[0]; i++)
        {
            sum += memory[i];
            result[100 + i] = member == 1 ? sum ^ i : sum;
        }

        return result;
    }
}
