using System.Numerics;

namespace Accel.Rtl.Bench;

/// <summary>A request on the memory port. Of a read, all but the address is 0.</summary>
/// <param name="IsWrite">Write or read.</param>
/// <param name="Address">First cell of the beat.</param>
/// <param name="Cell">What a port of one cell writes.</param>
/// <param name="Beat">What a wide port writes; null on a port of one cell, which is to be quick.</param>
internal readonly record struct MemoryRequest(bool IsWrite, ulong Address, uint Cell, MemoryBeat? Beat);

/// <summary>Several cells that are written at once.</summary>
/// <param name="Data">The first cell in the low 32 bits.</param>
/// <param name="Mask">Bit i: cell i of the beat is written.</param>
internal sealed record MemoryBeat(BigInteger Data, BigInteger Mask);

/// <summary>An answer that waits for its time.</summary>
/// <param name="Due">The first cycle in which it is valid.</param>
/// <param name="Cell">What a port of one cell reads.</param>
/// <param name="Beat">What a wide port reads.</param>
internal readonly record struct MemoryResponse(long Due, uint Cell, BigInteger Beat);
