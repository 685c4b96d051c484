using System.Numerics;

namespace Accel.Shell.Tests.Axi;

/// <summary>A channel of addresses in one cycle.</summary>
internal readonly record struct AxiAddressSample(bool Valid, bool Ready, ulong Address, int Length, int Size, int Burst, int Other = 0);

/// <summary>The channel of written data in one cycle.</summary>
internal readonly record struct AxiDataSample(bool Valid, bool Ready, BigInteger Data, BigInteger Strobes, bool Last);

/// <summary>The channel of read data, or of answers to writes (data 0, last 1), in one cycle.</summary>
internal readonly record struct AxiAnswerSample(bool Valid, bool Ready, BigInteger Data, int Response, bool Last);

/// <summary>All channels of one AXI4 interface before one clock edge.</summary>
internal sealed record AxiSample(
    bool InReset, AxiAddressSample Aw, AxiDataSample W, AxiAnswerSample B, AxiAddressSample Ar, AxiAnswerSample R);

/// <summary>A rule that was broken.</summary>
/// <param name="Rule">Its id in <see cref="AxiChecker"/>.</param>
/// <param name="Cycle">The cycle, counted from 0.</param>
/// <param name="Text">What was seen.</param>
internal sealed record AxiViolation(string Rule, long Cycle, string Text)
{
    public override string ToString() => $"cycle {Cycle}, {Rule}: {Text}";
}
