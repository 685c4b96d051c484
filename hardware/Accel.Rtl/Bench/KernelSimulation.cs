using Accel.Interfaces;
using Accel.Rtl.Simulation;
using Accel.Rtl.Vhdl.Benches;

namespace Accel.Rtl.Bench;

/// <summary>
/// Runs a generated kernel cycle by cycle beside a memory, through the ports that every generated entity has; how wide the memory port is,
/// the kernel's ports say. Not for several threads at once.
/// </summary>
public sealed class KernelSimulation
{
    private const int CyclesBetweenChecks = 4096;

    private readonly ISimulator _simulator;
    private readonly KernelPorts _ports;
    private readonly KernelSimulationOptions _options;
    private readonly Random? _stalls;

    /// <summary>Prepares a kernel and applies its reset.</summary>
    /// <param name="kernel">A module with the ports of a generated kernel.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The module lacks one of the ports, or its memory port is not 32 * 2^k bits wide.</exception>
    public KernelSimulation(Module kernel, KernelSimulationOptions? options = null)
        : this(
            Simulator.Create(kernel, new SimulationOptions { CheckUninitialised = options is { CheckUninitialised: true }, QualifiedOutputs = KernelPorts.Qualified }),
            options)
    {
    }

    /// <summary>
    /// Prepares a kernel in a simulator of the caller's choice, which decides on the check of uninitialised values too, and applies its
    /// reset.
    /// </summary>
    /// <param name="simulator">A simulation of a module with the ports of a generated kernel.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The module lacks one of the ports, or its memory port is not 32 * 2^k bits wide.</exception>
    public KernelSimulation(ISimulator simulator, KernelSimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        _options = options ?? new KernelSimulationOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MostCycles, 1, nameof(options));
        _simulator = _options.Trace is { } trace ? new RecordingSimulator(simulator, trace, KernelPorts.Qualified) : simulator;
        _ports = new KernelPorts(_simulator);
        _stalls = _options.StallSeed == 0 ? null : new Random(_options.StallSeed);
        Reset();
    }

    /// <summary>Applies the kernel's reset; on-chip memories keep their content.</summary>
    public void Reset()
    {
        _ports.Start(false, 0);
        _ports.Requests(false);
        _ports.Response(false, default);
        _simulator.Reset();
    }

    /// <summary>
    /// Runs one entry point to its end, or until it breaks a rule or the bound of cycles. After a fault the kernel must be reset.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; the kernel must be reset.</exception>
    public KernelRun Run(KernelMemory memory, int member, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(memory);
        memory.DropResponses();
        var run = new RunState(memory, new BurstRule(_ports.CellsPerBeat));
        _ports.Start(true, member);
        try
        {
            while (true)
            {
                if (run.Cycle % CyclesBetweenChecks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _options.OnCycles?.Invoke(run.Cycle);
                }

                if (Step(run))
                {
                    run.Burst.End(run.Cycle);
                    return run.End();
                }

                if (run.Cycle == 1)
                {
                    _ports.Start(false, 0);
                }

                if (run.Cycle >= _options.MostCycles)
                {
                    return run.End(DeviceErrorCode.KernelFault, $"the kernel did not end within {_options.MostCycles} cycles");
                }
            }
        }
        catch (MemoryFaultException e)
        {
            return run.End(e.Code, e.Message);
        }
        catch (SimulationException e)
        {
            return run.End(DeviceErrorCode.KernelFault, $"in cycle {run.Cycle}: {e.Message}");
        }
    }

    // One clock cycle: what the memory shows, what the kernel answers, the edge, what the edge transfers. True in the cycle with done.
    private bool Step(RunState run)
    {
        bool ready = _stalls is null || _stalls.Next(4) != 0;
        run.Offered |= run.Memory.HasResponse(run.Cycle) && (_stalls is null || _stalls.Next(4) != 0);
        _ports.Requests(ready);
        _ports.Response(run.Offered, run.Offered ? run.Memory.Response : default);
        var request = _ports.Request;
        if (run.Waiting is { } waiting && request != waiting)
        {
            throw new MemoryFaultException(
                DeviceErrorCode.KernelFault, $"in cycle {run.Cycle} the kernel changed a request that was not taken yet: {waiting} became {request?.ToString() ?? "nothing"}");
        }

        bool responseTaken = run.Offered && _ports.ResponseReady;
        bool done = _ports.Done;
        ulong? follow = ready && request is not null ? _ports.Burst : null;
        _options.BeforeEdge?.Invoke(_simulator);
        _simulator.Step();
        if (responseTaken)
        {
            run.Memory.TakeResponse();
            run.Offered = false;
        }

        run.Waiting = ready ? null : request;
        if (ready && request is { } taken)
        {
            if (follow is { } requests)
            {
                run.Burst.Take(taken, requests, run.Cycle);
            }

            Transfer(run, taken);
        }

        run.Cycle++;
        return done;
    }

    private void Transfer(RunState run, MemoryRequest request)
    {
        int cells = _ports.CellsPerBeat;
        if (!request.IsWrite)
        {
            run.Memory.TakeRead(request.Address, cells, run.Cycle);
            run.Reads++;
            return;
        }

        int first = run.Memory.FirstOf(request.Address, cells, run.Cycle, "writes");
        run.Writes++;
        if (request.Beat is not { } beat)
        {
            Write(run, first, request.Cell);
            return;
        }

        for (int i = 0; i < cells; i++)
        {
            if (!(beat.Mask >> i).IsEven)
            {
                Write(run, first + i, (uint)((beat.Data >> (32 * i)) & uint.MaxValue));
            }
        }
    }

    private void Write(RunState run, int cell, uint value)
    {
        run.Memory.TakeWrite(cell, value, run.Cycle);
        _options.OnWrite?.Invoke(new KernelWrite(run.Cycle, cell, value));
    }

    private sealed class RunState(KernelMemory memory, BurstRule burst)
    {
        internal BurstRule Burst { get; } = burst;

        internal KernelMemory Memory { get; } = memory;

        internal long Cycle { get; set; }

        internal long Reads { get; set; }

        internal long Writes { get; set; }

        internal bool Offered { get; set; }

        internal MemoryRequest? Waiting { get; set; }

        internal KernelRun End(DeviceErrorCode error = DeviceErrorCode.None, string detail = "") => new(Cycle, Reads, Writes, error, detail);
    }
}
