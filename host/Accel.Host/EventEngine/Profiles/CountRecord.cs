using Accel.Interfaces;

using Layout = Accel.Kernels.EngineCountLayout;

namespace Accel.Host.EventEngine;

/// <summary>What a step took, in cycles and rows of weights.</summary>
internal readonly record struct StepCounts
{
    /// <summary>From the start of the run to the end of the step.</summary>
    public long End { get; init; }

    /// <summary>From the end of the core's step before.</summary>
    public long Cycles { get; init; }

    public long NeuronsAwaitLanes { get; init; }

    public long NeuronsAwaitAttention { get; init; }

    public long NeuronsAwaitOutput { get; init; }

    public long LaneCycles { get; init; }

    public long LanesAwaitWeights { get; init; }

    public long LanesAwaitEvents { get; init; }

    public long LanesAwaitNeurons { get; init; }

    public long Held { get; init; }

    public long Rows { get; init; }

    public long Covered { get; init; }

    /// <summary>Keys that were added to K^T V.</summary>
    public long KeyAdditions { get; init; }

    /// <summary>Rows of K^T V that were added to sums.</summary>
    public long QueryRows { get; init; }

    /// <summary>The longest of the waits.</summary>
    public long MostWaited => Math.Max(
        Math.Max(Math.Max(NeuronsAwaitLanes, NeuronsAwaitAttention), Math.Max(NeuronsAwaitOutput, Held)),
        Math.Max(Math.Max(LanesAwaitWeights, LanesAwaitEvents), LanesAwaitNeurons));
}

/// <summary>The counters as they were at the end of a step, or at the start.</summary>
internal sealed class CountRecord
{
    private readonly uint[] _cells;
    private readonly int _number;

    /// <summary>Takes a record out of all.</summary>
    public CountRecord(ReadOnlySpan<uint> cells, int number)
        => (_cells, _number) = (cells.Slice(number * Layout.RecordCells, Layout.RecordCells).ToArray(), number);

    /// <summary>The lanes have a part in it.</summary>
    public bool HasLanes => ((_cells[Layout.PartsOffset] >> Layout.LanesBit) & 1) != 0;

    /// <summary>What has been counted since another record; counters are mod 2^32.</summary>
    /// <param name="start">The record of the start.</param>
    /// <param name="neurons">The record of the neurons' step before.</param>
    /// <param name="lanes">That of the lanes' step before; null where the lanes have no part.</param>
    public StepCounts Since(CountRecord start, CountRecord neurons, CountRecord? lanes) => new()
    {
        End = From(start, Layout.NeuronsEndOffset),
        Cycles = From(neurons, Layout.NeuronsEndOffset),
        NeuronsAwaitLanes = From(neurons, Layout.NeuronsAwaitLanesOffset),
        NeuronsAwaitAttention = From(neurons, Layout.NeuronsAwaitAttentionOffset),
        NeuronsAwaitOutput = From(neurons, Layout.NeuronsAwaitOutputOffset),
        LaneCycles = From(lanes, Layout.LanesEndOffset),
        LanesAwaitWeights = From(lanes, Layout.LanesAwaitWeightsOffset),
        LanesAwaitEvents = From(lanes, Layout.LanesAwaitEventsOffset),
        LanesAwaitNeurons = From(lanes, Layout.LanesAwaitNeuronsOffset),
        Held = _cells[Layout.HeldOffset],
        Rows = _cells[Layout.RowsOffset],
        Covered = _cells[Layout.CoveredOffset],
        KeyAdditions = _cells[Layout.KeyAdditionsOffset],
        QueryRows = _cells[Layout.QueryRowsOffset],
    };

    /// <summary>Refuses what no run can leave.</summary>
    /// <param name="isCounted">What is counted can be.</param>
    /// <param name="cycles">Of the run.</param>
    /// <exception cref="ProtocolErrorException">It cannot, or the record is not this step's.</exception>
    public void Require(bool isCounted, long cycles)
    {
        uint parts = _cells[Layout.PartsOffset];
        if (!isCounted || parts >> Layout.NumberShift != (uint)_number || ((parts >> Layout.NeuronsBit) & 1) == 0)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.KernelFault,
                $"record {_number} of the engine's counters cannot be that of a run of {cycles} cycles: it is damaged, or another run's",
                "Load the model again; `accel verify` tells whether the design is at fault.");
        }
    }

    private long From(CountRecord? before, int offset) => before is null ? 0 : unchecked(_cells[offset] - before._cells[offset]);
}
