using Accel.Rtl;

namespace Accel.Host.Tests;

/// <summary>Small hand-made netlists with the ports of a generated kernel.</summary>
internal static class TestKernels
{
    /// <summary>memory[1] = memory[0] + step, as a machine of five states; member 1 never ends.</summary>
    internal static Module AddStep(int step = 1, long readAddress = 0, bool resetSum = true)
    {
        var m = new Module("AddStep");
        var start = m.Input("start", 1);
        var member = m.Input("member", 8);
        var requestReady = m.Input("mem_req_ready", 1);
        var responseValid = m.Input("mem_rsp_valid", 1);
        var responseData = m.Input("mem_rsp_data", 32);
        var state = m.Register(3, 0, "state");
        var sum = m.Register(32, resetSum ? 0 : null, "sum");
        Signal Is(int n) => m.Binary(Operator.Equal, state, m.Constant(n, 3));
        Signal When(Signal condition, int then, Signal otherwise) => m.Multiplex(condition, m.Constant(then, 3), otherwise);
        var toRead = m.Binary(Operator.And, start, m.Binary(Operator.Equal, member, m.Constant(0, 8)));
        var next = When(m.Binary(Operator.And, Is(0), toRead), 1, state);
        next = When(m.Binary(Operator.And, Is(1), requestReady), 2, next);
        next = When(m.Binary(Operator.And, Is(2), responseValid), 3, next);
        next = When(m.Binary(Operator.And, Is(3), requestReady), 4, next);
        next = When(Is(4), 0, next);
        m.Drive(state, next);
        m.Drive(sum, m.Binary(Operator.Add, responseData, m.Constant(step, 32)), m.Binary(Operator.And, Is(2), responseValid));
        m.Output("busy", m.Binary(Operator.NotEqual, state, m.Constant(0, 3)));
        m.Output("done", Is(4));
        m.Output("mem_req_valid", m.Binary(Operator.Or, Is(1), Is(3)));
        m.Output("mem_req_write", Is(3));
        m.Output("mem_req_address", m.Multiplex(Is(3), m.Constant(1, 32), m.Constant(readAddress, 32)));
        m.Output("mem_req_data", sum);
        m.Output("mem_rsp_ready", Is(2));
        return m;
    }

    /// <summary>Writes a register that nothing has ever set to cell 0.</summary>
    internal static Module WritesUninitialised()
    {
        var m = new Module("WritesUninitialised");
        var start = m.Input("start", 1);
        m.Input("member", 8);
        var ready = m.Input("mem_req_ready", 1);
        m.Input("mem_rsp_valid", 1);
        m.Input("mem_rsp_data", 32);
        var busy = m.Register(1, 0, "busy");
        var never = m.Register(32, null, "never");
        m.Drive(busy, m.Multiplex(busy, m.Not(ready), start));
        m.Drive(never, never, m.Constant(0, 1));
        m.Output("busy", busy);
        m.Output("done", m.Binary(Operator.And, busy, ready));
        m.Output("mem_req_valid", busy);
        m.Output("mem_req_write", busy);
        m.Output("mem_req_address", m.Constant(0, 32));
        m.Output("mem_req_data", never);
        m.Output("mem_rsp_ready", m.Constant(0, 1));
        return m;
    }

    /// <summary>Ends that many cycles after its start, both ends counted, and leaves the memory alone.</summary>
    internal static Module Waits(uint cycles)
    {
        var m = new Module("Waits");
        var start = m.Input("start", 1);
        m.Input("member", 8);
        m.Input("mem_req_ready", 1);
        m.Input("mem_rsp_valid", 1);
        m.Input("mem_rsp_data", 32);
        var left = m.Register(32, 0, "left");
        var waits = m.Binary(Operator.NotEqual, left, m.Constant(0, 32));
        m.Drive(left, m.Multiplex(start, m.Constant(cycles - 1, 32), m.Binary(Operator.Subtract, left, m.Constant(1, 32))), m.Binary(Operator.Or, start, waits));
        m.Output("busy", waits);
        m.Output("done", m.Binary(Operator.Equal, left, m.Constant(1, 32)));
        foreach (string port in (string[])["mem_req_valid", "mem_req_write", "mem_rsp_ready"])
            m.Output(port, m.Constant(0, 1));
        m.Output("mem_req_address", m.Constant(0, 32));
        m.Output("mem_req_data", m.Constant(0, 32));
        return m;
    }
}
