using System.Numerics;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Loads of block RAM that are made ahead of their condition: <c>i &lt; n ? a[i] : 0</c> reads a word in every iteration, and takes no
/// notice of it where there is no such element. A memory has no word there, and a simulation says so; such loads happen under their
/// condition where that is known by then.
/// </summary>
internal static class OutsideReads
{
    /// <summary>Looks at the loads of a slice that has been scheduled.</summary>
    public static void Gate(PipelineSlice slice)
    {
        foreach (var load in slice.Effects.OfType<LoadEffect>().Where(MayBe))
        {
            load.IsGated |= load.Predicate!.Cycle >= 0 && load.Predicate.Cycle <= load.Cycle;
        }
    }

    /// <summary>True for a load whose condition keeps it within the array.</summary>
    public static bool MayBe(LoadEffect load)
    {
        var array = load.Result.Array!;
        return load.Predicate is not null && ArrayShape.IsSynchronous(array) && !BitOperations.IsPow2(array.Length)
            && (load.Index.Range.Minimum < 0 || load.Index.Range.Maximum >= array.Length);
    }
}
