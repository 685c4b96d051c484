using Accel.Rtl;

namespace Accel.Calibration;

/// <summary>Synthesis and timing of a design.</summary>
internal interface IFlow
{
    /// <summary>What to install, when a tool of the flow is missing; else null.</summary>
    string? Missing { get; }

    /// <summary>True when the flow places and routes: nets are measured.</summary>
    bool IsPlaced { get; }

    /// <summary>The sizes to measure at; empty when the family has no such operator.</summary>
    IReadOnlyList<int> SizesOf(MeasuredOperator op);

    /// <summary>The slowest path between registers.</summary>
    PathTiming Measure(Module module, MeasuredOperator op);
}
