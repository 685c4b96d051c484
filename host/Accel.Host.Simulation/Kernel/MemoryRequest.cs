using System.Numerics;

namespace Accel.Host.Simulation;

/// <summary>A request on the memory port. Of a read, all but the address is 0.</summary>
/// <param name="IsWrite">Write or read.</param>
/// <param name="Address">First cell of the beat.</param>
/// <param name="Data">The beat, its first cell in the low 32 bits.</param>
/// <param name="Mask">Bit i: cell i of the beat is written.</param>
internal readonly record struct MemoryRequest(bool IsWrite, ulong Address, BigInteger Data, BigInteger Mask);
