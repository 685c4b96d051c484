using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Groups of channels on their way through the heads of the attention units, timestep by timestep, token by token.</summary>
internal struct HeadCounter
{
    /// <summary>The unit.</summary>
    [Range(0, SpikingTransformerEngine.AttentionUnits - 1)]
    public int Unit;

    /// <summary>The first token.</summary>
    public bool IsFirst;

    [Range(0, EngineSizes.MostHeadGroups)]
    private int group;

    // Groups of the head that follow: now, at the start of a timestep, and of a whole head.
    [Range(0, EngineSizes.MostHeadGroups - 1)]
    private int left;

    [Range(0, EngineSizes.MostHeadGroups - 1)]
    private int leftAtStart;

    [Range(0, EngineSizes.MostHeadGroups - 1)]
    private int leftOfHead;

    // Known a group ahead.
    private bool endsHead;
    private bool startsAtEnd;
    private bool isOneGroup;

    [Range(0, SpikingTransformerEngine.KeyRows - 1)]
    private int headRow;

    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    private int headProduct;

    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    private int groupProduct;

    [Range(0, SpikingTransformerEngine.KeyRows - 1)]
    private int timestepRow;

    [Range(0, SpikingTransformerEngine.ProductRows - 1)]
    private int timestepProduct;

    /// <summary>Row of the group in the unit's keys.</summary>
    public readonly int Row => (timestepRow + headRow + group) & (SpikingTransformerEngine.KeyRows - 1);

    /// <summary>Row of the head's first group in the unit's keys.</summary>
    public readonly int HeadRow => (timestepRow + headRow) & (SpikingTransformerEngine.KeyRows - 1);

    /// <summary>First row of K^T V of the group.</summary>
    public readonly int Product => (timestepProduct + headProduct + groupProduct) & (SpikingTransformerEngine.ProductRows - 1);

    /// <summary>Goes to the first token's first timestep.</summary>
    public void Start(in HeadPlace place)
    {
        timestepRow = 0;
        timestepProduct = 0;
        IsFirst = true;
        leftOfHead = (place.HeadGroups - 1) & (EngineSizes.MostHeadGroups - 1);
        leftAtStart = (place.HeadGroups - 1 - place.Group) & (EngineSizes.MostHeadGroups - 1);
        startsAtEnd = place.Group == place.HeadGroups - 1;
        isOneGroup = place.HeadGroups == 1;
        StartGroups(place);
    }

    /// <summary>Goes to the next group.</summary>
    public void StepGroup(in HeadPlace place)
    {
        bool endsUnits = endsHead && Unit == SpikingTransformerEngine.AttentionUnits - 1;
        groupProduct = endsHead ? 0 : (groupProduct + place.GroupProducts) & (SpikingTransformerEngine.ProductRows - 1);
        Unit = endsUnits ? 0 : endsHead ? Unit + 1 : Unit;
        headRow = endsUnits ? (headRow + place.HeadGroups) & (SpikingTransformerEngine.KeyRows - 1) : headRow;
        headProduct = endsUnits ? (headProduct + place.HeadProducts) & (SpikingTransformerEngine.ProductRows - 1) : headProduct;
        bool endsThen = endsHead ? isOneGroup : left == 1;
        left = endsHead ? leftOfHead : (left - 1) & (EngineSizes.MostHeadGroups - 1);
        group = endsHead ? 0 : group + 1;
        endsHead = endsThen;
    }

    /// <summary>Goes to the next timestep's first group.</summary>
    public void StepTimestep(in HeadPlace place, bool endsToken)
    {
        timestepRow = (timestepRow + place.TimestepRows) & (SpikingTransformerEngine.KeyRows - 1);
        timestepProduct = endsToken ? 0 : (timestepProduct + place.TimestepProducts) & (SpikingTransformerEngine.ProductRows - 1);
        IsFirst = IsFirst && !endsToken;
        StartGroups(place);
    }

    private void StartGroups(in HeadPlace place)
    {
        Unit = place.Unit;
        group = place.Group;
        left = leftAtStart;
        endsHead = startsAtEnd;
        headRow = place.HeadRow;
        headProduct = place.HeadProduct;
        groupProduct = place.GroupProduct;
    }
}
