using System.Text.Json;
using System.Xml.Linq;
using Accel.Rtl;
using Accel.Transformer.Reports;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>The report says of each stream how deep it is, who is at its ends and which of them is slower.</summary>
public sealed class StreamReportTests
{
    private static readonly HardwareReport Swap = KernelCompiler.Compile(PipelinedKernels.Source("swap-fast", 3), "K",
        new TransformOptions()).Report!;

    [Fact]
    public void Ends_places_and_the_slower_one_are_named()
    {
        Assert.Equal(["s", "t"], Swap.Streams.Select(s => s.Name));
        var s = Swap.Streams[0];
        Assert.Equal((3, MemoryStyle.Distributed, 32), (s.Capacity, s.Kind, s.WidthBits));
        Assert.Equal(("feed", 1.0), (s.Writer!.Process, s.Writer.FewestCycles!.Value));
        Assert.Equal(("swap", 1.0), (s.Reader!.Process, s.Reader.FewestCycles!.Value));
        Assert.Null(s.BoundBy);
    }

    [Fact]
    public void A_task_in_states_bounds_one_that_is_pipelined()
    {
        var report = KernelCompiler.Compile(Kernels.Source(
            "int[] result = new int[4]; var s = new Stream<int>(2); var a = Task.Run(() => Feed(s)); var b = Task.Run(() => Slow(s, result)); Task.WaitAll(a, b); memory.WriteInt32(0, result[1]);",
            members: "[Pipeline(\"i\")] static void Feed(Stream<int> to) { for (int i = 0; i < 9; i++) { to.Write(i); } } "
                + "static void Slow(Stream<int> from, int[] to) { int x = 0; for (int i = 0; i < 9; i += 3) { x += from.Read(); x ^= from.Read(); x -= from.Read(); } to[1] = x; }"),
            "K", new TransformOptions()).Report!;
        var s = Assert.Single(report.Streams);
        Assert.Equal(1.0, s.Writer!.FewestCycles);
        Assert.True(s.Reader!.FewestCycles is >= 1.0 and <= 2.0, $"{s.Reader.FewestCycles}");
        Assert.Equal(s.Reader.FewestCycles > 1 ? "slow" : null, s.BoundBy);
    }

    [Fact]
    public void Text_JSON_and_picture_have_what_is_handed_over()
    {
        var report = KernelCompiler.Compile(HandoverKernels.Source("in-place"), "K", new TransformOptions()).Report!;
        Assert.Equal(["buffers_0", "buffers_1", "buffers_2"], report.Handovers.Select(h => h.Name));
        Assert.All(report.Handovers, h => Assert.Equal(
            (16, MemoryStyle.Distributed, "load, task2", "add, task2", "free, raw, full"),
            (h.Words, h.Kind, string.Join(", ", h.Writers), string.Join(", ", h.Readers), string.Join(", ", h.Streams))));
        // The starter has sent the first elements; the end is the consumer's.
        Assert.Equal("add", report.Streams.Single(s => s.Name == "free").Writer!.Process);
        Assert.Contains("handed over buffers_1: 16 words of 32 bits, distributed, made in Kernel.cs:9", HardwareReportText.Write(report),
            StringComparison.Ordinal);
        string json = JsonSerializer.Serialize(report);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<HardwareReport>(json)));
        Assert.Contains("buffers_2: 16 words of 32 bits, distributed, by free, raw, full",
            XDocument.Parse(ScheduleDrawing.Draw(report).ToString()).Descendants().Where(e => e.Name.LocalName == "text")
                .Select(e => e.Value));
    }

    [Fact]
    public void Text_JSON_and_picture_have_all_streams()
    {
        string text = HardwareReportText.Write(Swap);
        Assert.Contains("stream s: 4 places of 32 bits, distributed, made in Kernel.cs:9", text, StringComparison.Ordinal);
        Assert.Contains("  from feed, an element in 1 cycle at the fastest; to swap", text, StringComparison.Ordinal);
        string json = JsonSerializer.Serialize(Swap);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<HardwareReport>(json)));
        var drawn = XDocument.Parse(ScheduleDrawing.Draw(Swap).ToString()).Descendants().Where(e => e.Name.LocalName == "text")
            .Select(e => e.Value).ToList();
        Assert.Contains("t: 3 places of 32 bits, distributed", drawn);
        Assert.Contains("feed, 1 cycles", drawn);
    }
}
