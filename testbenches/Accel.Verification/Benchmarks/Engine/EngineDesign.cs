using Accel.Generation;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Kernels;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.ToolRunners;
using Accel.Transformer;
using Accel.Transformer.Budgets;

namespace Accel.Verification;

/// <summary>What an engine takes on a 7-series device.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="PathNs">Its longest path.</param>
internal sealed record EngineCosts(CellCounts Cells, double? PathNs);

/// <summary>A run of an engine.</summary>
/// <param name="Cycles">Null after a fault.</param>
/// <param name="Difference">What differs from the golden model; null where nothing does.</param>
/// <param name="Compared">The tensors that were compared.</param>
internal sealed record EngineRun(long? Cycles, string? Difference, IReadOnlySet<string> Compared);

/// <summary>An engine that was generated, to be simulated whole with its memory port, and synthesised.</summary>
internal sealed class EngineDesign
{
    private const double SlowestMHz = 40;
    private readonly GeneratedKernel _kernel;
    private readonly Lazy<ISimulator> _simulator;

    private EngineDesign(GeneratedKernel kernel, EventEngineLimits limits)
    {
        (_kernel, Limits) = (kernel, limits);
        _simulator = new(() => Simulator.Create(_kernel.Module, new SimulationOptions()));
    }

    /// <summary>What it has room for.</summary>
    public EventEngineLimits Limits { get; }

    /// <summary>The clock that it was scheduled for.</summary>
    public double ClockMHz => 1000 / _kernel.ClockPeriodNs;

    /// <summary>Generates it.</summary>
    /// <param name="limits">Every one of them is given to the generator.</param>
    /// <param name="clockMHz">To schedule for; null for the fastest that the compiler takes it at.</param>
    /// <param name="budgets">What compiling may take.</param>
    /// <param name="cancellationToken">Looked at by the compiler.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static EngineDesign Generate(
        EventEngineLimits limits, double? clockMHz, CompileBudgets budgets, CancellationToken cancellationToken)
    {
        var options = new TransformOptions
        {
            Replacements = limits.ToReplacements(),
            PortBits = limits.PortBits,
            Budgets = budgets,
            CancellationToken = cancellationToken,
        };
        const string Kernel = nameof(SpikingTransformerEngine);
        var generated = clockMHz is { } clock
            ? KernelGenerator.Generate(Kernel, options with { ClockPeriodNs = 1000 / clock })
            : FastestClock.Generate(Kernel, options, SlowestMHz).Kernel;
        return new EngineDesign(generated, limits);
    }

    /// <summary>Runs a compiled network on an image and compares what it leaves with the golden model.</summary>
    /// <param name="program">Compiled for these limits.</param>
    /// <param name="input">The image.</param>
    /// <param name="golden">What the golden model makes of it.</param>
    /// <param name="latency">Cycles from a read to its data.</param>
    /// <param name="options">The most cycles, and who is told how many have passed.</param>
    /// <param name="cancellationToken">Looked at every few thousand cycles.</param>
    public EngineRun Run(
        EngineProgram program,
        Models.NetworkInput input,
        Golden.GoldenResult golden,
        int latency,
        KernelSimulationOptions options,
        CancellationToken cancellationToken)
    {
        uint[] cells = new uint[program.MemoryCells];
        program.Cells.CopyTo(cells);
        program.EncodeInput(input).CopyTo(cells, program.InputCell);
        var run = new KernelSimulation(_simulator.Value, options).Run(new KernelMemory(cells, latency), 0, cancellationToken);
        var compared = program.TraceRegions.Select(static r => r.Name).ToHashSet(StringComparer.Ordinal);
        return run.Fault is { } fault
            ? new EngineRun(null, fault, compared)
            : new EngineRun(run.Cycles, Difference(program, cells, golden), compared);
    }

    /// <summary>Synthesises it.</summary>
    /// <exception cref="ToolFailedException">A tool refuses it, or does not end in time.</exception>
    public EngineCosts Map(Series7Synthesis synthesis, CancellationToken cancellationToken)
    {
        using var design = MappedDesign.OfVhdl(synthesis, _kernel.Vhdl, _kernel.Module.Name, cancellationToken);
        return new EngineCosts(design.Cells, design.LongestPathNs(cancellationToken));
    }

    private static string? Difference(EngineProgram program, uint[] cells, Golden.GoldenResult golden)
    {
        try
        {
            var result = program.DecodeResult(cells.AsSpan(program.ResultCell, program.ResultCells));
            foreach (var region in program.TraceRegions)
            {
                var actual = region.Decode(cells.AsSpan(region.Cell, region.Cells));
                if (TensorComparison.FirstDifference(golden.Tensor(region.Name), actual.Values) is { } other)
                {
                    return FormattableString.Invariant($"{other.Place} is {other.Actual}, by the golden model {other.Expected}");
                }
            }

            return result.Class == golden.Class && result.Logits.SequenceEqual(golden.Logits) ? null
                : "class or logits are not the golden model's";
        }
        catch (EngineStatusException e)
        {
            return e.Message;
        }
    }
}
