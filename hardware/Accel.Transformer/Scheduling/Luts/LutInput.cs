namespace Accel.Transformer.Scheduling.Luts;

/// <summary>What a LUT looks at, for one bit of its result: some bits of a value.</summary>
/// <param name="Node">Number of the value; negative for a signal of the control.</param>
/// <param name="Place">Which bit of the value, counted from that of the result; 0 for a value of one bit.</param>
/// <param name="Part">Of a value that is joined by several levels of LUTs: the level, from 1 on; 0 for the value itself.</param>
/// <param name="Bits">How many bits: one, or all that are joined.</param>
/// <param name="ArrivalNs">When they are there, ns after the clock edge.</param>
/// <param name="IsShared">All bits of the result look at the same ones.</param>
internal readonly record struct LutInput(int Node, int Place, int Part, int Bits, double ArrivalNs, bool IsShared)
{
    /// <summary>Inputs of which a LUT needs one only.</summary>
    public bool IsSame(LutInput other) => Node == other.Node && Place == other.Place && Part == other.Part;
}
