using System.Globalization;
using System.Text;

namespace Accel.Transformer.Reports;

/// <summary>A report as people read it.</summary>
public static class HardwareReportText
{
    /// <summary>Writes the report, without its schedules; lines end with a line feed.</summary>
    public static string Write(HardwareReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        var cost = report.Estimate;
        Line(text, $"{report.Kernel}: scheduled for {report.ClockPeriodNs:0.###} ns, memory port of {report.PortBits} bits");
        Line(text, $"estimate: {cost.Luts} LUTs, {cost.FlipFlops} flip-flops, {cost.Multipliers} DSPs, {Count(cost.BlockRams, "block RAM")} of 18 kbit, depth {cost.DepthNs:0.00} ns");
        Line(text, $"registers: {report.Registers} of {report.RegisterBits} bits together");
        foreach (var process in report.Processes)
        {
            Line(text, $"process {process.Name}: {process.States} states; {string.Join(", ", process.EntryPoints)}");
            foreach (var shared in process.SharedMethods)
            {
                Line(text, $"  shared {shared.Name}: {Count(shared.States, "state")}, run from {Count(shared.Places, "place")}");
            }
        }

        for (int first = 0, next; first < report.Memories.Length; first = next)
        {
            var memory = report.Memories[first];
            for (next = first + 1; next < report.Memories.Length && AreBanks(memory, report.Memories[next]); next++)
            {
            }

            string ports = memory.IsConstant ? Count(memory.ReadPorts, "read port") : $"{Count(memory.ReadPorts, "read port")}, {Count(memory.WritePorts, "write port")}";
            string what = memory.IsConstant ? "constant" : memory.Kind.ToString().ToLowerInvariant();
            string name = next == first + 1 ? $"memory {memory.Name}:" : $"memories {memory.Name} to {report.Memories[next - 1].Name}: each";
            Line(text, $"{name} {memory.Words} words of {Count(memory.WidthBits, "bit")}, {what}, {ports}, {Cost(memory)}");
        }

        foreach (var stream in report.Streams)
        {
            Line(text, $"stream {Describe(stream)}, made {(stream.Line is null ? "by the compiler" : $"in {stream.File}:{stream.Line}")}");
            Line(text,
                $"  from {Describe(stream.Writer)}; to {Describe(stream.Reader)}{(stream.BoundBy is { } slow ? $"; {slow} bounds it" : "")}");
        }

        foreach (var array in report.Handovers)
        {
            Line(text, $"handed over {Describe(array)}, made {(array.Line is null ? "by the compiler" : $"in {array.File}:{array.Line}")}");
            Line(text, $"  written by {Names(array.Writers)}; read by {Names(array.Readers)}; whose it is, say {Names(array.Streams)}");
        }

        foreach (var loop in report.Loops)
        {
            Write(text, loop);
        }

        return text.ToString();
    }

    /// <summary>A stream in short.</summary>
    internal static string Describe(StreamReport stream)
        => $"{stream.Name}: {Count(stream.Places, "place")} of {Count(stream.WidthBits, "bit")}, {stream.Kind.ToString().ToLowerInvariant()}";

    /// <summary>An array in short.</summary>
    internal static string Describe(HandoverReport array)
        => $"{array.Name}: {Count(array.Words, "word")} of {Count(array.WidthBits, "bit")}, {array.Kind.ToString().ToLowerInvariant()}";

    /// <summary>Names in a row.</summary>
    internal static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "nobody" : string.Join(", ", names);

    private static string Describe(StreamEndReport? end)
        => end is null ? "nobody"
            : end.FewestCycles is { } cycles ? string.Create(CultureInfo.InvariantCulture,
            $"{end.Process}, an element in {cycles:0.##} cycle{(cycles == 1 ? "" : "s")} at the fastest") : end.Process;

    private static void Write(StringBuilder text, LoopReport loop)
    {
        string trips = loop.TripCount is { } count ? Count(count, "iteration") : "iterations not known before it runs";
        Line(text, $"loop {loop.Name ?? "without a variable"} ({Place(loop)}, {loop.EntryPoint}, {loop.Process}): {trips}");
        if (loop.Form == LoopForm.Pipelined)
        {
            string access = loop.AccessCycles is { } cycles ? $"{Count(cycles, "cycle")} to ask for cells, the memory's latency, " : "";
            Line(text, $"  pipelined: an iteration every {(loop.InitiationInterval == 1 ? "cycle" : $"{loop.InitiationInterval} cycles")}; one takes {access}{Count(loop.LatencyCycles!.Value, "cycle")}");
            Line(text, $"  bound: {loop.BoundBy}");
            if (loop.Beside.Count > 0)
            {
                Line(text, $"  runs beside {string.Join(", ", loop.Beside)}");
            }

            if (loop.Behind is not null)
            {
                Line(text, $"  waits for {loop.Behind}");
            }

            return;
        }

        string around = loop.ShortestCycles is not { } shortest ? "an iteration takes what is in it"
            : shortest == loop.LongestCycles ? $"{Count(shortest, "cycle")} an iteration" : $"{shortest} to {Count(loop.LongestCycles!.Value, "cycle")} an iteration";
        Line(text, $"  in states: {around}");
        Line(text, $"  not pipelined: {loop.WhyNotPipelined}");
    }

    // Banks of an array: equal but for the number at the end.
    private static bool AreBanks(MemoryReport one, MemoryReport other)
    {
        string stem = one.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return stem.Length < one.Name.Length && other == one with { Name = other.Name } && other.Name.StartsWith(stem, StringComparison.Ordinal)
            && int.TryParse(other.Name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static string Place(LoopReport loop) => loop.Line is null ? "made by the compiler" : string.Create(CultureInfo.InvariantCulture, $"{loop.File}:{loop.Line}");

    private static string Cost(MemoryReport memory) => memory.BlockRams > 0 ? Count(memory.BlockRams, "block RAM") : Count(memory.Luts, "LUT");

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
