using Accel.Rtl.Simulation;
using Accel.Shell.Common;

namespace Accel.Shell.Tests.Common;

public sealed class ByteFifoTests
{
    [Fact]
    public void It_is_a_queue_at_every_level_and_what_has_no_room_is_lost()
    {
        const int Room = 16;
        var random = new Random(6);
        var fifo = Simulator.Create(ByteFifo.Build(Room));
        fifo.Reset();
        var model = new Queue<byte>();
        var seen = new HashSet<int>();
        for (int cycle = 0; cycle < 20_000; cycle++)
        {
            // Phases that fill and phases that empty.
            int fill = cycle / 200 % 2 == 0 ? 3 : 1;
            bool offers = random.Next(4) < fill, takes = random.Next(4) < 4 - fill;
            byte value = (byte)random.Next(256);
            fifo.SetInput("in_valid", offers ? 1u : 0);
            fifo.SetInput("in_data", value);
            fifo.SetInput("out_ready", takes ? 1u : 0);
            Assert.Equal(model.Count == Room, fifo.GetOutput("full") == 1);
            bool valid = fifo.GetOutput("out_valid") == 1;
            seen.Add(model.Count);
            if (valid)
                Assert.Equal(model.Peek(), (byte)fifo.GetOutput("out_data"));
            bool isFull = model.Count == Room;
            if (valid && takes)
                model.Dequeue();
            if (offers && !isFull)
                model.Enqueue(value);
            fifo.Step();
        }

        Assert.Equal(Room + 1, seen.Count);
        fifo.SetInput("in_valid", 0);
        fifo.SetInput("out_ready", 0);
        fifo.Step(2);
        Assert.Equal(model.Count > 0, fifo.GetOutput("out_valid") == 1);
    }
}
