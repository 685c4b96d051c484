using Accel.Host.Tests;
using Accel.Shell.Tests.Reference;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>START, STATUS and RESET, RATE and break.</summary>
public sealed class JobTests
{
    private const uint Idle = 0, Running = 1, Done = 2, Faulted = 3;

    [Fact]
    public void A_job_runs_once_and_its_cycles_are_those_from_start_to_done()
    {
        var bench = Open(TestKernels.Waits(12_345));
        Assert.Equal(new ReferenceFrame(0x84, 1, S), bench.Ask(new ReferenceFrame(4, 1, S, 0, 9)));
        uint[] now = bench.Ask(new ReferenceFrame(5, 2, S, 0)).Payload;
        Assert.Equal<uint[]>([Running, 9, 0, 0], [now[0], now[1], now[4], now[5]]);
        Assert.InRange(now[2], 500u, 12_344u);
        Assert.Equal(new ReferenceFrame(0xFF, 3, S, 4, 9), bench.Ask(new ReferenceFrame(4, 3, S, 0, 10)));
        Assert.Equal(new ReferenceFrame(0x84, 4, S), bench.Ask(new ReferenceFrame(4, 4, S, 0, 9)));
        Assert.Equal(new ReferenceFrame(0x85, 5, S, Done, 9, 12_345, 0, 0, 0), bench.Ask(new ReferenceFrame(5, 5, S, 1)));
        Assert.Equal(new ReferenceFrame(0x84, 6, S), bench.Ask(new ReferenceFrame(4, 6, S, 0, 9)));
        Assert.Equal(new ReferenceFrame(0x85, 7, S, Done, 9, 12_345, 0, 0, 0), bench.Ask(new ReferenceFrame(5, 7, S, 0)));
        Assert.Equal(new ReferenceFrame(0x84, 8, S), bench.Ask(new ReferenceFrame(4, 8, S, 0, 10)));
        Assert.Equal(new ReferenceFrame(0x85, 9, S, Done, 10, 12_345, 0, 0, 0), bench.Ask(new ReferenceFrame(5, 9, S, 1)));
    }

    [Fact]
    public void Cycles_above_two_to_the_32_are_counted_in_the_second_cell()
    {
        var bench = Open(TestKernels.Waits(1_000_000));
        bench.Ask(new ReferenceFrame(4, 1, S, 0, 1));
        bench.Simulator.PokeRegister("jobs.cycles_low", uint.MaxValue - 20_000);
        uint[] last = [0, 0, 0, 0];
        bool carried = false;
        for (ushort i = 0; i < 60; i++)
        {
            uint[] now = bench.Ask(new ReferenceFrame(5, i, S, 0)).Payload;
            Assert.True(((ulong)now[3] << 32 | now[2]) > ((ulong)last[3] << 32 | last[2]));
            carried |= now[3] == 1;
            last = now;
        }

        Assert.True(carried);
    }

    [Fact]
    public void A_question_waits_for_the_end_of_the_job_while_other_commands_are_executed()
    {
        var bench = Open(TestKernels.Waits(60_000));
        bench.Ask(new ReferenceFrame(4, 1, S, 0, 9));
        bench.Wire.Send(new ReferenceFrame(5, 2, S, 1).ToLine());
        Assert.Equal(new ReferenceFrame(0x82, 3, S), bench.Ask(new ReferenceFrame(2, 3, S, 7, 8)));
        Assert.Equal(Running, bench.Ask(new ReferenceFrame(5, 4, S, 0)).Payload[0]);

        // Another one takes its place.
        bench.Wire.Send(new ReferenceFrame(5, 5, S, 1).ToLine());
        Assert.Equal(new ReferenceFrame(0x83, 6, S, 8), bench.Ask(new ReferenceFrame(3, 6, S, 7, 1)));
        Assert.Equal(new ReferenceFrame(0x85, 5, S, Done, 9, 60_000, 0, 0, 0), bench.Next());
        Assert.Equal(new ReferenceFrame(0x82, 7, S), bench.Ask(new ReferenceFrame(2, 7, S, 7, 8)));

        // One that is taken back, by the same sequence with 0, is answered then and no more.
        bench.Ask(new ReferenceFrame(4, 8, S, 0, 10));
        bench.Wire.Send(new ReferenceFrame(5, 9, S, 1).ToLine());
        Assert.Equal(Running, bench.Ask(new ReferenceFrame(5, 9, S, 0)).Payload[0]);
        bench.Run(80_000);
        Assert.Equal(0, bench.Wire.Available);

        // RESET answers it.
        bench.Ask(new ReferenceFrame(4, 10, S, 0, 11));
        bench.Wire.Send(new ReferenceFrame(5, 11, S, 1).ToLine());
        Assert.Equal(new ReferenceFrame(0x86, 12, S), bench.Ask(new ReferenceFrame(6, 12, S)));
        var answer = bench.Next();
        Assert.Equal(new ReferenceFrame(0x85, 11, S, Idle, 0, answer.Payload[2], 0, 0, 0), answer);

        // HELLO forgets it.
        bench.Ask(new ReferenceFrame(4, 13, S, 0, 12));
        bench.Wire.Send(new ReferenceFrame(5, 14, S, 1).ToLine());
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello(S + 1, 15)).Type);
        bench.Run(80_000);
        Assert.Equal(0, bench.Wire.Available);
    }

    [Fact]
    public void Reset_stops_a_job_that_would_never_end_and_leaves_the_memory()
    {
        var bench = Open(TestKernels.AddStep());
        uint[] cells = Fill(bench);
        bench.Ask(new ReferenceFrame(4, 1, S, 0, 1));
        Assert.Equal(Done, bench.Ask(new ReferenceFrame(5, 2, S, 1)).Payload[0]);
        cells[1] = cells[0] + 1;

        // Entry point 1 never ends.
        bench.Ask(new ReferenceFrame(4, 3, S, 1, 2));
        Assert.Equal(Running, bench.Ask(new ReferenceFrame(5, 4, S, 0)).Payload[0]);
        Assert.Equal(new ReferenceFrame(0x86, 5, S), bench.Ask(new ReferenceFrame(6, 5, S)));
        Assert.Equal(Idle, bench.Ask(new ReferenceFrame(5, 6, S, 1)).Payload[0]);
        Assert.Equal(cells, Dump(bench));
        bench.Ask(new ReferenceFrame(4, 7, S, 0, 2));
        Assert.Equal<uint[]>([Done, 2], bench.Ask(new ReferenceFrame(5, 8, S, 1)).Payload[..2]);
    }

    [Fact]
    public void A_kernel_that_wants_a_cell_beyond_the_memory_is_stopped_and_told()
    {
        foreach (uint address in (uint[])[Cells, 1023, 1024, 0x8000_0000, uint.MaxValue])
        {
            var bench = Open(TestKernels.AddStep(1, address));
            uint[] cells = Fill(bench);
            bench.Ask(new ReferenceFrame(4, 1, S, 0, 1));
            uint[] status = bench.Ask(new ReferenceFrame(5, 2, S, 1)).Payload;

            // Start, request, and the fault that is told in the next cycle.
            Assert.Equal<uint[]>([Faulted, 1, 3, 0, 3, address], status);
            Assert.Equal(1u, bench.Simulator.GetOutput(bench.Simulator.OutputIndex("fault")));
            Assert.Equal(cells, Dump(bench));
            bench.Ask(new ReferenceFrame(4, 3, S, 0, 2));
            Assert.Equal<uint[]>([Faulted, 2, 3, 0, 3, address], bench.Ask(new ReferenceFrame(5, 4, S, 1)).Payload);
            bench.Ask(new ReferenceFrame(6, 5, S));
            uint[] after = bench.Ask(new ReferenceFrame(5, 6, S, 0)).Payload;
            Assert.Equal<uint[]>([Idle, 0, 0, 0], [after[0], after[1], after[4], after[5]]);
        }
    }

    [Fact]
    public void A_break_and_a_byte_00_at_the_base_rate_bring_the_base_rate_back()
    {
        foreach (bool isByte in (bool[])[true, false])
        {
            var bench = Open();
            Assert.Equal(0x86, bench.Ask(new ReferenceFrame(6, 1, S)).Type);
            bench.Wire.Period = 12;
            if (isByte)
                bench.Wire.Send([0]);
            else
                bench.Wire.SendBreak(9);
            bench.Run(1200);
            bench.Wire.Clear();
            Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello()).Type);

            // And the base rate may be asked for.
            bench.ChangeRate(4);
            bench.ChangeRate(12);
            Assert.Equal(0x86, bench.Ask(new ReferenceFrame(6, 1, S)).Type);
        }
    }
}
