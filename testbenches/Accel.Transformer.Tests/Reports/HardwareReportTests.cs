using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Accel.Transformer.Reports;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Reports;

/// <summary>What the compiler says of a kernel is what the simulation shows, and text, JSON and picture hold all of it.</summary>
public sealed class HardwareReportTests
{
    private const string Histogram =
        "int[] count = new int[16]; for (int i = 0; i < 64; i++) { int v = memory.ReadInt32(i) & 15; count[v] += i; }\nfor (int k = 0; k < 16; k++) { memory.WriteInt32(k, count[k]); }";

    private const string Collatz =
        "int x = memory.ReadInt32(0); int steps = 0;\nwhile (x > 1) { if ((x & 1) == 0) { x >>= 1; } else { x = x * 3 + 1; } steps++; memory.WriteInt32(1, steps); }";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    [Theory]
    [InlineData("pipelined", "[Pipeline(\"i\", InitiationInterval = 0)] [Memory(\"count\", MemoryKind.Block)]", Histogram)]
    [InlineData("states", "", Collatz)]
    public void The_text_is_as_reviewed(string name, string attributes, string body)
        => GoldenText.AssertSame($"testbenches/Accel.Transformer.Tests/Reports/Golden/{name}.txt", HardwareReportText.Write(Report(attributes, body)));

    /// <summary>Loops of an interval: attributes, the loop's head and body, what follows it.</summary>
    public static TheoryData<string, string, string> Pipelines { get; } = new()
    {
        { "[Pipeline(\"i\")]", "int sum = 0; for (int i = 0; i < TRIPS; i++) { sum += memory.ReadInt32(i); } memory.WriteInt32(0, sum);", "" },
        { "[Pipeline(\"i\", InitiationInterval = 2)]", "for (int i = 0; i < TRIPS; i++) { memory.WriteInt32(i, memory.ReadInt32(i) * 3 + i); }", "" },
        { "[Pipeline(\"i\", InitiationInterval = 5)]", "int a = memory.ReadInt32(0); int sum = 0; for (int i = 0; i < TRIPS; i++) { sum += a * i; } memory.WriteInt32(0, sum);", "the directive, which asks for 5 cycles" },
        { "[Pipeline(\"i\", InitiationInterval = 0)]", "int a = memory.ReadInt32(0); for (int i = 0; i < TRIPS; i++) { a = (a * a * 77 + i) * (a ^ i); } memory.WriteInt32(1, a);", "the next value of a takes more than" },
        { "[Pipeline(\"i\", InitiationInterval = 0)]", "for (int i = 0; i < TRIPS; i++) { memory.WriteInt32(2 * i, i); memory.WriteInt32(2 * i + 1, 3 * i); }", "an iteration makes 2" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void The_interval_is_what_an_iteration_more_costs_and_the_latency_what_the_first_one_costs(string attributes, string body, string bound)
    {
        var (report, cycles) = Measure(attributes, body, 40);
        var (_, more) = Measure(attributes, body, 41);
        var loop = Assert.Single(report.Loops);
        Assert.Equal((LoopForm.Pipelined, 40, 9), (loop.Form, loop.TripCount, loop.Line));
        Assert.Equal(loop.InitiationInterval, more - cycles);
        Assert.Contains(bound, loop.BoundBy, StringComparison.Ordinal);

        // What is left is the way in and out: the states around the loop, and the cycles in which requests and answers cross the port.
        int inside = (loop.AccessCycles ?? 0) + loop.LatencyCycles!.Value + (loop.InitiationInterval!.Value * 39);
        Assert.InRange(cycles - inside, 1, report.Processes[0].States + 4);
    }

    [Fact]
    public void The_cycles_around_a_loop_in_states_are_those_of_an_iteration()
    {
        var report = Report("", Collatz);
        var loop = Assert.Single(report.Loops);
        Assert.Equal((LoopForm.StateMachine, 10, null), (loop.Form, loop.Line, loop.TripCount));

        // 2^n takes n iterations, all of the same branch; 3 takes the other branch in 2 of its 7.
        int Cycles(uint x) => new KernelHarness(Kernels.Compile(Kernels.Source(Collatz))).Run([x, 0]);
        int halving = Cycles(1 << 9) - Cycles(1 << 8);
        Assert.InRange(halving, loop.ShortestCycles!.Value, loop.LongestCycles!.Value);
        Assert.InRange(Cycles(3) - Cycles(1 << 5), 2 * loop.ShortestCycles.Value, 2 * loop.LongestCycles.Value);
        Assert.Equal("[Pipeline] does not ask for it", loop.WhyNotPipelined);
    }

    [Fact]
    public void A_loop_that_could_not_be_pipelined_says_why()
    {
        var loop = Assert.Single(Report("[Pipeline(\"i\", InitiationInterval = 0)]", "int a = 0; for (int i = 0; i < 100; i++) { a = memory.ReadInt32(a & 7); } memory.WriteInt32(0, a);").Loops);
        Assert.Equal((LoopForm.StateMachine, null), (loop.Form, loop.InitiationInterval));
        Assert.Contains("depends on the answer", loop.WhyNotPipelined, StringComparison.Ordinal);
    }

    [Fact]
    public void Inner_loops_leave_the_cycles_of_the_outer_one_open()
    {
        var outer = Report("", "int s = 0; for (int i = 0; i < 9; i++) { int n = memory.ReadInt32(i); for (int k = 0; k < n; k++) { s += k ^ s; } memory.WriteInt32(i, s); }").Loops;
        Assert.Equal(["i", "k"], outer.Select(l => l.Name));
        Assert.Null(outer[0].LongestCycles);
        Assert.Equal(1, outer[1].LongestCycles);
    }

    [Fact]
    public void A_nest_that_became_one_loop_is_reported_as_one()
    {
        const string Attributes = "[Pipeline(\"i\")] [Pipeline(\"k\")]";
        var (report, cycles) = Measure(Attributes, "int s = memory.ReadInt32(0); for (int i = 0; i < TRIPS; i++) { for (int k = 0; k < 12; k++) { s += k ^ i; } } memory.WriteInt32(0, s);", 7);
        var loop = Assert.Single(report.Loops);
        Assert.Equal((LoopForm.Pipelined, "k"), (loop.Form, loop.Name));
        Assert.InRange(cycles - (loop.InitiationInterval!.Value * 7 * 12), 1, 10);
    }

    [Fact]
    public void The_report_goes_through_JSON_unchanged()
    {
        string text = JsonSerializer.Serialize(Report("[Pipeline(\"i\", InitiationInterval = 0)] [Memory(\"count\", MemoryKind.Block)]", Histogram), Json);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<HardwareReport>(text, Json), Json));
        Assert.Contains("\"initiationInterval\": 2", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Pipeline(\"i\", InitiationInterval = 0)] [Memory(\"count\", MemoryKind.Block)]", Histogram)]
    [InlineData("", Collatz)]
    public void The_picture_shows_every_operation_and_is_always_the_same(string attributes, string body)
    {
        var report = Report(attributes, body);
        string text = ScheduleDrawing.Draw(report).ToString();
        Assert.Equal(text, ScheduleDrawing.Draw(Report(attributes, body)).ToString());
        var names = XDocument.Parse(text).Descendants(ScheduleDrawing.Svg + "title").Select(t => t.Value).ToList();
        foreach (var operation in report.Schedules.SelectMany(s => s.Operations))
        {
            Assert.Contains(names, n => n.StartsWith(operation.Text, StringComparison.Ordinal) && n.Contains($"cycle {operation.Cycle},", StringComparison.Ordinal));
        }

        // Every access in the source has its row.
        foreach (string part in attributes.Length > 0 ? ["ask for cell i", "load count[", "store count[", "write cell k"] : new[] { "ask for cell 0", "write cell 1", "steps + 1" })
        {
            Assert.Contains(names, n => n.StartsWith(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_recurrence_that_bounds_a_loop_is_marked()
    {
        var report = Report("[Pipeline(\"i\", InitiationInterval = 0)] [Memory(\"count\", MemoryKind.Block)]", Histogram);
        var marked = report.Schedules.Where(s => s.Title.EndsWith("execute slice", StringComparison.Ordinal)).SelectMany(s => s.Operations).Where(o => o.IsCritical).ToList();
        Assert.Equal([OperationKind.Load, OperationKind.Load, OperationKind.Operator, OperationKind.Store], marked.Select(o => o.Kind));
    }

    [Fact]
    public void A_picture_of_much_says_what_it_leaves_out()
    {
        string body = "int s = memory.ReadInt32(0);\n" + string.Concat(Enumerable.Range(1, 90).Select(n => $"s = (s ^ (s + {n}));\n")) + "memory.WriteInt32(0, s);";
        var report = Report("", body);
        int omitted = report.Schedules.Sum(s => s.OmittedOperators);
        Assert.True(omitted >= 100, $"{omitted} of at least 180 operators are omitted");
        Assert.Contains("more rows are not drawn", ScheduleDrawing.Draw(report).ToString(), StringComparison.Ordinal);
    }

    private static HardwareReport Report(string attributes, string body)
    {
        var result = KernelCompiler.Compile(Kernels.Source(body, attributes), "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        return result.Report!;
    }

    private static (HardwareReport Report, int Cycles) Measure(string attributes, string body, int trips)
    {
        string source = body.Replace("TRIPS", trips.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return (Report(attributes, source), new KernelHarness(Kernels.Compile(Kernels.Source(source, attributes))).Run(Kernels.Cells(128)));
    }
}
