using System.Numerics;
using Accel.Rtl;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>Which iterations of a slice are where, and whether they go on: what values, effects and registers of a pipeline ask.</summary>
internal abstract class SliceProgress
{
    private readonly Signal _running;
    private readonly RegisterSignal? _phase;

    /// <summary>Makes the registers that every slice has.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="running">The kernel is in the loop.</param>
    /// <param name="name">Prefix of the registers' names.</param>
    protected SliceProgress(Wires wires, PipelineSlice slice, Signal running, string name)
    {
        (Wires, Slice, Name, _running) = (wires, slice, name, running);
        IsFinished = wires.Module.Register(1, 0, name + "_finished");
        _phase = Interval == 1 ? null : wires.Module.Register(BitOperations.Log2((uint)(Interval - 1)) + 1, 0, name + "_phase");
    }

    /// <summary>Some iteration is in the given cycle.</summary>
    public abstract Signal Active(int cycle);

    /// <summary>An iteration in the given cycle goes on to the next one at the end of this clock cycle.</summary>
    public abstract Signal Moves(int cycle);

    /// <summary>Iterations wait each by itself: those ahead of one that waits go on.</summary>
    public virtual bool WaitsAlone => false;

    /// <summary>When a register takes the value that an iteration takes along behind a cycle.</summary>
    public abstract Signal Keeps(int cycle);

    /// <summary>By name: an iteration is in the stage.</summary>
    public abstract IEnumerable<(string Name, Signal IsOccupied)> Stages { get; }

    /// <summary>The netlist.</summary>
    protected Wires Wires { get; }

    /// <summary>The slice.</summary>
    protected PipelineSlice Slice { get; }

    /// <summary>Prefix of the names.</summary>
    protected string Name { get; }

    /// <summary>The decision has said that no iteration follows.</summary>
    protected RegisterSignal IsFinished { get; }

    /// <summary>Cycles between the starts of two iterations.</summary>
    protected int Interval => Slice.InitiationInterval;

    /// <summary>The counter within the interval is where a cycle has it.</summary>
    public Signal InPhase(int cycle) => _phase is null ? Wires.One : Wires.IsEqual(_phase, cycle % Interval);

    /// <summary>Connects the counter.</summary>
    /// <param name="counts">It goes on while the kernel is in the loop.</param>
    /// <param name="leaves">The loop is left: it begins anew.</param>
    protected void DrivePhase(Signal counts, Signal leaves)
    {
        if (_phase is not null)
        {
            int width = _phase.WidthBits;

            // Of as many cycles as the counter has values, it begins anew by itself: nothing late is in front of its reset then.
            var wraps = Interval == 1 << width ? Wires.Zero : InPhase(Interval - 1);
            var next = Wires.Multiplex(
                Wires.Or(leaves, wraps)!,
                Wires.Constant(0, width),
                Wires.Binary(Operator.Add, _phase, Wires.Constant(1, width)));
            Wires.Module.Drive(_phase, next, Wires.Or(Wires.And(_running, counts), leaves));
        }
    }
}
