using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Accel.Rtl.Vhdl;
using Accel.Transformer;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench compile</c>: time and memory of the compiler against the number of unrolled operations.</summary>
internal static class BenchCompileCommand
{
    private static readonly int[] Sizes = [1000, 4000, 16_000, 64_000, 200_000];

    internal static Command Create(CliConsole console)
    {
        var shape = new Option<string[]>("--shape") { Description = "only these kernels", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(shape, CompileShapes.Names);
        var sizes = CommonOptions.Within(
            new Option<int[]>("--operations") { Description = "unrolled operations, 1,000 to 1,000,000",
                AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Sizes }, 1000, 1_000_000);
        var command = new Command("compile", "Measures compile time and memory, C# to VHDL, of kernels with 1 k to 200 k unrolled operations.") { shape, sizes };
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            string[] shapes = invocation.Line.GetValue(shape) is { Length: > 0 } chosen ? chosen : [.. CompileShapes.Names];
            int[] operations = invocation.Line.GetValue(sizes)!;
            var steps = new Steps(invocation.Console, shapes.Length * operations.Length);
            return MeasuredRun.RunAsync<Measurement>(
                invocation,
                async rows =>
                {
                    foreach (string name in shapes)
                    {
                        // The first compilation of a process pays for starting Roslyn.
                        _ = Measure(name, operations[0]);
                        foreach (int count in operations)
                        {
                            string title = string.Create(CultureInfo.InvariantCulture, $"{name}, {count:N0} operations");
                            rows.Add(await steps.RunAsync(title, () => Task.Run(() => Measure(name, count), cancellationToken))
                                .ConfigureAwait(false));
                        }
                    }
                },
                new(measured => Print(console, measured)),
                cancellationToken);
        });
    }

    private static Measurement Measure(string shape, int operations)
    {
        var source = KernelSource.FromText(CompileShapes.Source(shape, operations));
        GC.Collect();
        using var memory = new PeakMemory();
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        var module = result.Module ?? throw new InvalidOperationException($"{shape} with {operations} operations: {result.Diagnostics[0]}");
        double netlist = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        long characters = VhdlWriter.Write(module.Simplify()).Sum(f => (long)f.Text.Length);
        process.Refresh();
        return new Measurement(
            shape,
            operations,
            Round(netlist),
            Round(Stopwatch.GetElapsedTime(begun).TotalSeconds),
            Round((process.TotalProcessorTime - processor).TotalSeconds),
            Round(memory.Bytes / 1e6),
            module.Signals.Count,
            characters);
    }

    private static double Round(double value) => Math.Round(value, 3);

    private static void Print(CliConsole console, List<Measurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("shape", "operations", "to netlist", "to VHDL", "processor", "us an operation", "exponent", "peak memory", "signals");
        Measurement? before = null;
        foreach (var m in measured)
        {
            // Of the processor time between two sizes: 1 is linear, n log n is about 1.1.
            double? exponent = before?.Shape == m.Shape && before.ProcessorSeconds > 0
                ? Math.Log(m.ProcessorSeconds / before.ProcessorSeconds) / Math.Log((double)m.Operations / before.Operations)
                : null;
            before = m;
            table.AddRow(
                m.Shape,
                Text($"{m.Operations:N0}"),
                Text($"{m.NetlistSeconds:0.0} s"),
                Text($"{m.VhdlSeconds:0.0} s"),
                Text($"{m.ProcessorSeconds:0.0} s"),
                Text($"{1e6 * m.ProcessorSeconds / m.Operations:0}"),
                Text($"{exponent:0.00}"),
                Text($"{m.PeakMegabytes:0} MB"),
                Text($"{m.Signals:N0}"));
        }

        console.Tables.Write(table);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="Shape">Which kernel.</param>
    /// <param name="Operations">Copies of its operation.</param>
    /// <param name="NetlistSeconds">From C# to the netlist.</param>
    /// <param name="VhdlSeconds">From C# to VHDL.</param>
    /// <param name="ProcessorSeconds">The same in processor time of all threads, collecting garbage included: other work on the machine
    /// counts little.</param>
    /// <param name="PeakMegabytes">The most that the managed heap grew to.</param>
    /// <param name="Signals">Signals of the netlist.</param>
    /// <param name="VhdlCharacters">Length of the VHDL.</param>
    private sealed record Measurement(
        string Shape, int Operations, double NetlistSeconds, double VhdlSeconds, double ProcessorSeconds, double PeakMegabytes, int Signals, long VhdlCharacters);

    /// <summary>Looks at the managed heap every few milliseconds.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer _timer;
        private long _bytes;

        public PeakMemory() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(5));

        public long Bytes => Math.Max(_bytes, GC.GetTotalMemory(forceFullCollection: false));

        public void Dispose() => _timer.Dispose();

        private void Look() => _bytes = Math.Max(_bytes, GC.GetTotalMemory(forceFullCollection: false));
    }
}
