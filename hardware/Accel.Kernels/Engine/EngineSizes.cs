namespace Accel.Kernels;

/// <summary>Sizes that follow from the parameters of generation.</summary>
internal static class EngineSizes
{
    /// <summary>Lanes that are read out, and neurons that work, side by side.</summary>
    public const int Group = 16;

    /// <summary>Groups of a tile.</summary>
    public const int Groups = SpikingTransformerEngine.Lanes / Group;

    /// <summary>Bits of a number of groups: there are 4, 8 or 16 of them.</summary>
    public const int GroupBits = Groups == 16 ? 4 : Groups == 8 ? 3 : 2;

    /// <summary>Banks of weights, and queues of spikes.</summary>
    public const int Banks = 4;

    /// <summary>Columns of weights: 16 lanes of a bank.</summary>
    public const int Columns = Banks * Groups;

    /// <summary>Rows of a tile at most; the last one of each bank is 0.</summary>
    public const int TileRows = Banks * (SpikingTransformerEngine.BankRows - 1);

    /// <summary>Pieces of 32 bits of a spike buffer.</summary>
    public const int SpikePieces = SpikingTransformerEngine.SpikeWords * 4;

    /// <summary>Cells of a word: four pieces of four timesteps.</summary>
    public const int WordCells = 16;

    /// <summary>Largest number of rows, words or classes of a step.</summary>
    public const int MostCount = 65535;

    /// <summary>Bits of the widest numbers that lanes have a row of.</summary>
    public const int NumberBits = StoredBits > SpikingTransformerEngine.MembraneBits ? StoredBits : SpikingTransformerEngine.MembraneBits;

    private const int StoredBits = SpikingTransformerEngine.ShortcutBits > SpikingTransformerEngine.ProductBits
        ? SpikingTransformerEngine.ShortcutBits : SpikingTransformerEngine.ProductBits;

    /// <summary>Most words of a step.</summary>
    public const int MostWords = SpikingTransformerEngine.SpikeWords < MostCount ? SpikingTransformerEngine.SpikeWords : MostCount;

    /// <summary>Most rows of U, or ranges, of a step.</summary>
    public const int MostRows = SpikingTransformerEngine.ShortcutRows < MostCount ? SpikingTransformerEngine.ShortcutRows : MostCount;

    /// <summary>A membrane or a row of U comes back after more visits than this: so many may be under way.</summary>
    public const int Delay = 3;

    /// <summary>A bit for each of as many cycles.</summary>
    public const int DelayBits = (1 << Delay) - 1;

    /// <summary>Groups that are visited at least, for the sake of <see cref="Delay"/>.</summary>
    public const int FewestGroups = Delay + 1;

    /// <summary>Largest number of the sets of a position's group of timesteps: 7 that share, or one for each timestep.</summary>
    public const int MostSets = SpikingTransformerEngine.MaxTimesteps > 7 ? SpikingTransformerEngine.MaxTimesteps : 7;

    /// <summary>The bits of a line's or a column's number.</summary>
    public const int SizeMask = Bits7 | (Bits7 >> 8);

    private const int Bits1 = (SpikingTransformerEngine.MaxSize - 1) | ((SpikingTransformerEngine.MaxSize - 1) >> 1);
    private const int Bits3 = Bits1 | (Bits1 >> 2);
    private const int Bits7 = Bits3 | (Bits3 >> 4);

    /// <summary>Of timesteps, heads and groups, which are multiplied, none is larger.</summary>
    public const int MostFactor = 511;

    /// <summary>Groups of 16 channels of a head at most.</summary>
    public const int MostHeadGroups = 64;
}
