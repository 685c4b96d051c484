namespace Accel.Transformer.Scheduling.Luts;

/// <summary>What a LUT looks at, for one bit of its result: some bits of a value.</summary>
/// <param name="Node">Number of the value; negative for a signal of the control.</param>
/// <param name="Place">Which bit of the value, counted from that of the result; 0 for a value of one bit.</param>
/// <param name="Part">Of a value that is joined by several levels of LUTs: the level, from 1 on; 0 for the value itself.</param>
/// <param name="Bits">How many bits.</param>
/// <param name="ArrivalNs">When they are there, ns after the clock edge.</param>
/// <param name="IsShared">All bits of the result look at the same ones.</param>
internal readonly record struct LutInput(int Node, int Place, int Part, int Bits, double ArrivalNs, bool IsShared)
{
    /// <summary>All bits of the result look at these bits of the value; 0 where each looks at one of its own.</summary>
    public Int128 Mask { get; init; }

    /// <summary>Bits of the value that can be set.</summary>
    public Int128 All { get; init; }

    /// <summary>All bits of the result look at all of the value.</summary>
    public bool IsAll => Mask != 0 && (All & ~Mask) == 0;

    /// <summary>Bits of a value that all bits of a result look at.</summary>
    /// <param name="node">The value's number.</param>
    /// <param name="mask">The bits.</param>
    /// <param name="all">Those that can be set.</param>
    /// <param name="arrivalNs">When they are there.</param>
    public static LutInput Of(int node, Int128 mask, Int128 all, double arrivalNs)
        => new(node, 0, 0, (int)Int128.PopCount(mask), arrivalNs, true) { Mask = mask, All = all };

    /// <summary>A signal of one bit.</summary>
    public static LutInput Of(int node, double arrivalNs = 0, int part = 0) => new(node, 0, part, 1, arrivalNs, true);

    /// <summary>Inputs that a LUT has once.</summary>
    public bool IsSame(LutInput other)
        => Node == other.Node && Place == other.Place && Part == other.Part && Mask == 0 == (other.Mask == 0);

    /// <summary>What both are, which are the same.</summary>
    public LutInput Union(LutInput other) => this with
    {
        Mask = Mask | other.Mask,
        Bits = Mask == 0 ? Math.Max(Bits, other.Bits) : (int)Int128.PopCount(Mask | other.Mask),
        ArrivalNs = Math.Max(ArrivalNs, other.ArrivalNs),
    };
}
