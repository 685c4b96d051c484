using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>A loop whose iterations overlap.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Access">Asks for cells; null when the loop reads none.</param>
/// <param name="Execute">Does the rest.</param>
/// <param name="Burst">All its requests as one burst, or null.</param>
/// <param name="BoundBy">What keeps the interval from being smaller; null when it is 1.</param>
internal sealed record PipelinedLoop(LoopStatement Loop, PipelineSlice? Access, PipelineSlice Execute, Burst? Burst, string? BoundBy)
{
    /// <summary>Cycles between the starts of two iterations.</summary>
    public int InitiationInterval => Execute.InitiationInterval;

    /// <summary>The loop also writes to SimpleMemory: its answers must find room whatever becomes of its writes.</summary>
    public bool ReadsAndWrites => Access is not null && Execute.Effects.OfType<PortRequest>().Any();

    /// <summary>Iterations by which a read can be asked for before the writes of an iteration are made: answers that nobody has taken yet,
    /// and what is in the stages of both slices.</summary>
    public int IterationsAhead => Access is null ? 0 : PortAnswer.MostUnderWay + Stages(Access) + Stages(Execute);

    private static int Stages(PipelineSlice slice) => (slice.LatencyCycles / slice.InitiationInterval) + 1;

    /// <summary>Its iterations can wait at streams.</summary>
    public bool HasStreams => Execute.Effects.OfType<StreamEffect>().Any();

    /// <summary>Both slices.</summary>
    public IEnumerable<PipelineSlice> Slices => Access is null ? [Execute] : [Access, Execute];

    /// <summary>Variables that the loop reads before it sets them, or leaves as they were in some iteration.</summary>
    public IEnumerable<Variable> Entering
        => Slices.SelectMany(s => s.Region.Graph.Nodes.Where(n => n.Kind == NodeKind.Variable && n.IsUsed).Select(n => n.Variable!)).Distinct();
}
