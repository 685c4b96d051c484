using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>What a pipelined loop sends to itself comes back a few iterations later: those must be enough for what lies between its read
/// and its write. Plain C# = RTL.</summary>
public sealed class OwnStreamTests
{
    // A row is added to in every fourth iteration; what is stored takes three of them to come back. What is added takes some stages.
    [Theory]
    [InlineData(100)]
    [InlineData(150)]
    public void Rows_that_are_read_changed_and_stored_take_a_cycle_each(int clockMhz)
    {
        const int Visits = 1024;
        const string members = """
            [Pipeline("n", InitiationInterval = 1)]
            private static void Feed(Stream<int> to) { for (int n = 0; n < 1024; n++) { to.Write((n * 5) & 1023); } }

            [Pipeline("n", InitiationInterval = 1)]
            [Memory("rows", MemoryKind.Block)]
            [Range("waiting", 0, 3)]
            private static void Visit(Stream<int> from, int[] rows, Stream<int> stored)
            {
                int waiting = 0;
                for (int n = 0; n < 1024; n++)
                {
                    int x = from.Read();
                    int old = rows[n & 3];
                    if (waiting == 3) { int back = stored.Read(); rows[back & 3] = back >> 2; }
                    int added = (((((x << (x & 7)) + 13) ^ (x >> 3)) + 1001) << (x & 3)) + 77;
                    stored.Write(((old + added) << 2) | (n & 3));
                    waiting = waiting == 3 ? 3 : waiting + 1;
                }

                for (int n = 0; n < 3; n++) { int back = stored.Read(); rows[back & 3] = back >> 2; }
            }
            """;
        const string body = """
            int[] rows = new int[4];
            var words = new Stream<int>(2); var stored = new Stream<int>(4);
            var a = Task.Run(() => Feed(words)); var b = Task.Run(() => Visit(words, rows, stored));
            Task.WaitAll(a, b);
            for (int n = 0; n < 4; n++) { memory.WriteInt32(n, rows[n]); }
            """;
        int cycles = Kernels.Check(
            Kernels.Source(body, members: members), Kernels.Cells(4), new TransformOptions { ClockPeriodNs = 1000.0 / clockMhz });
        Assert.InRange(cycles, Visits, Visits + 60);
    }
}
