using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>
/// What a simulation says when no process can ever go on: each is idle, waits for tasks that it has started, or waits at a stream, and at
/// least one waits at a stream. Streams change by what processes do only, so that this lasts for ever. None of it is built.
/// </summary>
internal static class DeadlockMonitor
{
    /// <summary>Adds an assertion for each place at which a process can wait.</summary>
    public static void Add(Wires wires, IReadOnlyList<ProcessLowering> processes, StreamMap streams)
    {
        if (streams.Fifos.Count == 0)
        {
            return;
        }

        var stands = wires.One;
        List<Signal> waits = [];
        foreach (var process in processes)
        {
            var own = wires.OrAll(process.StreamWaits.Select(w => w.When));
            waits.Add(own);
            stands = wires.And(stands, wires.OrAll([process.IsIdle, own, process.AwaitsTasks]))!;
        }

        foreach (var fifo in streams.Fifos)
        {
            stands = wires.And(stands, fifo.IsSettled)!;
        }

        var stuck = wires.And(stands, wires.OrAll(waits))!;
        stuck.NameHint ??= "deadlock";
        var ends = Ends(processes);
        foreach (var process in processes)
        {
            foreach (var (effect, when) in process.StreamWaits)
            {
                wires.Module.Assert(wires.And(stuck, when)!, wires.Zero, Describe(process, effect, ends), effect.Source);
            }
        }
    }

    private static string Describe(ProcessLowering process, StreamEffect effect, Dictionary<(StreamVariable, bool IsWrite), string> ends)
    {
        bool isWrite = effect is StreamWriteEffect;
        string other = ends.TryGetValue((effect.Stream, !isWrite), out var name)
            ? $"{name} {(isWrite ? "reads" : "writes")}"
            : isWrite ? "nobody reads" : "nobody writes";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"deadlock: {NameOf(process)} (line {effect.Source?.Line}) waits to {(isWrite ? "write to" : "read from")} {effect.Stream.Name}, "
            + $"which is {(isWrite ? "full" : "empty")} and which {other}");
    }

    private static Dictionary<(StreamVariable, bool IsWrite), string> Ends(IReadOnlyList<ProcessLowering> processes)
    {
        Dictionary<(StreamVariable, bool), string> ends = [];
        foreach (var process in processes)
        {
            foreach (var (effect, _) in process.StreamWaits)
            {
                ends[(effect.Stream, effect is StreamWriteEffect)] = NameOf(process);
            }
        }

        return ends;
    }

    private static string NameOf(ProcessLowering process)
    {
        var schedule = process.States.Process.Whole;
        return schedule.Task?.Name ?? schedule.Entries[0].Function.Name;
    }
}
