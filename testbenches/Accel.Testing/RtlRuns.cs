using System.Collections.Immutable;
using Accel.Generation;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;

namespace Accel.Testing;

/// <summary>The RTL of a kernel, run at each latency without and with stalls, and compared with what the C# has left.</summary>
internal sealed class RtlRuns(GeneratedKernel generated, KernelCheckOptions options, string entryPoint, int member, bool keepsState)
{
    private ISimulator? _simulator;

    /// <summary>Runs and compares.</summary>
    /// <param name="name">What the memory is called.</param>
    /// <param name="before">Its cells before a run; they stay.</param>
    /// <param name="expected">What the C# left.</param>
    /// <exception cref="KernelDifferenceException">A run leaves something else.</exception>
    internal KernelCheckResult Compare(string name, uint[] before, PlainResult expected)
    {
        var runs = ImmutableArray.CreateBuilder<KernelCheckRun>();
        foreach (int latency in options.Latencies)
        {
            foreach (int stalls in options.StallSeeds.Prepend(0))
            {
                // Uninitialised values are looked for once, where they cost least.
                runs.Add(Compare(new Setting(name, before, latency, stalls, IsChecked: runs.Count == 0), expected));
            }
        }

        return new KernelCheckResult(generated.Kernel, entryPoint, runs.ToImmutable())
        {
            Wave = options.KeepsWaves ? Wave(name, before, runs[0]) : null,
        };
    }

    private string Wave(string name, uint[] before, KernelCheckRun first)
    {
        var setting = new Setting(name, before, first.LatencyCycles, first.StallSeed, IsChecked: false);
        var (path, problem) = WriteWave(setting, new(generated.Kernel, entryPoint, name, first.LatencyCycles, first.StallSeed)
        {
            Cycles = first.Cycles,
        });
        return path ?? throw new KernelCheckException($"the wave cannot be written: {problem}", "give another WaveFolder");
    }

    private (string? Path, string? Problem) WriteWave(Setting setting, KernelDifferenceException.Difference difference)
        => new WaveFile(options.WaveFolder, difference).Write((sample, last) => Simulation(setting, null, sample, last)
            .Run(new KernelMemory([.. setting.Before], setting.LatencyCycles), member));

    private KernelCheckRun Compare(Setting setting, PlainResult expected)
    {
        var writes = new List<KernelWrite>();
        uint[] cells = [.. setting.Before];
        var run = Simulation(setting, writes.Add, null, options.MostCycles)
            .Run(new KernelMemory(cells, setting.LatencyCycles), member);
        if (run.Fault is null && cells.AsSpan().SequenceEqual(expected.Cells))
        {
            return new KernelCheckRun(setting.LatencyCycles, setting.StallSeed, run.Cycles, run.Reads, run.Writes);
        }

        // After a fault nothing is known about the kernel's state.
        _simulator = null;
        var difference = Find(setting, expected, cells, writes, run);
        var (path, problem) = WriteWave(setting, difference);
        throw new KernelDifferenceException(difference, path, problem);
    }

    private KernelSimulation Simulation(Setting setting, Action<KernelWrite>? onWrite, Action<ISimulator>? beforeEdge, long mostCycles)
    {
        var how = new KernelSimulationOptions
        {
            CheckUninitialised = setting.IsChecked && beforeEdge is null,
            StallSeed = setting.StallSeed,
            MostCycles = mostCycles,
            OnWrite = onWrite,
            BeforeEdge = beforeEdge,
        };
        return how.CheckUninitialised ? new KernelSimulation(generated.Module, how)
            : keepsState || beforeEdge is not null ? new KernelSimulation(Simulator.Create(generated.Module), how)
            : new KernelSimulation(_simulator ??= Simulator.Create(generated.Module), how);
    }

    // Of the cells that differ, the one that was written first has the fewest causes; those that were not written come last.
    private KernelDifferenceException.Difference Find(
        Setting setting, PlainResult expected, uint[] cells, List<KernelWrite> writes, KernelRun run)
    {
        var difference = new KernelDifferenceException.Difference(
            generated.Kernel, entryPoint, setting.Name, setting.LatencyCycles, setting.StallSeed)
        {
            Cycles = run.Cycles,
            Fault = run.Fault,
        };
        int[] differing = [.. Enumerable.Range(0, cells.Length).Where(i => cells[i] != expected.Cells[i])];
        if (differing.Length == 0)
        {
            return difference;
        }

        var last = writes.GroupBy(static w => w.Cell).ToDictionary(static w => w.Key, static w => w.Last().Cycle);
        int cell = differing.MinBy(i => last.GetValueOrDefault(i, long.MaxValue));
        Hast.CodeLine? line = expected.Lines.TryGetValue(cell, out var written) ? written : null;
        return difference with
        {
            Cell = cell,
            Expected = expected.Cells[cell],
            Actual = cells[cell],
            Differing = differing.Length,
            Line = line,
            Code = line is { } known ? Code(known) : "",
            Cycle = last.TryGetValue(cell, out long cycle) ? cycle : null,
        };
    }

    private string Code(Hast.CodeLine line)
    {
        string[] lines = generated.Design.Source.Files.FirstOrDefault(f => f.Path == line.File)?.Text.Split('\n') ?? [];
        return line.Line <= lines.Length ? lines[line.Line - 1].Trim() : "";
    }

    private sealed record Setting(string Name, uint[] Before, int LatencyCycles, int StallSeed, bool IsChecked);
}
