using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>Words that are evaluated together when something that they read has changed.</summary>
internal sealed class Block
{
    /// <summary>In topological order.</summary>
    public List<Word> Words { get; } = [];

    /// <summary>Position among the blocks: a block is read by later ones only.</summary>
    public int Index { get; set; }

    /// <summary>Longest way from the state, in blocks: blocks of one level never depend on each other.</summary>
    public int Level { get; set; }
}
