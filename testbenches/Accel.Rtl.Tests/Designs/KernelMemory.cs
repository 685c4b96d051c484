using Accel.Rtl.Simulation;

namespace Accel.Rtl.Tests.Designs;

/// <summary>A memory on the kernel port of an in-process simulation, with the same timing as the VHDL bench.</summary>
internal static class KernelMemory
{
    public static long Run(ISimulator s, uint[] memory, int member, int latency, int stallEvery = 0, long maximum = 1_000_000)
    {
        var queue = new Queue<(long Due, uint Data)>();
        long cycle = 0;
        s.ResetAsserted = true;
        Edge();
        Edge();
        s.ResetAsserted = false;
        Edge();
        s.SetInput("member", (ulong)member);
        s.SetInput("start", 1);
        Edge();
        s.SetInput("start", 0);
        long started = cycle;
        while (!Edge())
            Assert.True(cycle - started < maximum, "the kernel does not end");
        return cycle - started;

        bool Edge()
        {
            bool done = s.GetOutput("done") != 0;
            bool valid = s.Peek(s.Module.Inputs.Single(i => i.Name == "mem_rsp_valid")).IsOne;
            bool ready = s.Peek(s.Module.Inputs.Single(i => i.Name == "mem_req_ready")).IsOne;
            if (valid && s.GetOutput("mem_rsp_ready") != 0)
                queue.Dequeue();
            if (ready && s.GetOutput("mem_req_valid") != 0)
            {
                int address = (int)s.GetOutput("mem_req_address");
                if (s.GetOutput("mem_req_write") != 0)
                    memory[address] = (uint)s.GetOutput("mem_req_data");
                else
                    queue.Enqueue((cycle + latency, memory[address]));
            }

            s.Step();
            cycle++;
            bool due = queue.Count > 0 && queue.Peek().Due <= cycle;
            s.SetInput("mem_rsp_valid", due ? 1UL : 0);
            if (due)
                s.SetInput("mem_rsp_data", queue.Peek().Data);
            s.SetInput("mem_req_ready", stallEvery > 0 && cycle % stallEvery == 0 ? 0UL : 1);
            return done;
        }
    }
}
