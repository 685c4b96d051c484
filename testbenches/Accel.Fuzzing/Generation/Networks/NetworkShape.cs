namespace Accel.Fuzzing.Generation.Networks;

/// <summary>What one network is like.</summary>
/// <param name="MayDeadlock">Streams may have too few places, tasks may read more than comes or wait for each other.</param>
/// <param name="UsesMemory">Several tasks read and write SimpleMemory.</param>
/// <param name="Pipelines">Loops may be pipelined.</param>
/// <param name="HasBound">Some counts are known only when it runs.</param>
internal sealed record NetworkShape(bool MayDeadlock, bool UsesMemory, bool Pipelines, bool HasBound)
{
    /// <summary>Throws one.</summary>
    public static NetworkShape Of(Dice dice) => new(dice.OneIn(4), dice.OneIn(2), !dice.OneIn(3), dice.OneIn(2));
}
