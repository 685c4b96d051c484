using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Commands from the control to the other tasks, and its program.</summary>
internal sealed class EngineStreams
{
    /// <summary>Parts of the program that the control wants.</summary>
    public readonly Stream<ProgramRequest> Wanted = new(1);

    /// <summary>What they are.</summary>
    [Memory(MemoryKind.Block)]
    public readonly Stream<EngineWord> Words = new(16);

    /// <summary>To the loader.</summary>
    public readonly Stream<LoadCommand> Load = new(1);

    /// <summary>To the walk.</summary>
    public readonly Stream<WalkCommand> Walk = new(1);

    /// <summary>To the reader of spikes.</summary>
    public readonly Stream<ReadCommand> Read = new(1);

    /// <summary>To the join.</summary>
    public readonly Stream<JoinCommand> Join = new(1);

    /// <summary>To the neurons, once.</summary>
    public readonly Stream<NeuronOptions> Options = new(1);

    /// <summary>To the neurons.</summary>
    public readonly Stream<NeuronCommand> Neurons = new(1);

    /// <summary>To the router.</summary>
    public readonly Stream<RouteCommand> Route = new(1);

    /// <summary>To the writer.</summary>
    public readonly Stream<WriteCommand> Write = new(1);

    /// <summary>To the walk of the attention.</summary>
    public readonly Stream<AttendCommand> Attend = new(1);

    /// <summary>To the store.</summary>
    public readonly Stream<StoreCommand> Store = new(1);
}
