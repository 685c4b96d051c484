using Accel.Rtl;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>Which iterations of a slice are where, and whether they go on: what values, effects and registers of a pipeline ask.</summary>
internal abstract class SliceProgress
{
    /// <summary>Some iteration is in the given cycle.</summary>
    public abstract Signal Active(int cycle);

    /// <summary>An iteration in the given cycle goes on to the next one at the end of this clock cycle.</summary>
    public abstract Signal Moves(int cycle);

    /// <summary>When a register takes the value that an iteration takes along behind a cycle.</summary>
    public abstract Signal Keeps(int cycle);

    /// <summary>By name: an iteration is in the stage.</summary>
    public abstract IEnumerable<(string Name, Signal IsOccupied)> Stages { get; }
}
